"""转换: .doc .rtf .odt .wps and their like → .docx through LibreOffice, where it is installed."""

from __future__ import annotations

import functools
import shutil
import subprocess
import tempfile
from pathlib import Path

from build_tools.intake.draft import Unreadable

_SECONDS = 90
_REMEDY = "请来稿人在 Word 或 WPS 里打开，另存为“Word 文档（.docx）”再发；或在这台机器上装 LibreOffice（Debian：apt install libreoffice-writer-nogui）。"


@functools.cache
def find_office() -> str | None:
    """LibreOffice's program, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def as_word(name: str, content: bytes) -> bytes:
    """The same document as .docx. Raises Unreadable, also where LibreOffice is not installed."""
    ending = name.rsplit(".", 1)[-1].lower()
    program = find_office()
    if program is None:
        raise Unreadable(f"是老格式（.{ending}），这台机器没有装 LibreOffice，读不了", _REMEDY)
    with tempfile.TemporaryDirectory(prefix="chenbao-") as folder:
        source = Path(folder, f"in.{ending}")
        source.write_bytes(content)
        try:
            subprocess.run(
                [
                    program,
                    f"-env:UserInstallation=file://{folder}/profile",
                    "--headless",
                    "--norestore",
                    "--convert-to",
                    "docx:MS Word 2007 XML",
                    "--outdir",
                    folder,
                    str(source),
                ],
                capture_output=True,
                timeout=_SECONDS,
                stdin=subprocess.DEVNULL,
                check=False,
            )
            return Path(folder, "in.docx").read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise Unreadable(f"是老格式（.{ending}），LibreOffice 转不了，文件大概坏了", _REMEDY) from error
