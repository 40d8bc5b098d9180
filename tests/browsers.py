"""The system's Chromium for tests: how it is started, and how what it opened is put away."""

from __future__ import annotations

from contextlib import suppress

from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, expect

from build_tools.cli.parts import installed_browser
from tests.waiting import PATIENCE

_TRIES = 3


def start_chromium(playwright: Playwright) -> Browser:
    """Headless, with patience for a machine that runs the suite."""
    path = installed_browser()
    assert path is not None, "no Chromium"
    expect.set_options(timeout=PATIENCE * 1000)
    # One renderer for all pages: a new one for each test would compile the same scripts again and again.
    options = ["--no-sandbox", "--disable-gpu", "--renderer-process-limit=1"]
    return playwright.chromium.launch(executable_path=path, args=options)


def await_files(page: Page) -> None:
    """Hear from now on when a file is to be chosen.

    Who begins with ``expect_file_chooser`` alone asks the browser for it in the same breath as it acts; a busy one acts
    first, and in a headless browser that window then never opens.
    """
    page.on("filechooser", lambda chooser: None)


def put_away(context: BrowserContext) -> None:
    """Close a context and its pages, none while it goes from one page to another: Chromium then may never answer.

    See playwright#41900 and #42068. Our pages may do so at any time: the preview reloads what was saved.
    """
    for page in context.pages:
        # A question that a test answers itself may be on its way; what it meets then is nobody's fault.
        page.unroute_all(behavior="ignoreErrors")
        for _ in range(_TRIES):
            with suppress(Error):  # a reload came between
                page.goto("about:blank")
                break
    context.close()
