"""出版: makes what has changed, and only that.

order.py         订单   what is asked for, whether anything is to be done at all, where a print lies; loads nothing heavy
inputs.py        来料   what each part of the output depends on, named in one place and hashed
environment.py   环境   typefaces and libraries that a print depends on
manuscripts.py   原稿   an issue read, numbered and checked, or as it was the last time
printing.py      排印   an issue's print PDF with its layout, or as it was
pressroom.py     印务   sets issues in type, draws them, knows where the print lies
making.py        制作   an issue's, a year's, a volume's part of the website
publishing.py    上网   brings the draft of the website up to date with the plan and swaps it in
building.py      出报   the whole of a build; joins what several machines have made
workers.py       人手   the same work in one process or several, and what each has at hand
preview/         预览   the paper in the browser while it is being written
mending.py       清稿   writes what is mended without a decision
"""
