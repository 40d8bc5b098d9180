"""Rare characters and misread surnames show their sound on tap, and the copy stays what it was."""

from __future__ import annotations

from tests.site.reader.conftest import Reader


def test_surnames_and_rare_characters_say_how_they_sound(reader: Reader) -> None:
    page = reader.open()
    shown = dict(
        page.locator(".reading-word").evaluate_all(
            "all => all.map(each => [each.textContent, each.dataset.reading])"
        )
    )
    assert shown == {
        "任单": "Rén dān",
        "仇曾": "Qiú céng",
        "曾老师": "Zēng lǎo shī",
        "单阿姨": "Shàn ā yí",
        "旮": "gā",
        "旯": "lá",
        "泗": "sì",
    }


def test_tap_and_key_show_the_sound_and_hide_it_again(reader: Reader) -> None:
    page = reader.open()
    page.locator("#p3 .reading-word").click()
    assert page.inner_text(".reading-bubble") == "Zēng lǎo shī"
    page.locator("h1").click(position={"x": 300, "y": 5})
    assert page.locator(".reading-bubble").count() == 0
    page.locator("#p2 .reading-word").first.focus()
    page.keyboard.press("Enter")
    assert page.inner_text(".reading-bubble") == "gā"
    page.keyboard.press("Escape")
    assert page.locator(".reading-bubble").count() == 0
    assert reader.complaints == []


def test_copy_is_unchanged(reader: Reader) -> None:
    assert (
        reader.open().locator("#p3").evaluate("each => each.textContent")
        == "请曾老师写了一份防冻须知，贴在每个楼道的入口，一共三十六张。"
    )
