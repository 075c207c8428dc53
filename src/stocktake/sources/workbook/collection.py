"""Keeps the garbage collector still while a sheet becomes rows.

Rows, cells and elements hold no cycles, and there are so many of them that the collector would go
through all of them again and again, in vain: a sixth of the time of a return.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """Hold the collector back; of several threads the first to end lets it go on."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
