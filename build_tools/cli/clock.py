"""钟: the day and the moment it is where the paper is made, whatever the machine's clock is set to."""

from __future__ import annotations

import argparse
import datetime
import os
import re
from pathlib import Path
from typing import NoReturn

from build_tools.readers import read_paper


def moment(root: Path) -> str:
    """Now as ISO 8601 with the paper's offset. SOURCE_DATE_EPOCH stands for the clock, for reproducible runs."""
    return _now(root).isoformat(timespec="seconds")


def today(root: Path) -> datetime.date:
    """The day of :func:`moment`."""
    return _now(root).date()


def day_of(written: str) -> datetime.date:
    """A day as an option gives it: 2026-01-20, also 2026/1/20 and 2026年1月20日."""
    hit = re.fullmatch(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?", written.strip())
    try:
        return datetime.date(int(hit[1]), int(hit[2]), int(hit[3])) if hit else _unreadable(written)
    except ValueError:
        _unreadable(written)


def moment_of(written: str) -> datetime.datetime:
    """A moment as an option gives it: 2026-01-20T15:00."""
    try:
        return datetime.datetime.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{written}”不是时刻，要写成 2026-01-20T15:00 这样") from None


def figures_of(written: str) -> int:
    """How many figures a number has, as an option gives it: 1 to 99."""
    if re.fullmatch("[1-9][0-9]?", written.strip()):
        return int(written)
    raise argparse.ArgumentTypeError(f"“{written}”不是位数，要写成 1 到 99 的一个数")


def _unreadable(written: str) -> NoReturn:
    raise argparse.ArgumentTypeError(f"“{written}”不是日子，要写成 2026-01-20 这样")


def _now(root: Path) -> datetime.datetime:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = (
        datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
        if epoch.isdigit()
        else datetime.datetime.now(datetime.UTC)
    )
    paper = read_paper(root).paper
    return now.astimezone(paper.zone if paper else datetime.UTC)
