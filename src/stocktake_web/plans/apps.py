"""Tells Django about the app."""

from __future__ import annotations

from stocktake_web.registration import AreaAppConfig


class PlansConfig(AreaAppConfig):
    """The app as Django knows it, and what it registers."""

    default = True
    name = "stocktake_web.plans"
    label = "plans"
    navigation = "stocktake_web.plans.navigation.LINKS"
    search = "stocktake_web.plans.search.find_entries"
    tasks = "stocktake_web.plans.tasks.tasks"
    news = "stocktake_web.plans.digest.queries.news"
    panels = "stocktake_web.plans.dashboard.panels.panels"
    personal_data = "stocktake_web.plans.personal_data.subject_access_data"
    erase_personal_data = "stocktake_web.plans.personal_data.erase_personal_data"
    example_content = "stocktake_web.plans.example_content.add_example_content"
    former_labels = "stocktake_web.plans.former_labels.FORMER_LABELS"
    object_titles = "stocktake_web.plans.object_titles.object_titles"
