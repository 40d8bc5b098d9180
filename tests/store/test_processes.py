"""Processes that are split off find loaded what anybody named."""

from __future__ import annotations

import subprocess
import sys

# In a process of its own: this one may have begun such a process already.
_ASK = """
from concurrent.futures import ProcessPoolExecutor
from build_tools.store.processes import split_off_with

split_off_with("wave")
with ProcessPoolExecutor(1, split_off_with("colorsys")) as pool:
    print(*pool.submit(eval, "sorted({'wave', 'colorsys'} & {*__import__('sys').modules})").result())
"""


def test_a_process_that_is_split_off_has_loaded_what_each_of_its_users_named() -> None:
    done = subprocess.run([sys.executable, "-c", _ASK], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["colorsys", "wave"]
