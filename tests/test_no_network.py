"""The tests themselves: none of them reaches the network."""

from __future__ import annotations

import socket

import pytest


def test_reaching_for_the_network_is_an_error() -> None:
    with socket.socket() as outward, pytest.raises(AssertionError, match="reached for the network"):
        outward.connect(("192.0.2.1", 9))


def test_own_machine_may_be_reached() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
    ):
        assert client.getpeername() == server.getsockname()
