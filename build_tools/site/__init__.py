"""网站: every issue as web pages. The only floor that imports MkDocs.

``views`` says what a page shows, ``pages`` which pages there are and at which address, ``feed`` and
``register`` write what machines read, ``plugin`` hands all of it to MkDocs, ``building`` runs MkDocs.
"""
