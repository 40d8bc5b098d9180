"""读稿: files → model. The only floor that opens issues/. Faults are collected, never raised."""

from build_tools.readers.article import ReadArticle, parse_article, read_article
from build_tools.readers.bounty import read_public_bounty
from build_tools.readers.carried import Carried
from build_tools.readers.files import decode_text, read_text
from build_tools.readers.issue import ISSUES, NAME, ReadIssue, issue_names, misnamed_issues, read_issue
from build_tools.readers.ledger import parse_ledger, read_ledger
from build_tools.readers.paper import ReadPaper, parse_paper, read_paper
from build_tools.readers.plan import Plan, parse_plan
from build_tools.readers.signed import read_corrections, read_printed, read_signature, read_signed_digests, read_signed_files
from build_tools.readers.to_print import read_corrections_to_print

__all__ = [
    "ISSUES",
    "NAME",
    "Carried",
    "Plan",
    "ReadArticle",
    "ReadIssue",
    "ReadPaper",
    "decode_text",
    "issue_names",
    "misnamed_issues",
    "parse_article",
    "parse_ledger",
    "parse_paper",
    "parse_plan",
    "read_article",
    "read_corrections",
    "read_corrections_to_print",
    "read_issue",
    "read_ledger",
    "read_paper",
    "read_printed",
    "read_public_bounty",
    "read_signature",
    "read_signed_digests",
    "read_signed_files",
    "read_text",
]
