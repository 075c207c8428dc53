"""Tells Django about the app."""

from __future__ import annotations

from stocktake_web.registration import AreaAppConfig


class SearchConfig(AreaAppConfig):
    """The app as Django knows it."""

    default = True
    name = "stocktake_web.search"
    label = "search"
