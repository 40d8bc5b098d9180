"""读稿: files → model. The only floor that opens issues/. Faults are collected, never raised."""

from build_tools.readers.article import UNWRITTEN, ReadArticle, parse_article, read_article
from build_tools.readers.bounty import read_public_bounty
from build_tools.readers.carried import Carried
from build_tools.readers.conflicts import file_conflicts, issue_conflicts, paper_conflicts
from build_tools.readers.corrections import (
    format_corrections,
    overlap,
    read_corrections,
    read_recorded_corrections,
)
from build_tools.readers.files import decode_text, read_text
from build_tools.readers.issue import (
    ISSUES,
    NAME,
    STOCK,
    ReadIssue,
    issue_names,
    misnamed_issues,
    read_issue,
    read_lying_articles,
)
from build_tools.readers.ledger import parse_ledger, read_ledger
from build_tools.readers.paper import ReadPaper, parse_paper, read_paper
from build_tools.readers.plan import Plan, parse_plan
from build_tools.readers.print_record import ReadRecord, read_print_record
from build_tools.readers.signed import (
    read_printed,
    read_signature,
    read_signed_digests,
    read_signed_files,
    read_signed_table,
    signed_pdf,
)
from build_tools.readers.standing import StandingPage, read_standing
from build_tools.readers.to_print import read_corrections_to_print
from build_tools.readers.words import (
    FoundMisprint,
    HouseWords,
    earlier_copy,
    read_found_misprints,
    read_words,
)

__all__ = [
    "ISSUES",
    "NAME",
    "STOCK",
    "UNWRITTEN",
    "Carried",
    "FoundMisprint",
    "HouseWords",
    "Plan",
    "ReadArticle",
    "ReadIssue",
    "ReadPaper",
    "ReadRecord",
    "StandingPage",
    "decode_text",
    "earlier_copy",
    "file_conflicts",
    "format_corrections",
    "issue_conflicts",
    "issue_names",
    "misnamed_issues",
    "overlap",
    "paper_conflicts",
    "parse_article",
    "parse_ledger",
    "parse_paper",
    "parse_plan",
    "read_article",
    "read_corrections",
    "read_corrections_to_print",
    "read_found_misprints",
    "read_issue",
    "read_ledger",
    "read_lying_articles",
    "read_paper",
    "read_print_record",
    "read_printed",
    "read_public_bounty",
    "read_recorded_corrections",
    "read_signature",
    "read_signed_digests",
    "read_signed_files",
    "read_signed_table",
    "read_standing",
    "read_text",
    "read_words",
    "signed_pdf",
]
