"""``chenbao signoff 2021-01``: 付印. Freezes numbers and text, makes the press package; what is signed never changes again."""

from __future__ import annotations

import argparse
import datetime
import os
import subprocess
from pathlib import Path

from build_tools.checks import check_imprint
from build_tools.cli.machine import check_machine
from build_tools.cli.outcome import FAULTS, UNUSABLE, Outcome
from build_tools.cli.signed import make_again, signed_issues, verify
from build_tools.cli.signing import Signing, as_sample, commission_of, press_files
from build_tools.diagnostics import Diagnostic, sorted_diagnostics
from build_tools.gathering import Gathered, gather
from build_tools.model import Issue, Kind, pictures_of, printed_text, source_path
from build_tools.numbering import (
    SignOff,
    article_digests,
    digest,
    format_printed,
    format_sign_off,
    signed_ledger,
    with_number,
)
from build_tools.press.appearance import check_appearance
from build_tools.press.package import PressPackage, make_press_package
from build_tools.production.pressroom import open_pressroom
from build_tools.production.writing import write_ledger, write_whole
from build_tools.readers import ISSUES, issue_names, read_signed_digests
from build_tools.typesetting.lines.fonts import face_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The issue, and who signs."""
    parser.add_argument("issue", nargs="?", default="", metavar="期", help="如 2021-01；只有 --again 可以不写，就是付过印的各期")
    parser.add_argument("--by", default="", metavar="签发人", help="不写就用 git 里的名字")
    parser.add_argument("--sample", action="store_true", help="出样报：待补的事项一律印“样报”")
    parser.add_argument("--verify", action="store_true", help="不付印，只核对付印时记下的每个文件有没有变")
    parser.add_argument("--again", action="store_true", help="不付印，在这台机器上重做给印厂的文件；与付印时有一个字节不同就不写")


def run(arguments: argparse.Namespace) -> Outcome:
    """Check, draw, make and preflight the press package, freeze, record. Any fault, and nothing is signed."""
    root: Path = arguments.root
    if arguments.again:
        return make_again(root, (arguments.issue,) if arguments.issue else signed_issues(root))
    if not arguments.issue:
        return Outcome(lines=("要付印哪一期？写上期名，如 ./chenbao signoff 2021-01。",), forced_exit=UNUSABLE)
    if arguments.verify:
        return verify(root, arguments.issue)
    lacking = check_machine()
    gathered = gather(root, [arguments.issue])
    if lacking or gathered.paper is None or not gathered.issues:
        return Outcome(sorted_diagnostics([*lacking, *gathered.diagnostics]))
    signed_by = arguments.by or _git_name(root)
    if not signed_by:
        return Outcome(lines=("不知道是谁付印：用 --by 写上签发人。",), forced_exit=UNUSABLE)
    return _sign(as_sample(gathered) if arguments.sample else gathered, signed_by, sample=arguments.sample)


def _sign(gathered: Gathered, signed_by: str, *, sample: bool) -> Outcome:
    assert gathered.paper is not None
    numbered, pressroom = gathered.issues[0], open_pressroom(gathered)
    composed = pressroom.compose(numbered)
    found = [
        *(each for each in gathered.diagnostics if each.code != "SQ307"),  # a change since the last sign-off is what a second one is for
        *composed.diagnostics,
        *check_imprint(gathered.paper, numbered, _issue_before(gathered.root, numbered.issue.name)),
        *check_appearance(composed, numbered, gathered.paper),
    ]
    if found:
        return _refused(found, "没有付印：上面的错和疑都要先改好（真的没有错的，用“免检”注明原因）。")
    pdf, drawn = pressroom.write(composed)
    version = read_signed_digests(gathered.root, numbered.issue.name)[0] + 1
    commission = commission_of(gathered, version, signed_by, sample=sample)
    package = make_press_package(pdf.read_bytes(), commission)
    if drawn or package.diagnostics:
        return _refused([*drawn, *package.diagnostics], "没有付印：排好的版面过不了预检。")
    return _freeze(Signing(gathered, pressroom, commission, pdf), package)


def _refused(found: list[Diagnostic], why: str) -> Outcome:
    return Outcome(sorted_diagnostics(found), (why,), forced_exit=FAULTS)


def _issue_before(root: Path, name: str) -> Issue | None:
    before = [other for other in issue_names(root) if other < name]
    issues = gather(root, before[-1:]).issues if before else ()
    return issues[0].issue if issues else None


def _freeze(signing: Signing, package: PressPackage) -> Outcome:
    root, numbered = signing.gathered.root, signing.commission.numbered
    name, folder = numbered.issue.name, root / ISSUES / numbered.issue.name
    pressed = {signing.press / file: content for file, content in press_files(signing, package).items()}
    for path, content in pressed.items():
        write_whole(path, content)
    for item in numbered.articles:
        if item.article.kind is Kind.ARTICLE:
            path = root / source_path(name, item.article)
            write_whole(path, with_number(path.read_text("utf-8"), item.number).encode())
        write_whole(folder / "printed" / f"{item.number}.yml", format_printed(printed_text(item)).encode())
    write_ledger(root, signed_ledger(signing.gathered.ledgers[0], numbered))
    outputs = {path.relative_to(root).as_posix(): digest(path.read_bytes()) for path in (signing.pdf, signing.pdf.with_name("layout.json"), *pressed)}
    commission = signing.commission
    record = SignOff(name, commission.version, commission.signed_by, _now(), article_digests(numbered), _sources(signing), outputs, commission.sample)
    write_whole(folder / "signoff.yml", format_sign_off(record).encode())
    lines = (
        f"{name} 已付印（第{commission.version}次{'，样报' if commission.sample else ''}），{len(numbered.articles)}个稿号从此不变。",
        f"请把 {ISSUES}/{name}/ 提交到 git：稿号簿、付印底和见报文本都在里面。",
        f"给印厂的文件：{signing.press.relative_to(root).as_posix()}/，共{len(pressed)}个。",
    )
    facts = {"version": commission.version, "pdf": str(signing.pdf), "press": [path.name for path in pressed], "numbers": [str(item.number) for item in numbered.articles]}
    return Outcome(lines=lines, facts=facts)


def _sources(signing: Signing) -> dict[str, str]:
    """Digests of all that the print was made of: texts, pictures, settings, the sheet, the profile, the typefaces."""
    root, name, sheet = signing.gathered.root, signing.commission.numbered.issue.name, signing.pressroom.sheet
    paths = {f"{ISSUES}/{name}/issue.yml", "mkdocs.yml"}
    for item in signing.commission.numbered.articles:
        paths.add(source_path(name, item.article))
        paths |= {f"{ISSUES}/{name}/{picture.file}" for picture in pictures_of(item.article.body)}
    digests = {path: digest((root / path).read_bytes()) for path in sorted(paths)}
    for path in sorted(each for each in sheet.folder.iterdir() if each.is_file()):
        digests[f"theme/print/{path.name}"] = digest(path.read_bytes())
    digests[f"特性文件 {signing.commission.profile.name}"] = digest(signing.commission.profile.read_bytes())
    for style in (*sheet.styles.values(), *(sizes.style for sizes in sheet.headlines.values())):
        face = Path(face_of(style.family, style.weight).path)
        digests.setdefault(f"字体 {face.name}", digest(face.read_bytes()))
    return digests


def _now() -> str:
    # SOURCE_DATE_EPOCH lets two sign-offs of the same state give the same bytes.
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.datetime.fromtimestamp(int(epoch), datetime.UTC) if epoch.isdigit() else datetime.datetime.now().astimezone()
    return moment.isoformat(timespec="seconds")


def _git_name(root: Path) -> str:
    done = subprocess.run(["git", "config", "user.name"], cwd=root, check=False, capture_output=True, text=True)
    return done.stdout.strip()
