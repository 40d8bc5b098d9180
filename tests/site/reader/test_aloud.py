"""Reading aloud. The machine of the tests has no voice, so an ear that hears every sentence at once stands in for it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.site.reader.conftest import Reader

_EAR = """
window.heard = [];
window.hold = false;
Object.defineProperty(window, 'speechSynthesis', { value: {
  getVoices: () => [{ lang: 'zh-CN', name: '耳' }], cancel() { window.pending = null; },
  speak(each) {
    window.heard.push({ words: each.text, rate: each.rate, lang: each.lang });
    window.pending = each;
    each.onstart?.({});
    if (!window.hold) setTimeout(() => { if (window.pending === each) each.onend?.({}); });
  } } });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


def listen(reader: Reader, *, hold: bool = False) -> None:
    reader.page.add_init_script(_EAR + f"window.hold = {str(hold).lower()};")
    reader.open()


def heard(reader: Reader) -> list[str]:
    return [each["words"] for each in reader.page.evaluate("window.heard")]


def test_whole_article_is_read_in_order_each_character_once(reader: Reader) -> None:
    listen(reader)
    reader.page.click(".aloud")
    expect(reader.page.locator(".player [role=status]")).to_have_text("读完了。")
    said = heard(reader)
    whole = reader.page.evaluate(
        "[...document.querySelectorAll('header .kicker, header h1, header .deck, header .byline, .body p, .body h2, .body figcaption, .body td, .body th')].map(each => { const copy = each.cloneNode(true); copy.querySelectorAll('.note-mark, .note-back, .pointer').forEach(mark => mark.remove()); return copy.textContent.trim(); }).join('')"
    )
    assert "".join(said) == whole
    assert said[:2] == ["泗塘新村三居民区", "楼组长任单的一本“小账”"]
    assert reader.complaints == []


@pytest.mark.parametrize("speed", [0.6, 1, 1.5])
def test_no_utterance_lasts_fourteen_seconds(reader: Reader, speed: float) -> None:
    page = reader.open()
    texts = [
        "这是一个没有任何标点的长句" * 30,
        "一，二、" * 200,
        "1234567890" * 20,
        "他说：“" + "好" * 100 + "。”然后走了。",
        "。。。！！！",
        "短句。" * 50,
        "2021年1月11日，张庙街道召开居民区“两委”换届工作动员暨培训会，街道领导班子成员、各居民区书记等近100人参加会议；会议强调，要提高政治站位。",
    ]
    for text in texts:
        parts = page.evaluate(
            "([text, speed]) => window.chenbao.sentences(text, speed).map(({ start, end }) => [text.slice(start, end), window.chenbao.seconds(text.slice(start, end), speed)])",
            [text, speed],
        )
        assert all(seconds < 14 for _, seconds in parts), parts
        assert "".join(part for part, _ in parts) == (
            "" if not any(char.isalnum() for char in text) else text
        )


def test_sentence_that_is_read_is_marked_and_keys_move_it(reader: Reader) -> None:
    listen(reader, hold=True)
    page = reader.page
    marked = "[...CSS.highlights.get('read-aloud')].map(range => range.toString()).join('')"
    page.click(".aloud")
    assert page.evaluate(marked) == "泗塘新村三居民区"
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    assert page.evaluate(marked) == heard(reader)[-1] and heard(reader)[-1].startswith(
        "泗塘新村三居民区的楼组长任单"
    )
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(marked) == "仇曾"
    page.keyboard.press("Escape")
    assert page.locator(".player").is_hidden() and not page.evaluate("CSS.highlights.has('read-aloud')")
    assert page.evaluate("document.activeElement.matches('.aloud')")


def test_pause_and_speed_hold_the_place(reader: Reader) -> None:
    listen(reader, hold=True)
    page = reader.page
    page.click(".aloud")
    for _ in range(5):
        page.click("[data-do=on]")
    words = heard(reader)[-1]
    page.click("[data-do=play]")
    assert page.inner_text("[data-do=play]") == "接着读" and page.evaluate("window.pending") is None
    page.click("[data-do=slower]")
    page.click("[data-do=play]")
    last = page.evaluate("window.heard.at(-1)")
    assert (last["rate"], last["lang"]) == (0.8, "zh-CN") and words[:5] in last["words"]


@pytest.mark.parametrize(
    ("agent", "said"),
    [("Mozilla/5.0 Safari/537.36", "换手机自带的浏览器"), ("Mozilla/5.0 MicroMessenger/8.0", "在浏览器打开")],
)
def test_page_that_cannot_speak_says_why_and_what_to_do(reader: Reader, agent: str, said: str) -> None:
    reader.page.add_init_script(
        f"delete window.speechSynthesis; delete window.SpeechSynthesisUtterance;"
        f"Object.defineProperty(navigator, 'userAgent', {{ value: '{agent}' }})"
    )
    page = reader.open()
    page.click(".aloud")
    assert said in page.inner_text(".aloud-note")
    assert reader.complaints == []


def test_machine_without_a_voice_is_told_so(reader: Reader) -> None:
    reader.page.add_init_script(_EAR + "window.speechSynthesis.speak = () => {};")
    reader.page.clock.install()
    reader.open()
    reader.page.click(".aloud")
    reader.page.clock.fast_forward(7000)
    assert "没有装中文语音" in reader.page.inner_text(".player [role=status]")
