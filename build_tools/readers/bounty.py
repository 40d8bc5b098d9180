"""读评奖: public.json, which ``chenbao bounty publish`` wrote: answers by receipt and figures, without persons."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from build_tools.readers.issue import ISSUES


def read_public_bounty(root: Path, issue: str) -> Mapping[str, Any] | None:
    """What may be shown of an issue's reports; None when nothing was published, or it is not ours."""
    path = root / ISSUES / issue / "bounty" / "public.json"
    try:
        document = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return (
        document
        if isinstance(document, dict)
        and isinstance(document.get("answers"), dict)
        and isinstance(document.get("figures"), dict)
        else None
    )
