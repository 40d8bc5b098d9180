"""合片: what several machines have made, joined on one into what one machine would make.

In: an order and the folders of the shards. Out: as of any build, and the names of what was damaged on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from build_tools.production.building import build
from build_tools.production.order import Built, Order
from build_tools.production.workers import Progress, unwatched
from build_tools.store import CACHE
from build_tools.store.locks import locked


def assemble(
    order: Order,
    shards: Sequence[Path],
    count: int | None = None,
    progress: Progress = unwatched,
    waiting: Callable[[], None] = lambda: None,
) -> tuple[Built, tuple[str, ...]]:
    """合片: take in what other machines have made, then build; what is lacking or damaged is made here.

    The second value names the packs that were refused. Raises as :func:`build`.
    """
    with locked(order.root / CACHE / "lock", waiting):
        adopted = [(shard, order.cache.adopt(shard)) for shard in shards]
    refused = tuple(f"{shard.name}/{name}" for shard, adoption in adopted for name in adoption.refused)
    return build(order, count, progress, waiting), refused
