"""编号: gives each article its number once and for ever."""

from build_tools.markup.quoting import yaml_string
from build_tools.numbering.assign import Numbering, assign_numbers
from build_tools.numbering.ledger_text import format_ledger
from build_tools.numbering.printed import number_printed
from build_tools.numbering.sign_off import (
    SignOff,
    article_digests,
    digest,
    format_printed,
    format_sign_off,
    signed_ledger,
    with_number,
)

__all__ = [
    "Numbering",
    "SignOff",
    "article_digests",
    "assign_numbers",
    "digest",
    "format_ledger",
    "format_printed",
    "format_sign_off",
    "number_printed",
    "signed_ledger",
    "with_number",
    "yaml_string",
]
