"""引号: any string as a YAML string that reads back as the very same string."""

from __future__ import annotations

import json
import re

# What JSON leaves as it is and YAML refuses, or folds into a space: C1 controls, line and paragraph
# separators, the byte order mark, halves of surrogate pairs, noncharacters.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def yaml_string(text: str) -> str:
    """The text in double quotes: a JSON string, which is YAML too, on one line."""
    return _UNSAFE.sub(lambda hit: f"\\u{ord(hit[0]):04x}", json.dumps(text, ensure_ascii=False))
