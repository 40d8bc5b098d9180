"""印务: from the drawn PDF to what the print shop receives. The only floor that imports pikepdf.

In: PDF bytes and composed pages of the typesetting floor, the paper's settings for the press.
Out: press files, preflight findings, job ticket, proofs, imposed sheets. Knows no website.

    reading/     读 PDF   what a PDF paints, mark by mark
    preflight/   预检     is any PDF fit for the press?
    conversion/  转印     our drawn PDF → PDF/X in four inks
"""
