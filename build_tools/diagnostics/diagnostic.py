"""A fault in what was written: where, which, what is wrong, how to mend it. As separate fields."""

from __future__ import annotations

import enum
import errno
from dataclasses import dataclass


class Severity(enum.Enum):
    """How much a diagnostic weighs."""

    FAULT = "错"
    """错: must be mended; the command exits 1."""
    WARNING = "疑"
    """疑: worth a look; blocks sign-off only."""

    @property
    def blocks_build(self) -> bool:
        """Whether the exit code tells of it."""
        return self is Severity.FAULT


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where: a path from the paper's root, line and column counted from 1, columns in characters."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"

    def at(self, words: str, source: str) -> Place:
        """Where these words first stand in the file's text; this place itself when they do not."""
        for number, line in enumerate(source.split("\n"), 1):
            if words and words in line:
                return Place(self.path, number, line.index(words) + 1)
        return self


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault; ``message`` and ``remedy`` are Chinese sentences for an editor."""

    place: Place
    code: str
    message: str
    remedy: str
    severity: Severity = Severity.FAULT

    def __str__(self) -> str:
        mark = "" if self.severity is Severity.FAULT else "（疑）"
        return f"{self.place}: {self.code} {mark}{self.message}\n    改法：{self.remedy}"

    def as_json(self) -> dict[str, object]:
        """For ``--json``."""
        return {
            "path": self.place.path,
            "line": self.place.line,
            "column": self.place.column,
            "code": self.code,
            "severity": "fault" if self.severity is Severity.FAULT else "warning",
            "message": self.message,
            "remedy": self.remedy,
        }


_OF_THE_SYSTEM = {
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "给您的磁盘空间用完了",
    errno.EROFS: "磁盘是只读的",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "这里要的是文件，却是一个文件夹",
    errno.ENOTDIR: "这里要的是文件夹，却是一个文件",
    errno.ENAMETOOLONG: "名字太长",
    errno.EFBIG: "文件太大",
    errno.ENOENT: "没有这个文件",
    errno.EIO: "磁盘读写出错",
    errno.EADDRINUSE: "这个端口有别的程序在用",
    errno.EADDRNOTAVAIL: "这台电脑没有这个地址",
}


def in_chinese(problem: OSError) -> str:
    """What the system complains of, which speaks English."""
    return _OF_THE_SYSTEM.get(problem.errno or 0, problem.strerror or str(problem))


def sorted_diagnostics(found: list[Diagnostic] | tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """All at once, by place, then code; the same fault said twice is said once."""
    return tuple(sorted(dict.fromkeys(found), key=lambda each: (each.place, each.code, each.message)))
