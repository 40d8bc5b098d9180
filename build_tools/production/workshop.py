"""车间: what one process has at hand to build with, each thing made when it is first asked for.

In: an order. Out: the paper, the storeroom, the renderer, the pressroom. Every process of a build has its own.
"""

from __future__ import annotations

import importlib
from functools import cached_property
from typing import TYPE_CHECKING

from build_tools.model import Paper
from build_tools.production.unchanged import Order
from build_tools.readers import read_paper
from build_tools.site.rendering import Renderer
from build_tools.store import CACHE

if TYPE_CHECKING:
    from build_tools.production.pressroom import Pressroom


class Workshop:
    """车间."""

    def __init__(self, order: Order) -> None:
        """The paper must be sound enough to be read; :func:`read_paper` tells."""
        self.order = order
        self.root = order.root
        self.store = order.store

    @cached_property
    def paper(self) -> Paper:
        """The paper's facts."""
        paper = read_paper(self.root).paper
        assert paper is not None
        return paper

    @cached_property
    def renderer(self) -> Renderer:
        """The theme, ready to render. Raises what :class:`Renderer` raises."""
        return Renderer(self.root, self.paper, self.root / CACHE / "templates", preview=self.order.preview)

    @cached_property
    def pressroom(self) -> Pressroom:
        """The paper's sheet. Raises what :func:`read_sheet` raises."""
        # Loaded only now: who makes no print need not wait for what sets and draws.
        pressroom = importlib.import_module("build_tools.production.pressroom").pressroom_of(self.root, self.paper)
        return pressroom  # type: ignore[no-any-return]
