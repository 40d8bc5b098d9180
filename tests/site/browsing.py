"""Somebody at a browser: a page that is open, what it asked for, what the browser complained of."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Page


@dataclass
class Visit:
    """A page that is open: every address it asked for; errors of scripts, breaches of the policy, warnings."""

    page: Page
    home: str
    requested: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, address: str) -> Page:
        self.page.goto(self.home + address, wait_until="networkidle")
        return self.page


def start_visit(context: BrowserContext, home: str) -> Visit:
    """A new page in a browser, whose requests and complaints are noted."""
    visit = Visit(context.new_page(), home)
    visit.page.on("request", lambda request: visit.requested.append(request.url))
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    visit.page.on(
        "console",
        lambda message: (
            visit.complaints.append(message.text) if message.type in ("error", "warning") else None
        ),
    )
    return visit
