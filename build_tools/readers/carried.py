"""转登的更正: where in an issue the corrections of earlier ones are printed.

In: the plan's pages, and what there is to correct. Out: the pages with the notices they must carry, and what each says.
Facts stand on the page on which they were wrong, misprints in a list at the end; the plan may name other pages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from build_tools.model import CORRECTIONS, ERRATA, PagePlan


@dataclass(frozen=True, slots=True)
class Carried:
    """转登的更正 as Markdown sentences: ``facts`` as (page where it was wrong, sentence), ``misprints`` alone."""

    facts: tuple[tuple[int, str], ...] = ()
    misprints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedCorrections:
    """The pages with their notices; notice → {placeholder: text}; how many corrections found no notice to stand in."""

    pages: tuple[PagePlan, ...]
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    homeless: int = 0


def place_corrections(
    pages: tuple[PagePlan, ...], carried: Carried, known: Collection[str]
) -> PlacedCorrections:
    """同等版位 (新出报刊〔1999〕859号 第四条). ``known`` are the notices that have a text in content/notices/.

    What the plan names stays where the plan names it. A paper without a text for 勘误 prints both kinds under 更正.
    """
    named = {notice for page in pages for notice in page.notices}
    listed = "\n".join(f"- {words}" for words in carried.misprints)
    facts = _facts(pages, carried, apart=CORRECTIONS not in named)
    if listed and ERRATA not in known and ERRATA not in named:
        # No text for a list of its own: it closes the notice of facts.
        facts.setdefault(max(facts, default=(len(pages), CORRECTIONS)), []).append(listed)
    texts = {notice: {"更正": "\n\n".join(words)} for (_, notice), words in facts.items()} | {
        ERRATA: {"勘误": listed}
    }
    if CORRECTIONS not in known and CORRECTIONS not in named:
        return PlacedCorrections(
            pages, texts, len(carried.facts) + (len(carried.misprints) if ERRATA not in known else 0)
        )
    added: dict[int, list[str]] = defaultdict(list)
    for page, notice in facts:
        added[page] += [notice] if notice not in named else []
    ending = (ERRATA,) if listed and ERRATA in known and ERRATA not in named else ()
    whole = tuple(
        replace(page, notices=(*added[page.number], *page.notices, *(ending if page is pages[-1] else ())))
        for page in pages
    )
    return PlacedCorrections(whole, texts)


def _facts(pages: tuple[PagePlan, ...], carried: Carried, *, apart: bool) -> dict[tuple[int, str], list[str]]:
    """(page, notice) → sentences: one notice a page, or one for all where the plan itself names it."""
    found: dict[tuple[int, str], list[str]] = {}
    homes = sorted({min(page, len(pages)) for page, _ in carried.facts})
    for page, words in sorted(carried.facts, key=lambda fact: fact[0]):
        home = min(page, len(pages)) if apart else homes[0]
        notice = CORRECTIONS if home == homes[0] else f"{CORRECTIONS}-p{home}"
        found.setdefault((home, notice), []).append(words)
    return found
