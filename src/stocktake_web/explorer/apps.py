"""Tells Django about the app."""

from __future__ import annotations

from stocktake_web.registration import AreaAppConfig


class ExplorerConfig(AreaAppConfig):
    """The app as Django knows it, and what it registers."""

    default = True
    name = "stocktake_web.explorer"
    label = "explorer"
    navigation = "stocktake_web.explorer.navigation.LINKS"
    search = "stocktake_web.explorer.search.find_entries"
