"""出版: makes what has changed, and only that.

    inputs.py     来料   what each part of the output depends on, named in one place and hashed
    parcels.py    包裹   our own values as bytes and back, for the storeroom and other processes
    copies.py     原稿   an issue read, numbered and checked, or as it was the last time
    printing.py   印样   an issue's print PDF with its layout, or as it was
    sheets.py     版面   its page pictures and page PDFs, or as they were
    making.py     制作   an issue's share of the website
    shared.py     公用   what belongs to no single issue: home, lists, feeds, search
    workers.py    人手   the same work in one process or several
    building.py   出报   the whole of a build, swapped in at once
"""
