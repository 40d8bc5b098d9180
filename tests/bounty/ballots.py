"""Ballots for the tests: that many readers with one fault each, so that the lot decides everything."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from build_tools.bounty.prize import RULE
from build_tools.model import Ballot, Entrant, PublicValue


def make_ballot(readers: int, **facts: Any) -> Ballot:
    usual = Ballot(
        "社区晨报（张庙版）",
        "2021-01",
        "2021-02-01",
        "2021-02-05T10:00:00+08:00",
        PublicValue("2021年2月5日上证指数收盘", "2021-02-05T15:00+08:00"),
        1,
        10,
        RULE,
        tuple(Entrant(f"{order * 7919 % 10**8:08d}", Fraction(1), 1, 0) for order in range(1, readers + 1)),
    )
    return replace(usual, **facts)
