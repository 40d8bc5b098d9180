"""预览: the paper in the browser while it is being written; stays at work, keeps everything warm.

serving.py    值守   from a saved file to the browser: reads, publishes, has proofs set, until it is told to stop
web.py        试网   the website of the preview, in a tree of its own, as far as faults allow
desk.py       校样台  which printed pages have to be set again, and when
proofs.py     样张   single pages, each made again only when something it shows has changed
press.py      小样机  sets and paints single pages, in a process of its own
board.py      告示板  what the browsers are shown: faults, versions, page pictures
server.py     应门   answers browsers on this machine
pages.py      取页   which file an address means; nothing outside the tree
watching.py   守望   tells which files were saved
"""
