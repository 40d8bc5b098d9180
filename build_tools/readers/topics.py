"""地方与系列 ``content/places.yml``: the list the paper keeps of places and series that readers look for.

::

    places:
      - {name: 富浩花园, kind: 小区, aliases: [富浩小区]}
    series:
      - {name: 楼道故事}

In: the paper's root. Out: topics and faults; a paper without the file has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.markup.pinyin import slug
from build_tools.model import Topic
from build_tools.model.paper import SERIES
from build_tools.readers.fields import PLAN, Fields
from build_tools.readers.files import read_text
from build_tools.readers.yaml_nodes import YamlFault, read_yaml

FILE = "places.yml"
_PLACE = "地方"


def read_topics(
    root: Path, standing: str, readings: Mapping[str, str]
) -> tuple[tuple[Topic, ...], tuple[Diagnostic, ...]]:
    """Read the list among the ``standing`` pages. Never raises on what was written."""
    path = f"{standing}/{FILE}"
    if not (root / path).is_file():
        return (), ()
    read = read_text(root, path)
    return ((), read.diagnostics) if read.text is None else parse_topics(read.text, readings, path)


def parse_topics(
    text: str, readings: Mapping[str, str], path: str = f"content/{FILE}"
) -> tuple[tuple[Topic, ...], tuple[Diagnostic, ...]]:
    """Text → topics, places first. Of two with one name or address the first counts."""
    try:
        node = read_yaml(text)
    except YamlFault as fault:
        return (), (diagnose("SQ202", Place(path, fault.line, fault.column), problem=fault.problem),)
    if node is None:
        return (), ()
    fields = Fields(node, path, PLAN)
    topics: dict[str, Topic] = {}
    for key, kind in (("places", ""), ("series", SERIES)):
        for item in fields.sequence(key):
            own = Fields(item, path, PLAN)
            own.require("name", "写上名字，如 name: 富浩花园。")
            name, aliases = own.text("name"), own.texts("aliases")
            kind_of = kind or own.text("kind") or _PLACE
            address = own.text("slug") or slug(name, readings)
            if name and address in topics:
                own.wrong(
                    "name",
                    f"“{name}”写了两次，或与“{topics[address].name}”的网址相同。",
                    "只留一个，或另写一个 slug。",
                )
            elif name and address:
                topics[address] = Topic(name, kind_of, aliases, address)
            fields.absorb(own)
    return tuple(topics.values()), tuple(fields.finish())
