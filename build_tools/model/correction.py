"""更正: what was printed wrongly and what it should have been."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from build_tools.model.number import ArticleNumber


@dataclass(frozen=True, slots=True)
class Correction:
    """更正: ``printed`` in a paragraph (0: the headline) should have been ``corrected``.

    ``finder`` is how the reader who found it wishes to be named, "" for the paper itself.
    """

    number: ArticleNumber
    paragraph: int
    printed: str
    corrected: str
    date: datetime.date
    finder: str = ""
    rule: bool = False
    """家规: whether an editor made it a rule for every issue since."""
