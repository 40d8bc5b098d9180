"""What the resolver and the merging come to on a labelled set: shares of right, sure and wrong, precision and recall.

python -m tests.bounty.measures
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from itertools import combinations, permutations

from build_tools.bounty.claims import Claim, MessageKind, Resolution, Spot
from build_tools.bounty.merging import Filed, merge
from build_tools.bounty.resolver import resolve_message
from build_tools.model import ArticleNumber
from tests.bounty.labelled import Label, Message, read_messages
from tests.bounty.paper import ISSUES, index_of, misprints, page_titles, planted_index


@dataclass(frozen=True, slots=True)
class Measures:
    """Shares between 0 and 1, and how many they rest on."""

    messages: int
    claims: int
    right: float
    """Place right at first rank, whether or not the message was taken for a report."""
    right_as_report: float
    exact: float
    """Of the claims whose change is known (planted misprints): the change is told exactly. 1 where none is known."""
    wrong_and_sure: float
    reports_known: float
    non_reports: int
    non_reports_known: float
    pairs: int
    precision: float
    recall: float


PLANTED_SETS = ("residents", "office", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth")
"""Sets about the January issue with planted misprints, of which every change is known."""


def resolve(message: Message, planted: bool = False) -> Resolution:
    """As the desk would: with the earlier issues at hand."""
    if planted:
        return resolve_message(message.text, planted_index(), (), page_titles(message.issue))
    earlier = [index_of(issue) for issue in ISSUES if issue < message.issue]
    return resolve_message(message.text, index_of(message.issue), earlier, page_titles(message.issue))


def measure(name: str) -> Measures:
    """Resolve every message of a set; one without non-reports knows all of them."""
    messages = read_messages(name)
    planted = name in PLANTED_SETS
    read = [(message, resolve(message, planted)) for message in messages]
    matched = [pair for message, resolution in read for pair in _match(message, resolution)]
    sure_edits = sum(
        bool(label and claim and claim.sure and not label.silent and not tells(claim, label))
        for label, claim in matched
        if planted
    )
    claims = sum(len(message.labels) for message in messages)
    sure_wrong = sum(claim.sure for label, claim in matched if label is None and claim)
    silent = [resolution for message, resolution in read if not message.labels]
    told = [resolution for message, resolution in read if message.labels]
    right = [
        [(label, claim) for label, claim in _match(message, resolution) if label and claim]
        for message, resolution in read
    ]
    # Leads are merged with nothing before a judge takes them up.
    merged = [
        found if resolution.kind is MessageKind.REPORT else []
        for found, (_, resolution) in zip(right, read, strict=True)
    ]
    pairs, precision, recall = _merging(merged)
    return Measures(
        len(messages),
        claims,
        sum(map(len, right)) / claims,
        sum(map(len, merged)) / claims,
        _exact(read) if planted else 1.0,
        (sure_wrong + sure_edits) / claims,
        sum(each.kind is MessageKind.REPORT for each in told) / len(told),
        len(silent),
        sum(each.kind is not MessageKind.REPORT for each in silent) / len(silent) if silent else 1.0,
        pairs,
        precision,
        recall,
    )


def _match(message: Message, resolution: Resolution) -> list[tuple[Label | None, Claim | None]]:
    """Each label with the claim that meets it; claims that meet none."""
    left = list(resolution.claims or resolution.leads)
    found: list[tuple[Label | None, Claim | None]] = []
    for label in message.labels:
        here = [claim for claim in left if label.agrees(claim.spot)]
        # Of several claims on one piece, the one that tells of this fault.
        exact = [claim for claim in here if label.fault in misprints() and tells(claim, label)]
        hit = next(iter(exact or here), None)
        if hit:
            left.remove(hit)
        found.append((label, hit))
    return found + [(None, claim) for claim in left]


def tells(claim: Claim, label: Label) -> bool:
    """Whether the change of a claim makes of the printed piece what it should be."""
    known, piece = misprints()[label.fault], planted_index().piece(misprints()[label.fault].spot)
    assert piece is not None
    edit = claim.edit
    if edit is None or edit.replacement is None or claim.spot != known.spot:
        return False
    right = piece.text.replace(known.printed, known.right)
    return piece.text[: edit.start] + edit.replacement + piece.text[edit.end :] == right


def _exact(read: list[tuple[Message, Resolution]]) -> float:
    """Of the claims that say what would be right: the share whose change is told exactly."""
    told = good = 0
    for message, resolution in read:
        left = list(resolution.claims or resolution.leads)
        for label in message.labels:
            hit = next((claim for claim in left if tells(claim, label)), None)
            if hit:
                left.remove(hit)
            told, good = told + (not label.silent), good + (hit is not None and not label.silent)
    return good / told if told else 1.0


Truth = tuple[ArticleNumber, Spot | None, str]


def _merging(right: list[list[tuple[Label, Claim]]]) -> tuple[int, float, float]:
    """Pairs of claims that are truly one fault; precision and recall of the pairs that were joined."""
    told = [[(label, claim) for label, claim in message if label.fault] for message in right]
    filed = [
        Filed(f"{at:05d}", order, f"finder-{at}", "2021-01-20", False, claim)
        for at, message in enumerate(told)
        for order, (_, claim) in enumerate(message, 1)
    ]
    group = {
        (one.letter, one.ordinal): order for order, fault in enumerate(merge(filed)) for one in fault.claims
    }
    rows = [
        [
            ((label.number, label.spot, label.fault), group[f"{at:05d}", order])
            for order, (label, _) in enumerate(message, 1)
        ]
        for at, message in enumerate(told)
    ]
    both = joined = same = 0
    for (truth, where), (other_truth, other_where) in combinations(_paired(rows), 2):
        is_same, is_joined = truth == other_truth, where == other_where
        same, joined, both = same + is_same, joined + is_joined, both + (is_same and is_joined)
    return same, both / joined if joined else 1.0, both / same if same else 1.0


def _paired(rows: list[list[tuple[Truth, int]]]) -> list[tuple[Truth, int]]:
    """A label says no more than the place; where one message tells of several faults in one place, which claim is which
    is told by the messages that tell of one fault alone there, not by the order in which the labels stand."""
    alone = [
        row
        for message in rows
        for row in message
        if sum(other[0][:2] == row[0][:2] for other in message) == 1
    ]
    found = list(alone)
    for message in rows:
        for place in dict.fromkeys(truth[:2] for truth, _ in message):
            here = [row for row in message if row[0][:2] == place]
            if len(here) > 1:
                ways = [
                    list(zip([truth for truth, _ in here], groups, strict=True))
                    for groups in permutations(where for _, where in here)
                ]
                found += max(ways, key=lambda way: sum(alone.count(row) for row in way))
    return found


SETS = (
    *("develop", "heldout", "fresh", "voices", "second", "third"),
    *("elsewise", "further", "probe", "adversarial", "fourth", "further_fourth"),
    *("fifth", "residents", "office", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth"),
)


def main() -> None:
    """One table of all sets, in per cent."""
    columns = ("place", "as report", "exact", "sure, wrong", "non-reports", "precision", "recall")
    sys.stdout.write(f"{'':15}" + "".join(f"{column:>13}" for column in columns) + "\n")
    for name in SETS:
        found = measure(name)
        exact = found.exact if name in PLANTED_SETS else math.nan
        place = found.right, found.right_as_report, exact, found.wrong_and_sure
        shares = (*place, found.non_reports_known, found.precision, found.recall)
        sys.stdout.write(f"{name:15}" + "".join(f"{100 * share:13.1f}" for share in shares) + "\n")


if __name__ == "__main__":
    main()
