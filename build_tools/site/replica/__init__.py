"""版面图: the printed pages as pictures, every article a region that leads to its text.

In: an issue's print PDF and the ``layout.json`` beside it. Out: :class:`~build_tools.site.views.ReplicaView`
for the templates, and the files: pictures in a few widths, each page as a PDF of its own, share pictures.
``layout`` reads, ``regions`` finds the outlines, ``pictures`` and ``page_pdf`` make the files, ``making``
puts it together, ``keeping`` has it made only when the PDF has changed.
"""

RECIPE = "p5-webp60-2-gap1.5-jpeg60"
"""Names what a kept picture was made by; change it whenever ``pictures`` makes them otherwise."""

LAYOUT = "layout.json"
