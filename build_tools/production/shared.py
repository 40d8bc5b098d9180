"""公用: what many issues share and no list of everything shows: years, volumes of the search, files copied as they are.

In: what the issues concerned show of themselves. Out: units of the draft, each made again only when something that it
shows has changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from build_tools.production.inputs import Inputs, digest_of
from build_tools.production.making import IssueFacts, full_view, kept_entry
from build_tools.production.workshop import Workshop
from build_tools.site.pages import Shelf, make_shelf, plan_year
from build_tools.site.search.files import VolumeFacts, volume_facts, volume_files
from build_tools.site.search.volumes import Volume
from build_tools.site.standing import section_styles
from build_tools.store.records import UnitRecord
from build_tools.store.units import write_unit

FRONT, STANDING, ASSETS = "front", "standing", "assets"


@dataclass(frozen=True, slots=True)
class YearJob:
    """一年的清单. ``keys``: issue → the key it was made under, newest first."""

    year: str
    key: str
    shelf: Shelf
    keys: Mapping[str, str]
    draft: Path
    had: UnitRecord | None


@dataclass(frozen=True, slots=True)
class VolumeJob:
    """一卷检索. ``keys``: issue → the key it was made under."""

    volume: Volume
    key: str
    keys: Mapping[str, str]
    draft: Path
    had: UnitRecord | None


@dataclass(frozen=True, slots=True)
class MadeVolume:
    """一卷成品: the unit as written, and what the manifest must know of it."""

    record: UnitRecord
    facts: VolumeFacts


def year_unit(year: str) -> str:
    """The unit of a year's pages."""
    return f"year/{year}"


def volume_unit(volume: Volume) -> str:
    """The unit of a volume's shards."""
    return f"search/{volume.name}"


def make_year(shop: Workshop, job: YearJob) -> UnitRecord:
    """The lists of a year. Raises LostIssue."""
    views = [full_view(shop.store, name, key) for name, key in job.keys.items()]
    pages = plan_year(shop.paper, job.shelf, job.year, views)
    return write_unit(job.draft, job.key, job.had, shop.renderer.pages(pages))


def make_volume(shop: Workshop, job: VolumeJob) -> MadeVolume:
    """The shards of a volume. Raises LostIssue."""
    entries = {name: kept_entry(shop.store, name, key) for name, key in job.keys.items()}
    files = {address: text.encode() for address, text in volume_files(job.volume, entries).items()}
    return MadeVolume(write_unit(job.draft, job.key, job.had, files), volume_facts(job.volume, entries))


def assets_key(inputs: Inputs) -> str:
    """What the files that are copied as they are depend on."""
    return digest_of(ASSETS, inputs.program, inputs.web)


def make_assets(shop: Workshop, inputs: Inputs, draft: Path, had: UnitRecord | None) -> UnitRecord:
    """Styles, scripts and pictures of the theme and of the standing pages."""
    files = {**shop.renderer.assets(), "assets/sections.css": section_styles(shop.paper).encode()}
    return write_unit(draft, assets_key(inputs), had, files)


def shelf_of(shop: Workshop, issues: Sequence[IssueFacts]) -> Shelf:
    """The shelf of all years."""
    return make_shelf(shop.paper, ((each.view.year, each.slugs) for each in issues))
