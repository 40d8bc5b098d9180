"""预检所见: one fault of a PDF with its page and place, and how it becomes a diagnostic.

In: findings of the rules. Out: diagnostics whose ``line`` is the page of the PDF.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from build_tools.diagnostics import Diagnostic, Place, diagnose


@dataclass(frozen=True, slots=True)
class Finding:
    """所见: ``page`` from 1, 0 for the whole file; ``x`` and ``y`` in mm from the trimmed page's top left corner.

    ``count`` tells how often the same fault stands on that page; the place is that of the first.
    """

    code: str
    page: int = 0
    x: float | None = None
    y: float | None = None
    count: int = 1
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """第几页、距左、距上, as a beginning of a sentence; "" for the whole file."""
        if not self.page:
            return ""
        place = (
            f"（距左{self.x:.1f}毫米、距上{self.y:.1f}毫米）"
            if self.x is not None and self.y is not None
            else ""
        )
        return f"第{self.page}页{place}"

    def as_json(self) -> dict[str, object]:
        """For ``--json`` and for the way from one process to another."""
        return {
            "code": self.code,
            "page": self.page,
            "x_mm": self.x,
            "y_mm": self.y,
            "count": self.count,
            "facts": dict(self.facts),
        }


def gathered_findings(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """The same fault on the same page said once, at its first place, with the number of places."""
    first: dict[tuple[object, ...], Finding] = {}
    counts: dict[tuple[object, ...], int] = {}
    for finding in found:
        key = (finding.code, finding.page, *sorted(finding.facts.items()))
        first.setdefault(key, finding)
        counts[key] = counts.get(key, 0) + finding.count
    return tuple(
        Finding(each.code, each.page, each.x, each.y, counts[key], each.facts)
        for key, each in sorted(first.items(), key=lambda item: (item[1].page, item[1].code))
    )


def finding_from_json(entry: Mapping[str, object]) -> Finding:
    """What :meth:`Finding.as_json` gave."""
    x, y, facts = entry["x_mm"], entry["y_mm"], entry["facts"]
    assert isinstance(facts, dict)
    return Finding(
        str(entry["code"]),
        int(str(entry["page"])),
        None if x is None else float(str(x)),
        None if y is None else float(str(y)),
        int(str(entry["count"])),
        {str(key): str(value) for key, value in facts.items()},
    )


def finding_diagnostics(path: str, found: Iterable[Finding]) -> tuple[Diagnostic, ...]:
    """Findings as diagnostics of the file at ``path``; the page stands where a text file has its line."""
    return tuple(finding_diagnostic(path, finding) for finding in found)


def finding_diagnostic(path: str, finding: Finding) -> Diagnostic:
    """One of them."""
    times = f"，共{finding.count}处" if finding.count > 1 else ""
    where = f"{finding.where}{times}：" if finding.where else ""
    return diagnose(finding.code, Place(path, max(finding.page, 1)), where=where, **finding.facts)
