"""认位: free text → claims on places of the printed paper."""

from build_tools.bounty.resolver.index import PrintedIndex, build_index
from build_tools.bounty.resolver.resolve import resolve_message

__all__ = ["PrintedIndex", "build_index", "resolve_message"]
