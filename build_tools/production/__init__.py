"""出版: makes what has changed, and only that.

    unchanged.py    照旧   whether anything is to be done at all; loads nothing heavy
    inputs.py       来料   what each part of the output depends on, named in one place and hashed
    environment.py  环境   typefaces and libraries that a print depends on
    copies.py       原稿   an issue read, numbered and checked, or as it was the last time
    printing.py     排印   an issue's print PDF with its layout, or as it was
    pressroom.py    印务   sets issues in type, draws them, knows where the print lies
    proofs.py       样张   an issue in print, whole or page by page
    making.py       制作   an issue's share of the website
    shared.py       公用   years, volumes of the search, files copied as they are
    front.py        首页   what shows something of all issues: home, lists, feeds, map
    publishing.py   上网   brings the draft of the website up to date and swaps it in
    building.py     出报   the whole of a build
    assembling.py   合片   joins what several machines have made
    state.py        存底   what the last build knew of every issue
    workers.py      人手   the same work in one process or several
    workshop.py     车间   what one process has at hand to build with
    preview/        预览   the paper in the browser while it is being written
    parcels.py      包裹   our own values as bytes and back
    writing.py      落笔   files written whole or not at all, and the ledger
"""
