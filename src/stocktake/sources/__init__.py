"""Brings a published or returned file in, with its provenance."""

from stocktake.sources.ees import read_ees
from stocktake.sources.lait import read_lait
from stocktake.sources.local_returns import read_local_return
from stocktake.sources.local_template import write_local_template
from stocktake.sources.neighbours import read_neighbours

__all__ = [
    "read_ees",
    "read_lait",
    "read_local_return",
    "read_neighbours",
    "write_local_template",
]
