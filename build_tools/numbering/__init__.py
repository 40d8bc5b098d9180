"""编号: gives each article its number once and for ever."""

from build_tools.numbering.assign import Numbering, assign_numbers, shown_headline
from build_tools.numbering.ledger_text import format_ledger

__all__ = ["Numbering", "assign_numbers", "format_ledger", "shown_headline"]
