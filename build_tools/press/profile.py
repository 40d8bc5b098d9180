"""特性文件: where the press profile lies."""

from __future__ import annotations

from pathlib import Path

from build_tools.model import OUR_PROFILE, PressSettings

_OWN_ROOT = Path(__file__).resolve().parents[2]


def profile_path(root: Path, settings: PressSettings) -> str:
    """特性文件: the shop's own where the paper names one, else ours; "" where neither is there."""
    places = (root / settings.profile, _OWN_ROOT / OUR_PROFILE)
    return next((str(path.resolve()) for path in places if path.is_file()), "")
