"""Tells Django about the app."""

from __future__ import annotations

from stocktake_web.registration import AreaAppConfig


class InstallationConfig(AreaAppConfig):
    """The app as Django knows it."""

    default = True
    name = "stocktake_web.installation"
    label = "installation"
    panels = "stocktake_web.installation.first_page.panels.panels"
