"""Which published files tests run on: the invented ones, and the real ones where they are here."""

from __future__ import annotations

import os
from pathlib import Path

REAL_FILES = Path(
    os.environ.get("STOCKTAKE_TEST_DATA", Path(__file__).parents[3] / "shared" / "data")
)
FILES = ("invented", "real") if REAL_FILES.is_dir() else ("invented",)
