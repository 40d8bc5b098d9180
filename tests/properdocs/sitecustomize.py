"""ProperDocs in MkDocs' place, for every process that has this folder in its PYTHONPATH; see ``.ci/properdocs``."""

import properdocs
import properdocs.replacement

__all__ = ["properdocs"]
