"""Telephones from 2017 on: scripts keep to ES2017 and to what browsers had then; pictures have a JPEG beside the WebP."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import esprima
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browsers import put_away
from tests.serving import served
from tests.site.conftest import Built

_SCRIPTS = sorted((Path(__file__).parents[2] / "theme" / "web").rglob("*.js"))

# What came to the language or to the document after 2017, by the name it is called by.
_YOUNG_METHODS = {
    "at",
    "findLast",
    "findLastIndex",
    "flat",
    "flatMap",
    "matchAll",
    "replaceAll",
    "replaceChildren",
    "allSettled",
    "any",
    "fromEntries",
    "checkVisibility",
    "trimStart",
    "trimEnd",
    "toSorted",
    "toReversed",
    "hasOwn",
    "finally",
    "structuredClone",
    "randomUUID",
    "arrayBuffer",
}
_REMOVED = """
for (const name of ['at', 'findLast', 'findLastIndex', 'flat', 'flatMap', 'toSorted', 'toReversed']) delete Array.prototype[name];
for (const name of ['at', 'matchAll', 'replaceAll', 'trimStart', 'trimEnd']) delete String.prototype[name];
for (const name of ['fromEntries', 'hasOwn', 'groupBy']) delete Object[name];
for (const name of ['allSettled', 'any', 'withResolvers']) delete Promise[name];
delete Promise.prototype.finally;
delete Element.prototype.replaceChildren; delete Document.prototype.replaceChildren; delete DocumentFragment.prototype.replaceChildren;
delete Element.prototype.checkVisibility;
delete URLSearchParams.prototype.size;
delete Symbol.asyncIterator;
delete window.Highlight; delete window.CSS.highlights;
delete window.HTMLDialogElement; delete window.structuredClone;
delete Navigator.prototype.clipboard; delete Navigator.prototype.share;
delete window.speechSynthesis; delete window.SpeechSynthesisUtterance;
"""


def _nodes(tree: Any) -> Iterator[Any]:
    if isinstance(tree, list):
        for each in tree:
            yield from _nodes(each)
    elif hasattr(tree, "type") and hasattr(tree, "__dict__"):
        yield tree
        for each in vars(tree).values():
            yield from _nodes(each)


def younger_than_2017(script: str) -> list[str]:
    """What a script has that an engine of 2017 would stop at, or would not know when it comes to it."""
    found = []
    found += ["for await"] if re.search(r"\bfor\s+await\b", script) else []
    for node in _nodes(esprima.parseScript(script)):
        kind = node.type
        if kind in (
            "ChainExpression",
            "ImportExpression",
            "PropertyDefinition",
            "StaticBlock",
            "PrivateIdentifier",
        ):
            found.append(kind)
        if getattr(node, "optional", False):
            found.append("?.")
        if kind in ("LogicalExpression", "BinaryExpression") and node.operator == "??":
            found.append("??")
        if kind == "AssignmentExpression" and node.operator in ("||=", "&&=", "??="):
            found.append(node.operator)
        if kind == "CatchClause" and node.param is None:
            found.append("catch {")
        if kind in ("ObjectExpression", "ObjectPattern"):
            found += ["{ ... }" for each in node.properties if each.type in ("SpreadElement", "RestElement")]
        if (
            kind in ("FunctionExpression", "FunctionDeclaration")
            and node.generator
            and getattr(node, "isAsync", False)
        ):
            found.append("async *")
        if kind == "Literal" and getattr(node, "regex", None):
            pattern, flags = node.regex.pattern, node.regex.flags
            found += re.findall(r"\\p\{|\(\?<[=!a-zA-Z]", pattern) + (
                ["/s"] if set(flags) & set("sdv") else []
            )
        if kind == "CallExpression" and node.callee.type.endswith("MemberExpression"):
            name = getattr(node.callee.property, "name", None)
            found += [name] if name in _YOUNG_METHODS else []
    return found


@pytest.mark.parametrize("script", _SCRIPTS, ids=lambda path: path.name)
def test_script_is_written_as_engines_of_2017_read_it(script: Path) -> None:
    assert younger_than_2017(script.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "script",
    [
        "a?.b;",
        "a ?? b;",
        "a ||= b;",
        "try { a(); } catch { b(); }",
        "const a = { ...b };",
        "const { a, ...b } = c;",
        "async function* a() {}",
        "async function a() { for await (const b of c) d(b); }",
        r"/\p{L}/u.test(a);",
        "/(?<=a)b/.test(c);",
        "[1].at(-1);",
        "a.replaceChildren();",
        "Object.fromEntries(a);",
    ],
)
def test_what_is_younger_is_seen(script: str) -> None:
    assert younger_than_2017(script)


@pytest.fixture(scope="module")
def home(built: Built) -> Iterator[str]:
    with served(built.site) as address:
        yield address


@pytest.fixture
def old_phone(chromium: Browser) -> Iterator[Page]:
    """A browser without anything younger than 2017, and without WebP."""
    context = chromium.new_context(viewport={"width": 360, "height": 640}, has_touch=True)
    context.add_init_script(_REMOVED)
    page = context.new_page()

    def refuse(route: Route) -> None:
        route.abort()

    page.route("**/*.webp", refuse)
    yield page
    put_away(context)


def test_old_phone_searches_reports_and_shares(old_phone: Page, home: str) -> None:
    faults: list[str] = []
    old_phone.on("pageerror", lambda error: faults.append(str(error)))
    old_phone.goto(f"{home}search/?q=楼道", wait_until="networkidle")
    expect(old_phone.locator(".found-headline").first).to_have_text("楼道")
    old_phone.goto(f"{home}search/?q=loudao", wait_until="networkidle")
    expect(old_phone.locator(".found-headline").first).to_have_text("楼道")
    old_phone.goto(f"{home}2021-06/mei/loudao/", wait_until="networkidle")
    old_phone.locator(".pointer").first.tap()
    old_phone.locator(".report-copy").tap()
    expect(old_phone.locator(".report-said")).not_to_be_empty()
    old_phone.locator(".report-close").tap()
    old_phone.locator(".aloud").tap()
    expect(old_phone.locator(".aloud-note")).not_to_be_empty()
    old_phone.goto(f"{home}n/2106999/", wait_until="networkidle")
    expect(old_phone.locator(".lost-said")).to_contain_text("2106-999")
    old_phone.goto(f"{home}huizhi/#0000", wait_until="networkidle")
    expect(old_phone.locator(".receipt-said")).to_contain_text("不是本报的回执号")
    assert faults == []


def test_every_picture_has_a_jpeg_for_who_knows_no_webp(built: Built) -> None:
    seen = 0
    for page in built.site.rglob("index.html"):
        for tag in re.findall(r"<img\b[^>]*>", page.read_text(encoding="utf-8")):
            address = re.search(r'\bsrc="([^"]*)"', tag)
            if not address or "wechat" in page.parts:
                continue
            seen += 1
            assert not address[1].endswith(".webp") or "/pictures/" in address[1], (page, tag)
            assert ".webp" not in tag, (page, tag)
    assert seen


def test_no_style_asks_for_spacing_that_webkit_draws_one_character_over_another_with() -> None:
    styles = sorted((Path(__file__).parents[2] / "theme" / "web").rglob("*.css"))
    assert styles
    for path in styles:
        asked = re.findall(r"text-autospace:\s*([\w-]+)", path.read_text(encoding="utf-8"))
        assert set(asked) <= {"no-autospace"}, path
