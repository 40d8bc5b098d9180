"""移交: the paper in the shapes that leave the website: WeChat, e-book, USB stick.

``pages`` plans the pages for the report form and the WeChat editor, ``wechat`` writes an article as WeChat takes
it, ``epub`` makes an issue's e-book, ``offline`` a copy of the finished site that opens without a server.
"""
