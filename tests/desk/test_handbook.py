"""What the handbook's page on the editing room shows: commands that are understood, words that stand on the screen, roles."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from build_tools.cli import main
from build_tools.cli.desk import add_arguments
from build_tools.cli.main import Parser
from build_tools.desk.people import ROLES
from build_tools.model import FRAMES
from build_tools.readers import parse_article
from build_tools.readers.front_matter import with_fields
from tests.desk.conftest import git

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "content" / "handbook" / "desk.md").read_text("utf-8")
SCREEN = "".join(
    (ROOT / "theme" / "desk" / name).read_text("utf-8") for name in ("desk.html", "desk.js", "dialogs.js")
)
COMMANDS = re.findall(r"^\./chenbao desk(.*)$", PAGE, re.M)

ENTRY_KEYS = {
    "folder",
    "fields",
    "path",
    "filter",
    "create",
    "delete",
    "duplicate",
    "reorder",
    "extension",
    "identifier_field",
    "slug",
    "slug_length",
    "summary",
    "sortable_fields",
    "view_filters",
    "view_groups",
    "nested",
    "meta",
    "index_file",
    "thumbnail",
    "limit",
    "label_singular",
    "description",
    "media_folder",
    "public_folder",
    "hide",
    "publish_mode",
    "publish",
    "format",
    "frontmatter_delimiter",
    "i18n",
    "preview_path",
    "editor",
    "yaml_quote",
    "name",
    "label",
    "icon",
}
"""What an entry collection may have by Sveltia's own schema (version 0.221.1, definition EntryCollection)."""
FIELD_KEYS = {
    "string": {"name", "label", "widget", "required"},
    "list": {"name", "label", "widget", "required"},
    "boolean": {"name", "label", "widget", "required"},
    "select": {"name", "label", "widget", "required", "options"},
    "markdown": {"name", "label", "widget", "modes"},
}
"""The keys we use, all of them in the schema's StringField, SimpleListField, BooleanField, SelectField, MarkdownField."""


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_is_understood(words: str) -> None:
    parser = Parser()
    add_arguments(parser)
    parser.parse_args(words.split())


def test_every_word_in_bold_stands_on_the_screen() -> None:
    words = re.findall(r"\*\*([^*\n]+?)\*\*", PAGE)
    assert len(words) > 20
    assert [word for word in words if word not in SCREEN and not word.endswith("。")] == []


def test_the_roles_are_those_of_the_program() -> None:
    told = re.findall(r"^\| (\w+) \| (.+) \|$", PAGE, re.M)[1:]
    assert [name for name, _ in told] == list(ROLES)
    assert all(("付印" in words) == ("sign" in ROLES[name]) for name, words in told)
    assert all(("裁定" in words or "全部" in words) == ("judge" in ROLES[name]) for name, words in told)


def test_the_settings_of_sveltia_are_of_its_schema_and_fit_our_articles(
    paper_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (words,) = [each for each in COMMANDS if "--config" in each]
    assert main(["desk", *words.split(), "--root", str(paper_root)]) == 0
    config = yaml.safe_load(capsys.readouterr().out)
    assert config["backend"] == {"name": "github", "repo": "某社/晨报", "branch": "main"}
    assert set(config) == {"backend", "media_folder", "public_folder", "output", "slug", "collections"}
    assert [each["folder"] for each in config["collections"]] == [
        f"issues/2021-03/{name}" for name in ("要闻", "美")
    ]
    for collection in config["collections"]:
        assert set(collection) <= ENTRY_KEYS and {"name", "folder", "fields"} <= set(collection)
        assert all(set(each) <= FIELD_KEYS[each["widget"]] for each in collection["fields"])
    fields = {each["name"]: each for each in config["collections"][0]["fields"]}
    values = {
        "headline": "标题",
        "kicker": "引题",
        "deck": "副题",
        "byline": "甲\n乙",
        "ad": "true",
        "weight": "brief",
        "frame": "线框",
        "jump": "第4段后转第3版",
    }
    assert fields["frame"]["options"] == list(FRAMES)
    assert {each["value"] for each in fields["weight"]["options"]} == {"lead", "normal", "brief"}
    assert set(values) | {"body"} == set(fields)
    text = with_fields("---\n---\n\n正文。\n", values)
    from build_tools.model import Kind

    assert parse_article(text, "x.md", "要闻/x.md", "要闻", Kind.ARTICLE, "x")[1] == ()


def test_the_folder_of_people_ignores_itself(desk_root: Path) -> None:
    from build_tools.desk.people import People

    people = People(desk_root)
    assert people.put("老陈", "主编", "一个够长的口令一二三") == ""
    people.note("老陈", "试")
    assert (desk_root / ".desk" / "audit.log").is_file() and git(desk_root, "status", "--porcelain") == ""
    assert json.loads((desk_root / ".desk" / "people.json").read_text("utf-8"))[0]["name"] == "老陈"
