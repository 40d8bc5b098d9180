"""预检: is this PDF, ours or an advertiser's, fit for the press? Finds faults, never mends them."""

from build_tools.press.preflight.demands import Demands, Standard, demands_of
from build_tools.press.preflight.findings import Finding, finding_diagnostic, finding_diagnostics
from build_tools.press.preflight.running import Report, preflight_file

__all__ = [
    "Demands",
    "Finding",
    "Report",
    "Standard",
    "demands_of",
    "finding_diagnostic",
    "finding_diagnostics",
    "preflight_file",
]
