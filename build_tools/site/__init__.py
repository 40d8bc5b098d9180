"""网站: every issue as web pages. The only floor that imports MkDocs.

``views`` is what a page shows and ``presenting`` makes it from the model; ``pages`` says which pages there
are and at which address; ``replica`` makes the pictures of the printed pages and finds the articles' regions;
``metadata`` tells machines of an article, ``policy`` browsers what a page may load; ``feed`` and ``register`` write
what machines read, ``standing`` what the program adds to the standing pages; ``rendering`` renders pages in memory and
``compiled`` keeps their templates compiled from build to build; ``plugin`` hands all of it to MkDocs.
"""
