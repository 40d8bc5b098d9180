"""录音: an article read aloud by a speech engine, as a file that any telephone plays.

In: an article and the paper's readings. Out: an MP3, made once and kept in the storeroom; none where the paper has not asked
for it (``audio:`` in mkdocs.yml) or the machine lacks engine or encoder.

eSpeak NG, which every Debian has, knows few Chinese characters (1.51 says "Chinese letter" for 任 and 单), but reads pinyin
with tones well. So what is said is told by our own readings: surnames, places and numbers are right, whatever the engine
knows. An engine that reads Chinese itself gets the text with numbers written out (:func:`said_in_han`).
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from build_tools.markup.numerals import digit_by_digit, in_han
from build_tools.markup.readings import numbered_tones
from build_tools.model import NumberedArticle, NumberedIssue, Paper, printed_text
from build_tools.site.difficult import article_readings
from build_tools.store.cache import Cache

ESPEAK = "espeak-ng"
_VOICE = "cmn-latn-pinyin"
_SPEED = 145
"""Words (here: syllables) a minute that eSpeak is asked for; about 3.5 characters a second are heard."""
_BITRATE = "32k"
_KIND = "speech"
_RECIPE = "speech-1"
_MINUTES = 5
_RANGE = "[-–—~～至]"
_TELEPHONE = re.compile(
    r"((?:电话|手机|热线|专线|传真|拨打|致电)[^\d，。；\n]{0,8})(\d{2,5}(?:[- ]\d{2,8}){1,3}(?!\d))"
)
"""联系电话：5555-0101: figure by figure; 3000-5000元 is a range."""
_PAUSE = re.compile(r"[，、：；,;:—…\s]+")
_STOP = re.compile(r"[。！？!?.]+")


def audible(paper: Paper) -> bool:
    """Whether this machine makes the paper's recordings."""
    return (
        bool(paper.audio) and shutil.which("ffmpeg") is not None and shutil.which(paper.audio[0]) is not None
    )


def recording_address(issue: str, name: str) -> str:
    """Where a recording stands: ``2021-01/audio/2101032.mp3``; that of the whole issue is named ``issue``."""
    return f"{issue}/audio/{name}.mp3"


def record(item: NumberedArticle, numbered: NumberedIssue, paper: Paper, store: Cache) -> bytes:
    """The MP3. Raises OSError when it cannot be kept, CalledProcessError when engine or encoder fails."""
    own = {**dict(article_readings(item.article, numbered.issue, paper)), **paper.readings}
    words = script(item)
    text = said_in_pinyin(words, own) if paper.audio[0] == ESPEAK else said_in_han(words)
    key = hashlib.sha256("\n".join((_RECIPE, *paper.audio, text)).encode()).hexdigest()[:32]
    kept = store.get(_KIND, key)
    if kept is None:
        kept = {"mp3": _recorded(text, paper.audio)}
        store.put(_KIND, key, kept)
    return kept["mp3"]


def script(item: NumberedArticle) -> str:
    """What is read: number, headlines, byline, then the text piece by piece; notes and tables too."""
    printed = printed_text(item)
    heads = [words.replace("　", "、") for _, words in item.article.head]
    return "\n".join(f"{part}。" for part in (*heads, *(block.text for block in printed.blocks)) if part)


def said_in_han(words: str) -> str:
    """Numbers, dates and signs as they are spoken: ``2021年`` 二零二一年, ``3.5%`` 百分之三点五, ``1,234`` 一千二百三十四."""
    words = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", words)
    words = re.sub(r"(\d{4})(?=-\d{3}(?!\d)|年)", lambda hit: digit_by_digit(hit[1]), words)
    words = re.sub(r"-(\d{3})(?!\d)", lambda hit: digit_by_digit(hit[1]), words)
    words = _TELEPHONE.sub(lambda hit: hit[1] + digit_by_digit(re.sub(r"\D", "", hit[2])), words)
    words = re.sub(rf"(:[0-5]\d|[%％])\s*{_RANGE}+\s*(?=\d)", r"\1至", words)
    words = re.sub(r"(\d{1,2}):([0-5]\d)", lambda hit: f"{in_han(hit[1])}点{_minutes(hit[2])}", words)
    words = re.sub(r"(\d+(?:\.\d+)?)[%％]", lambda hit: f"百分之{in_han(hit[1])}", words)
    words = re.sub(rf"(\d+(?:\.\d+)?)\s*{_RANGE}\s*(?=\d)", lambda hit: f"{in_han(hit[1])}至", words)
    # A row of figures that long is no quantity: a telephone, a number.
    words = re.sub(r"\d{7,}|(?<!\d)0\d+(?!\.)", lambda hit: digit_by_digit(hit[0]), words)
    words = re.sub(r"\d+(?:\.\d+)?", lambda hit: in_han(hit[0]), words)
    return words.replace("℃", "摄氏度").replace("㎡", "平方米").replace("+", "加")


def said_in_pinyin(words: str, own: Mapping[str, str]) -> str:
    """Syllables with a figure for the tone, commas and full stops: what the pinyin voice reads."""
    lines = []
    for sentence in _STOP.split(said_in_han(words)):
        parts = (" ".join(numbered_tones(part, own)) for part in _PAUSE.split(sentence))
        if said := ", ".join(part for part in parts if part):
            lines.append(f"{said}.")
    return "\n".join(lines)


def _minutes(written: str) -> str:
    if written == "00":
        return "整"
    return f"{'零' if written[0] == '0' else ''}{in_han(str(int(written)))}分"


def _recorded(text: str, engine: tuple[str, ...]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        wave, packed = Path(folder) / "said.wav", Path(folder) / "said.mp3"
        if engine[0] == ESPEAK:
            asked = [
                ESPEAK,
                "-v",
                _VOICE,
                "-s",
                str(_SPEED),
                "-g",
                "2",
                "-w",
                str(wave),
                "--stdin",
                *engine[1:],
            ]
            subprocess.run(asked, input=text.encode(), check=True, capture_output=True, timeout=60 * _MINUTES)
        else:
            # Any other: the text on its standard input, a WAV on its standard output.
            done = subprocess.run(
                [*engine], input=text.encode(), check=True, capture_output=True, timeout=60 * _MINUTES
            )
            wave.write_bytes(done.stdout)
        asked = ["ffmpeg", "-v", "error", "-i", str(wave), "-ac", "1", "-ar", "22050", "-b:a", _BITRATE]
        asked += ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact", str(packed)]
        subprocess.run(asked, check=True, capture_output=True, timeout=60 * _MINUTES)
        return packed.read_bytes()
