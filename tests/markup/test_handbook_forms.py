"""The handbook's forms, word for word, are forms and without fault."""

from __future__ import annotations

import re
from pathlib import Path

from build_tools.markup.body import parse_body
from build_tools.model import Form, FormKind

WRITING = (Path(__file__).parents[2] / "content" / "handbook" / "writing.md").read_text("utf-8")
SHOWN = [
    block for block in re.findall(r"```markdown\n(.*?)\n```", WRITING, re.DOTALL) if block.startswith(":::")
]


def test_every_form_of_the_handbook_is_read_as_it_says() -> None:
    parsed = [parse_body(block) for block in SHOWN]
    assert [each.faults for each in parsed] == [()] * len(FormKind)
    forms = [each.blocks[0] for each in parsed]
    assert [form.kind for form in forms if isinstance(form, Form)] == list(FormKind)
