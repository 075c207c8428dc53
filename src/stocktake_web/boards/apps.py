"""Tells Django about the app."""

from __future__ import annotations

from stocktake_web.registration import AreaAppConfig


class BoardsConfig(AreaAppConfig):
    """The app as Django knows it, and what it registers."""

    default = True
    name = "stocktake_web.boards"
    label = "boards"
    navigation = "stocktake_web.boards.navigation.LINKS"
    search = "stocktake_web.boards.search.find_entries"
    tasks = "stocktake_web.boards.tasks.tasks"
    panels = "stocktake_web.boards.panels.panels"
    predicates = "stocktake_web.boards.bodies.predicates.PREDICATES"
    closed_reason = "stocktake_web.boards.redactions.closed_reason"
    closed_references = "stocktake_web.boards.redactions.closed_references"
    former_labels = "stocktake_web.boards.former_labels.FORMER_LABELS"
    personal_data = "stocktake_web.boards.personal_data.subject_access_data"
    erase_personal_data = "stocktake_web.boards.personal_data.erase_personal_data"
    example_content = "stocktake_web.boards.example_content.add_example_content"
    bodies = "stocktake_web.boards.bodies.queries.body_names"
