"""检索文件: what lies under ``/search/`` for the browser to fetch as it needs it.

In: search entries, one an issue. Out: address → text. Three kinds, each with what it depends on: an issue's text
(that issue), a volume's shards and facts (the volume's issues), the manifest and the readings (a few facts of
every volume). Who keeps entries and volume facts needs to write again only what has changed.
"""

from __future__ import annotations

import base64
import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from build_tools.markup.common_characters import COMMON
from build_tools.markup.pinyin import readings
from build_tools.model import Paper
from build_tools.site.search.entry import SearchEntry
from build_tools.site.search.folding import traditional_pairs
from build_tools.site.search.scripts import scripts, value, version_of
from build_tools.site.search.shards import write_shards
from build_tools.site.search.volumes import Volume
from build_tools.site.views import NOTICES


@dataclass(frozen=True, slots=True)
class SearchFiles:
    """检索文件: address from the site's root → text, and the version of the whole, for the address of the manifest."""

    files: Mapping[str, str]
    version: str


@dataclass(frozen=True, slots=True)
class VolumeFacts:
    """卷况: all that the manifest and the readings need of a volume. ``version`` changes with any of its issues."""

    name: str
    years: tuple[str, ...]
    shards: int
    version: str
    readings: tuple[tuple[str, str], ...]
    """Syllable and the characters read so, of all its issues."""


def issue_search_files(entry: SearchEntry) -> Mapping[str, str]:
    """The text of one issue."""
    return scripts({f"text-{entry.name}": entry.text})


def volume_files(volume: Volume, entries: Mapping[str, SearchEntry]) -> Mapping[str, str]:
    """The shards of a volume, and which issues it has. ``entries`` by issue name, of this volume's issues at least."""
    own = [entries[name] for name in volume.issues]
    shards = write_shards([entry.blocks for entry in own], volume.shards)
    written = {
        f"{volume.name}/{place}": f'"{base64.b64encode(shard).decode("ascii")}"'
        for place, shard in enumerate(shards)
    }
    written[f"{volume.name}/issues"] = value([[entry.name, entry.version, entry.pages] for entry in own])
    return scripts(written)


def volume_facts(volume: Volume, entries: Mapping[str, SearchEntry]) -> VolumeFacts:
    """The same without writing the shards. ``entries`` as for :func:`volume_files`."""
    own = [entries[name] for name in volume.issues]
    version = volume_version(volume, {entry.name: entry.version for entry in own})
    return VolumeFacts(
        volume.name, volume.years, volume.shards, version, _joined(entry.readings for entry in own)
    )


def volume_version(volume: Volume, versions: Mapping[str, str]) -> str:
    """A volume whose version has not changed has the files and facts it had. ``versions`` by issue name."""
    return version_of(
        [volume.name, str(volume.shards), *(f"{name} {versions[name]}" for name in volume.issues)]
    )


def shared_search_files(paper: Paper, facts: Sequence[VolumeFacts]) -> SearchFiles:
    """The manifest and the readings. ``facts`` newest first, as :func:`volumes` gives the volumes."""
    spoken = value(dict(_joined((*(each.readings for each in facts), common_readings()))))
    traditional = value(traditional_pairs())
    manifest = value(
        {
            "volumes": [[each.name, each.version, each.shards, each.years] for each in facts],
            "readings": version_of([spoken]),
            "traditional": version_of([traditional]),
            "sections": [
                *((section.name, section.slug) for section in paper.sections),
                (NOTICES.name, NOTICES.slug),
            ],
        }
    )
    shared = {"manifest": manifest, "readings": spoken, "traditional": traditional}
    return SearchFiles(scripts(shared), version_of([manifest]))


@functools.cache
def common_readings() -> tuple[tuple[str, str], ...]:
    """Syllable → the common characters read so: what a reader may type instead of the right one."""
    found: dict[str, str] = {}
    for character in sorted(COMMON):
        for syllable in readings(character):
            found[syllable] = found.get(syllable, "") + character
    return tuple(found.items())


def _joined(tables: Iterable[tuple[tuple[str, str], ...]]) -> tuple[tuple[str, str], ...]:
    found: dict[str, set[str]] = {}
    for table in tables:
        for syllable, characters in table:
            found.setdefault(syllable, set()).update(characters)
    return tuple((syllable, "".join(sorted(found[syllable]))) for syllable in sorted(found))
