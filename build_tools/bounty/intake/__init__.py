"""收信: exports, spreadsheets, mails, pasted chats → rows; what cannot be read is asked, never guessed."""

from build_tools.bounty.intake.rows import Reading, Row, read_rows, words_in

__all__ = ["Reading", "Row", "read_rows", "words_in"]
