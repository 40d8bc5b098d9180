"""权重: the tuned numbers of the resolver, in one place. Evidence adds up like bits.

In: nothing. Out: :data:`EDIT` and the numbers that rank places. What each was set on: tests/bounty/messages/develop.txt and
its like, never the sets that measure.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EditWeights:
    """How a wording is laid over the print, and how the changes that a message may mean are ordered."""

    same: float = 2.0
    alike: float = 1.2
    """Another character of the same sound."""
    other: float = -0.8
    gap: float = -0.6
    mentioned: float = 0.4
    """A printed character that the reader points at."""
    share: float = 0.34
    """Of a wanted wording that must agree with the print around what is called wrong."""
    resembling: float = 0.5
    """From which two wordings may be misprint and correction without a word between them."""
    longest: int = 24
    bare: int = 12
    """Characters of words without quotation marks that may be a wording without a cue to say so."""
    longest_cut: int = 14
    close: float = 0.75
    """Share of a wording that agrees with the print from which only what differs is replaced."""
    comparable: int = 2
    """Characters by which two wordings may differ in length of which the one replaces the other as a whole."""
    widest: int = 7
    """Characters beyond which a span says "this sentence", not "this word"."""
    reach: int = 40
    """Characters before a cue in which what is wrong is looked for."""
    lead: int = 8
    """Characters after a cue in which what is right begins."""
    candidates: int = 3
    mark_reach: int = 12
    gap_told: float = 3.0
    """From which the place of something left out is more than a guess."""
    by_cue: float = 10.0
    step: float = 1.5
    beside: float = 6.0
    near: float = 4.5
    unlike: float = -3.0
    extra: float = 8.0
    missing: float = 8.0
    mark: float = 9.0
    quoted: float = 0.7


EDIT = EditWeights()
