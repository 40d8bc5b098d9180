"""收信: exports, spreadsheets, pasted text → rows."""

from build_tools.bounty.intake.rows import Row, read_rows

__all__ = ["Row", "read_rows"]
