"""Tells Django about the app."""

from __future__ import annotations

from stocktake_web.registration import AreaAppConfig


class HistoryConfig(AreaAppConfig):
    """The app as Django knows it, and what it registers."""

    default = True
    name = "stocktake_web.history"
    label = "history"
    navigation = "stocktake_web.history.navigation.LINKS"
