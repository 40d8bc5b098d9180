"""不用我们的服务器: a configuration of Sveltia CMS (or Decap CMS) for one issue, from the paper's own sections.

In: the paper, an issue, where it lies. Out: the text of ``config.yml``: one collection a section, the fields of the
front matter, pictures beside. The keys are those that both programs know.
"""

from __future__ import annotations

import json

from build_tools.desk.manuscript import FIELDS
from build_tools.model import FRAMES, Paper, Weight
from build_tools.readers import ISSUES

_WEIGHTS = {Weight.LEAD: "头条", Weight.NORMAL: "一般", Weight.BRIEF: "简讯"}
_FIELDS: tuple[dict[str, object], ...] = (
    {"name": "headline", "label": FIELDS["headline"], "widget": "string"},
    {"name": "kicker", "label": FIELDS["kicker"], "widget": "string", "required": False},
    {"name": "deck", "label": FIELDS["deck"], "widget": "string", "required": False},
    {"name": "byline", "label": FIELDS["byline"], "widget": "list", "required": False},
    {
        "name": "weight",
        "label": FIELDS["weight"],
        "widget": "select",
        "required": False,
        "options": [{"label": label, "value": weight.value} for weight, label in _WEIGHTS.items()],
    },
    {
        "name": "frame",
        "label": FIELDS["frame"],
        "widget": "select",
        "required": False,
        "options": list(FRAMES),
    },
    {"name": "jump", "label": "转版（如：第4段后转第3版）", "widget": "string", "required": False},
    {"name": "ad", "label": "这是广告", "widget": "boolean", "required": False},
    {"name": "body", "label": "正文", "widget": "markdown", "modes": ["raw"]},
)


def cms_config(paper: Paper, issue: str, repository: str, backend: str = "github") -> str:
    """The YAML: JSON is YAML, so each value is written as JSON and every line stays readable."""
    head = [
        "# Sveltia CMS、Decap CMS 的设置：chenbao desk --config 所写。新的一期再写一次。",
        f"backend: {_written({'name': backend, 'repo': repository, 'branch': 'main'})}",
        f"media_folder: {_written(f'{ISSUES}/{issue}/images')}",
        f"public_folder: {_written('../images')}",
        f"output: {_written({'omit_empty_optional_fields': True})}",
        f"slug: {_written({'encoding': 'unicode', 'clean_accents': False})}",
        "collections:",
    ]
    rows: list[str] = []
    for section in paper.sections:
        rows += [
            f"  - name: {_written(f'{section.name}')}",
            f"    label: {_written(f'{issue} {section.name}')}",
            f"    folder: {_written(f'{ISSUES}/{issue}/{section.name}')}",
            "    extension: md",
            "    format: yaml-frontmatter",
            "    create: true",
            f"    slug: {_written('{{headline}}')}",
            f"    identifier_field: {_written('headline')}",
            f"    media_folder: {_written(f'/{ISSUES}/{issue}/images')}",
            f"    public_folder: {_written('../images')}",
            "    fields:",
            *(f"      - {_written(each)}" for each in _FIELDS),
        ]
    return "\n".join([*head, *rows]) + "\n"


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
