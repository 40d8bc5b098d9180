"""Addresses: pinyin, one for each, kept after sign-off."""

from __future__ import annotations

from build_tools.model import Kind
from build_tools.numbering.addresses import assign_addresses
from tests.factories import make_article, make_issue, make_paper


def address(*args: object, **facts: object) -> str:
    article = make_article(*args, **facts)  # type: ignore[arg-type]
    return assign_addresses(
        make_issue(article), make_paper(readings={"任家宅": "ren jia zhai"}), {}, ()
    ).by_file[article.file]


def test_an_article_lies_below_issue_and_section_under_its_name_in_pinyin() -> None:
    assert address("美", "楼道里的小天地") == "2021-01/mei/loudaolidexiaotiandi"


def test_a_lead_in_has_the_sections_own_address_and_a_notice_one_beside_them() -> None:
    assert address("美", kind=Kind.LEAD_IN) == "2021-01/mei"
    assert address("", "bounty", kind=Kind.NOTICE) == "2021-01/notices/bounty"


def test_the_papers_own_readings_come_first() -> None:
    assert address("美", "任家宅") == "2021-01/mei/renjiazhai"


def test_a_name_of_marks_only_is_called_by_its_order() -> None:
    assert address("美", "！？", 7) == "2021-01/mei/gao7"


def test_a_clash_is_reported_and_loses_nothing() -> None:
    issue = make_issue(
        make_article("美", "施工", 1), make_article("美", "诗功", 2), make_article("美", "失公", 3)
    )
    found = assign_addresses(issue, make_paper(), {}, ())
    assert sorted(found.by_file.values()) == [
        "2021-01/mei/shigong",
        "2021-01/mei/shigong-2",
        "2021-01/mei/shigong-3",
    ]
    assert [(clash.article.stem, clash.other) for clash in found.clashes] == [
        ("诗功", "美/01-施工.md"),
        ("失公", "美/01-施工.md"),
    ]


def test_a_kept_address_goes_before_a_new_one() -> None:
    new, old = make_article("美", "施工", 1), make_article("美", "改了名", 2)
    found = assign_addresses(make_issue(new, old), make_paper(), {old.file: "2021-01/mei/shigong"}, ())
    assert found.by_file == {new.file: "2021-01/mei/shigong-2", old.file: "2021-01/mei/shigong"}


def test_what_was_withdrawn_holds_its_address_without_a_fault() -> None:
    found = assign_addresses(
        make_issue(make_article("美", kind=Kind.LEAD_IN)), make_paper(), {}, ["2021-01/mei"]
    )
    assert (list(found.by_file.values()), found.clashes) == (["2021-01/mei-2"], ())
