"""存版面图: page pictures and page PDFs of an issue, made once for each print PDF.

In: a print PDF with the ``layout.json`` beside it. Out: the views, and address → content of all files; from the
storeroom when they are there.
"""

from __future__ import annotations

import importlib
import json
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from build_tools.site.replica import LAYOUT, RECIPE
from build_tools.site.views import ReplicaView
from build_tools.store.cache import Cache

_VIEWS, _FILES = "sheet-views", "sheets"


@dataclass(frozen=True, slots=True)
class KeptReplica:
    """版面图 of an issue in the storeroom: its views, and the key of its files."""

    views: Mapping[int, ReplicaView]
    key: str


def keep_replica(address: str, pdf: Path, unpictured: Collection[str], store: Cache) -> KeptReplica:
    """As :func:`make_replica`, whose errors it raises; nothing is made that is in the storeroom."""
    key = _key(address, pdf, unpictured)
    kept = store.get(_VIEWS, key)
    if kept is None or not store.has(_FILES, key):
        return KeptReplica(_make(address, pdf, unpictured, store, key), key)
    return KeptReplica({int(page): _view(facts) for page, facts in json.loads(kept["views"]).items()}, key)


def replica_files(
    kept: KeptReplica, address: str, pdf: Path, unpictured: Collection[str], store: Cache
) -> Mapping[str, bytes]:
    """Address → content of every file. What was damaged in the storeroom is made again."""
    files = store.get(_FILES, kept.key)
    if files is None:
        _make(address, pdf, unpictured, store, kept.key)
        files = store.get(_FILES, kept.key)
    assert files is not None
    return files


def _make(
    address: str, pdf: Path, unpictured: Collection[str], store: Cache, key: str
) -> Mapping[int, ReplicaView]:
    with tempfile.TemporaryDirectory() as folder:
        # Loaded only now: what paints pages is not needed by who finds them painted.
        made = importlib.import_module("build_tools.site.replica.making").make_replica(
            address, pdf, unpictured, Path(folder)
        )
        store.put(_FILES, key, {each: path.read_bytes() for each, path in made.files.items()})
    store.put(
        _VIEWS, key, {"views": json.dumps({page: asdict(view) for page, view in made.pages.items()}).encode()}
    )
    pages: Mapping[int, ReplicaView] = made.pages
    return pages


def _view(facts: dict[str, Any]) -> ReplicaView:
    lists = {name: tuple((address, width) for address, width in facts[name]) for name in ("copies", "plain")}
    return ReplicaView(**{**facts, **lists})


def _key(address: str, pdf: Path, unpictured: Collection[str]) -> str:
    layout = pdf.with_name(LAYOUT)
    content = [
        pdf.read_bytes(),
        layout.read_bytes() if layout.is_file() else b"",
        RECIPE.encode(),
        address.encode(),
        " ".join(sorted(unpictured)).encode(),
    ]
    return sha256(b"".join(sha256(each).digest() for each in content)).hexdigest()[:32]
