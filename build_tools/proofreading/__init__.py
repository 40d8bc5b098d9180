"""校对: likely misprints, each at its place with what was probably meant and why. Never mends, never sure but of what a list says.

In: an issue as it was gathered, the articles of earlier issues, the paper's own list of words. Out: diagnostics SQ470–SQ489.
"""

from build_tools.proofreading.proofread import Background, proofread, proofread_gathered, proofread_issue

__all__ = ["Background", "proofread", "proofread_gathered", "proofread_issue"]
