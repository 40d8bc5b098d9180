"""What every process that a test has beside it finds loaded: they begin by the hundred, and each would load it anew.

Imported by the one process that they are split off from, and by nothing else; see ``tests/conftest.py``.
"""

from __future__ import annotations

import pypinyin  # noqa: F401  # its dictionaries

import build_tools.desk.live
import build_tools.production.preview.press  # noqa: F401
from build_tools.proofreading.characters import characters
from build_tools.proofreading.language import word_model
from build_tools.typesetting.engine import library

characters()
word_model()
library()
