"""Reads the register of schools: who exists, under which number, in whose group."""

from __future__ import annotations

from stocktake.sources.schools.register.layouts import REGISTER_LAYOUTS
from stocktake.sources.schools.register.words import register_words

__all__ = ["REGISTER_LAYOUTS", "register_words"]
