"""Tells Django about the app."""

from __future__ import annotations

from stocktake_web.registration import AreaAppConfig


class SchoolsConfig(AreaAppConfig):
    """The app as Django knows it, and what it registers."""

    default = True
    name = "stocktake_web.schools"
    label = "schools"
    navigation = "stocktake_web.schools.navigation.LINKS"
    tasks = "stocktake_web.schools.tasks.tasks"
    news = "stocktake_web.schools.news.news"
    panels = "stocktake_web.schools.panels.panels"
    closed_reason = "stocktake_web.schools.openness.closed_reason"
    closed_references = "stocktake_web.schools.redactions.closed_references"
    personal_data = "stocktake_web.schools.personal_data.subject_access_data"
    erase_personal_data = "stocktake_web.schools.personal_data.erase_personal_data"
    search = "stocktake_web.schools.search.find_entries"
    example_content = "stocktake_web.schools.example_content.add_example_content"
    predicates = "stocktake_web.schools.predicates.PREDICATES"
