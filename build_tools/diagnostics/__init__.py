"""地面: how a fault is said to an editor: place, code, what is wrong, how to mend it."""

from build_tools.diagnostics.catalogue import CATALOGUE, Rule, diagnose
from build_tools.diagnostics.diagnostic import Diagnostic, Place, Severity, in_chinese, sorted_diagnostics

__all__ = [
    "CATALOGUE",
    "Diagnostic",
    "Place",
    "Rule",
    "Severity",
    "diagnose",
    "in_chinese",
    "sorted_diagnostics",
]
