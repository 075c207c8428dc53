"""Tells Django about the app."""

from __future__ import annotations

from stocktake_web.registration import AreaAppConfig


class ReleasesConfig(AreaAppConfig):
    """The app as Django knows it, and what it registers."""

    default = True
    name = "stocktake_web.releases"
    label = "releases"
    navigation = "stocktake_web.releases.navigation.LINKS"
    tasks = "stocktake_web.releases.tasks.tasks"
    panels = "stocktake_web.releases.panels.panels"
    closed_references = "stocktake_web.releases.redactions.closed_references"
    personal_data = "stocktake_web.releases.personal_data.subject_access_data"
    example_content = "stocktake_web.releases.example_content.add_example_content"
    object_titles = "stocktake_web.releases.object_titles.object_titles"
