"""钟: the day and the moment it is where the paper is made, whatever the machine's clock is set to."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

from build_tools.readers import read_paper


def moment(root: Path) -> str:
    """Now as ISO 8601 with the paper's offset. SOURCE_DATE_EPOCH stands for the clock, for reproducible runs."""
    return _now(root).isoformat(timespec="seconds")


def today(root: Path) -> datetime.date:
    """The day of :func:`moment`."""
    return _now(root).date()


def _now(root: Path) -> datetime.datetime:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = (
        datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
        if epoch.isdigit()
        else datetime.datetime.now(datetime.UTC)
    )
    paper = read_paper(root).paper
    return now.astimezone(paper.zone if paper else datetime.UTC)
