"""印务: from the drawn PDF to what the print shop receives. The only floor that imports pikepdf.

In: PDF bytes and the layout document of the typesetting floor, the paper's settings for the press.
Out: press files, preflight findings, job ticket, proofs, imposed sheets. Knows no website.
"""
