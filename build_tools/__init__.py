"""The press of a community newspaper: Markdown in git → website and print PDF, every article numbered.

The floors, from the roof down (tests/test_architecture.py keeps them so)::

    cli/          顶楼   one command a file: the only floor that prints, reads argv or environment, exits
    desk/         编辑部 one web server for what is done in the browser; the only importer of starlette and uvicorn
    production/   出版   makes what has changed, and only that: keys, worker processes, publishing, the preview
    bounty/       捉错   from a reader's message to the article, the verdict and the prize
    intake/       收稿   what contributors send → articles, pictures and a slip; the only importer of lxml
    press/        印厂   from the proof PDF to what the print shop gets; the only importer of pikepdf
    site/         网站   hands pages to MkDocs; the only importer of mkdocs
    typesetting/  排印   lines, columns, pages; draws the PDF; the only importer of weasyprint
    proofreading/ 校对  likely misprints, with reasons; its data are kept apart from the program
    gathering.py  收齐   reads, numbers and checks everything before anything is written
    checks/       校对   finds faults, never mends them
    numbering/    编号   gives each article its number once and for ever
    readers/      读稿   files → model; the only floor that opens issues/
    markup/       标记   the one Markdown dialect that print and web both speak; pinyin
    diagnostics/  地面   how a fault is said: place, code, what is wrong, how to mend it
    store/        库房   what was made once and need not be made again; swaps the output in whole; standard library only
    model/        地面   what a newspaper is; standard library only
"""
