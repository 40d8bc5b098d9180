"""INHERIT in mkdocs.yml: editions that share their settings say only what differs, as MkDocs joins them."""

from __future__ import annotations

from mkdocs.utils.yaml import yaml_load

from build_tools.model import Paper
from build_tools.readers import parse_paper

BASE = """\
site_url: https://one.example/
docs_dir: pages
plugins:
  chenbao:
    name: 晨报
    edition: 总版
    sections: [{name: 要闻, colour: "#b3261e"}, {name: 美}]
    imprint: {总编辑: 某人, 定价: 免费}
    names: [甲, 乙]
"""


def joined(near: str, *far: tuple[str, str]) -> Paper:
    read = parse_paper(near, *far)
    assert read.diagnostics == () and read.paper is not None
    return read.paper


def test_an_edition_says_only_what_differs() -> None:
    near = "INHERIT: base.yml\nplugins:\n  chenbao:\n    edition: 通河\n    imprint: {定价: 一元}\n    names: [丙]\n"
    paper = joined(near, ("base.yml", BASE))
    assert (paper.name, paper.edition, paper.site_url, paper.standing) == (
        "晨报",
        "通河",
        "https://one.example/",
        "pages",
    )
    assert dict(paper.imprint.given) == {"总编辑": "某人", "定价": "一元"}
    assert paper.names == ("丙",) and [each.name for each in paper.sections] == ["要闻", "美"]


def test_settings_are_inherited_through_several_files_and_the_nearest_counts() -> None:
    middle = "plugins: {chenbao: {edition: 中, code: ZZ}}\nsite_url: https://two.example/\n"
    paper = joined("plugins: {chenbao: {edition: 近}}\n", ("m.yml", middle), ("base.yml", BASE))
    assert (paper.edition, paper.code, paper.site_url) == ("近", "ZZ", "https://two.example/")


def test_a_list_of_plugins_is_not_joined_as_mkdocs_does_not() -> None:
    assert yaml_load("plugins: [{chenbao: {name: 晨报}}]")["plugins"] == [{"chenbao": {"name": "晨报"}}]
    read = parse_paper("plugins:\n  - chenbao: {name: 晚报}\n", ("base.yml", BASE))
    assert [(each.code, str(each.place)) for each in read.diagnostics] == [("SQ204", "mkdocs.yml:2:14")]


def test_a_fault_is_told_in_the_file_that_has_it() -> None:
    near = "plugins:\n  chenbao:\n    edtion: 通河\n    press: {bleed: 多}\n"
    base = BASE.replace("#b3261e", "红") + "    press: {marks: 也许}\n    heads: {没有: 刊头.svg}\n"
    read = parse_paper(near, ("base.yml", base))
    places = {(each.code, str(each.place)) for each in read.diagnostics}
    assert ("SQ203", "mkdocs.yml:3:5") in places and ("SQ205", "mkdocs.yml:4:20") in places
    assert ("SQ205", "base.yml:7:35") in places and ("SQ205", "base.yml:10:20") in places
    assert [str(place) for _, place in read.drawn if place.path == "base.yml"] == ["base.yml:11:13"]
