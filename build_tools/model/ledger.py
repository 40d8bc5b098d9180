"""稿号簿: the numbers an issue has given, as data. Once signed, an entry never goes."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.model.number import ArticleNumber


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One number and what bears it.

    ``file`` is where the article lies now; ``address``, ``headline``, ``section`` and ``page`` are, once
    ``signed``, those of the day of sign-off. ``withdrawn`` is the reason of a withdrawal, "" while the
    article stands. ``line`` is the line of ledger.yml, 0 for a new entry.
    """

    number: ArticleNumber
    file: str
    address: str
    headline: str
    section: str
    page: int
    signed: bool = False
    withdrawn: str = ""
    line: int = 0
    late: bool = False
    """网上补发: given after sign-off; it has no 版 (``page`` is 0), and is kept like a signed one."""

    @property
    def kept(self) -> bool:
        """Whether the number is somebody's for ever."""
        return self.signed or self.late


@dataclass(frozen=True, slots=True)
class Ledger:
    """稿号簿 of one issue, in the order of the numbers."""

    issue: str
    entries: tuple[LedgerEntry, ...] = ()

    @property
    def signed(self) -> tuple[LedgerEntry, ...]:
        """The entries that were signed off for print."""
        return tuple(entry for entry in self.entries if entry.signed)

    @property
    def kept(self) -> tuple[LedgerEntry, ...]:
        """The entries that can never change again: signed ones, and 网上补发."""
        return tuple(entry for entry in self.entries if entry.kept)
