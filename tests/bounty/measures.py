"""What the resolver and the merging come to on a labelled set: shares of right, sure and wrong, precision and recall.

python -m tests.bounty.measures [SET …]
"""

from __future__ import annotations

import functools
import math
import sys
from dataclasses import dataclass
from itertools import combinations, permutations

from build_tools.bounty.claims import Claim, MessageKind, Resolution, Spot
from build_tools.bounty.merging import Filed, merge
from build_tools.bounty.resolver import resolve_message
from build_tools.model import ArticleNumber
from tests.bounty.labelled import FOLDER, Label, Message, read_messages
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
"""Sets about the January issue with the misprints of planted.txt, of which every change is known."""
_LATER = {"thirteenth": "planted_later"}


def planted_in(name: str) -> str:
    """The list of planted misprints that a set is about, ``planted_NAME.txt`` where a set has one of its own; "" where it is
    about the issues as they were printed."""
    listed = "planted" if name in PLANTED_SETS else _LATER.get(name, f"planted_{name}")
    return listed if (FOLDER / f"{listed}.txt").is_file() else ""


def resolve(message: Message, planted: str = "") -> Resolution:
    """As the desk would: with the earlier issues at hand."""
    earlier = [issue for issue in ISSUES if issue < message.issue]
    if planted:
        here = planted_index(message.issue, planted)
        before = [planted_index(issue, planted) for issue in earlier]
    else:
        here, before = index_of(message.issue), [index_of(issue) for issue in earlier]
    return resolve_message(message.text, here, before, page_titles(message.issue))


@functools.cache
def measure(name: str) -> Measures:
    """Resolve every message of a set; once, for two tests ask for each."""
    planted = planted_in(name)
    return measured([(message, resolve(message, planted)) for message in read_messages(name)], planted)


def measured(read: list[tuple[Message, Resolution]], planted: str) -> Measures:
    """What some messages were read as; where none is a non-report, all of those are known."""
    matched = [pair for message, resolution in read for pair in _match(message, resolution, planted)]
    sure_edits = sum(
        bool(label and claim and claim.sure and not label.silent and not tells(claim, label, planted))
        for label, claim in matched
        if planted
    )
    claims = sum(len(message.labels) for message, _ in read)
    sure_wrong = sum(claim.sure for label, claim in matched if label is None and claim)
    silent = [resolution for message, resolution in read if not message.labels]
    told = [resolution for message, resolution in read if message.labels]
    right = [
        [(label, claim) for label, claim in _match(message, resolution, planted) if label and claim]
        for message, resolution in read
    ]
    # Leads are merged with nothing before a judge takes them up.
    merged = [
        found if resolution.kind is MessageKind.REPORT else []
        for found, (_, resolution) in zip(right, read, strict=True)
    ]
    pairs, precision, recall = _merging(merged)
    return Measures(
        len(read),
        claims,
        sum(map(len, right)) / claims if claims else 1.0,
        sum(map(len, merged)) / claims if claims else 1.0,
        _exact(read, planted) if planted else 1.0,
        (sure_wrong + sure_edits) / claims if claims else 0.0,
        sum(each.kind is MessageKind.REPORT for each in told) / len(told) if told else 1.0,
        len(silent),
        sum(each.kind is not MessageKind.REPORT for each in silent) / len(silent) if silent else 1.0,
        pairs,
        precision,
        recall,
    )


def _match(message: Message, resolution: Resolution, planted: str) -> list[tuple[Label | None, Claim | None]]:
    """Each label with the claim that meets it; claims that meet none."""
    left = list(resolution.claims or resolution.leads)
    found: list[tuple[Label | None, Claim | None]] = []
    for label in message.labels:
        here = [claim for claim in left if label.agrees(claim.spot)]
        # Of several claims on one piece, the one that tells of this fault.
        exact = [claim for claim in here if planted and tells(claim, label, planted)]
        hit = next(iter(exact or here), None)
        if hit:
            left.remove(hit)
        found.append((label, hit))
    return found + [(None, claim) for claim in left]


def tells(claim: Claim, label: Label, planted: str) -> bool:
    """Whether the change of a claim makes of the printed piece what it should be."""
    known = misprints(planted)[label.fault]
    piece = planted_index(label.number.issue, planted).piece(known.spot)
    assert piece is not None
    edit = claim.edit
    if edit is None or edit.replacement is None or claim.spot != known.spot:
        return False
    right = piece.text.replace(known.printed, known.right)
    return piece.text[: edit.start] + edit.replacement + piece.text[edit.end :] == right


def _exact(read: list[tuple[Message, Resolution]], planted: str) -> float:
    """Of the claims that say what would be right: the share whose change is told exactly."""
    told = good = 0
    for message, resolution in read:
        left = list(resolution.claims or resolution.leads)
        for label in message.labels:
            hit = next((claim for claim in left if tells(claim, label, planted)), None)
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
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth"),
    *("sixteenth", "seventeenth", "eighteenth", "nineteenth"),
)


def main() -> None:
    """One table of all sets, or of those named, in per cent."""
    columns = ("place", "as report", "exact", "sure, wrong", "non-reports", "precision", "recall")
    sys.stdout.write(f"{'':15}" + "".join(f"{column:>13}" for column in columns) + "\n")
    for name in sys.argv[1:] or SETS:
        found = measure(name)
        exact = found.exact if planted_in(name) else math.nan
        place = found.right, found.right_as_report, exact, found.wrong_and_sure
        shares = (*place, found.non_reports_known, found.precision, found.recall)
        sys.stdout.write(f"{name:15}" + "".join(f"{100 * share:13.1f}" for share in shares) + "\n")


if __name__ == "__main__":
    main()
