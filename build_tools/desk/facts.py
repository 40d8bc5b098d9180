"""事项: what the paper must say of itself before it is signed (刊号, 印数, 用纸 …), given in the browser.

In: the room, values by section and key of mkdocs.yml. Out: the facts with their labels; a commit.
"""

from __future__ import annotations

from build_tools.checks import wanted_facts
from build_tools.desk.history import Author
from build_tools.desk.room import EditingRoom, Refusal
from build_tools.model import TO_BE_GIVEN
from build_tools.readers.paper_facts import with_facts
from build_tools.store.files import write_whole

_LONGEST = 100


def facts(room: EditingRoom) -> list[dict[str, str]]:
    """Every fact with its value, "" while it is not given."""
    return [
        {"section": section, "key": key, "label": label, "value": value}
        for section, key, label, value in wanted_facts(room.paper())
    ]


def give_facts(room: EditingRoom, author: Author, asked: object) -> dict[str, object]:
    """补上事项: rows of ``section``, ``key``, ``value`` and ``was``. Refuses what another has changed meanwhile, and what is no fact."""
    rows = [each for each in asked if isinstance(each, dict)] if isinstance(asked, list) else []
    with room.lock:
        known = {(each["section"], each["key"]): each for each in facts(room)}
        changed: dict[tuple[str, str], str] = {}
        for row in rows:
            place = (str(row.get("section")), str(row.get("key")))
            value = " ".join(str(row.get("value", "")).split())
            if place not in known or len(value) > _LONGEST:
                raise Refusal(400, "没有这一项，或者写得太长。")
            if known[place]["value"] != row.get("was"):
                raise Refusal(409, f"“{known[place]['label']}”别人刚刚改过：关上，再打开来改。")
            if value != known[place]["value"]:
                changed[place] = value or TO_BE_GIVEN
        if not changed:
            return {"trouble": "", "changed": 0}
        file = room.root / "mkdocs.yml"
        text = with_facts(file.read_text("utf-8"), changed)
        if text is None:
            raise Refusal(409, "mkdocs.yml 这几项的写法特别，程序不敢替您改：请管网站的人用文本编辑器写。")
        write_whole(file, text.encode())
        told = "、".join(known[place]["label"] for place in changed)
        return {"trouble": room.record(author, [file], f"报纸的事项：{told}"), "changed": len(changed)}
