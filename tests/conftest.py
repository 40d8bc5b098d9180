"""For every test: no network. A test that reaches out fails at once, here as on a machine that has none."""

from __future__ import annotations

import ipaddress
import sys


def _refuse_the_network(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook: connections within the machine are free, all others are an error."""
    if event == "socket.connect" and not _within_the_machine(arguments[1]):
        raise AssertionError(f"a test reached for the network: {arguments[1]}")


def _within_the_machine(address: object) -> bool:
    if not isinstance(address, tuple):
        return True  # a Unix socket
    return address[0] == "localhost" or ipaddress.ip_address(address[0]).is_loopback


sys.addaudithook(_refuse_the_network)
