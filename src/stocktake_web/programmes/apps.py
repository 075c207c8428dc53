"""Tells Django about the app."""

from __future__ import annotations

from stocktake_web.registration import AreaAppConfig


class ProgrammesConfig(AreaAppConfig):
    """The app as Django knows it, and what it registers."""

    default = True
    name = "stocktake_web.programmes"
    label = "programmes"
    navigation = "stocktake_web.programmes.navigation.LINKS"
    closed_reason = "stocktake_web.programmes.openness.closed_reason"
    closed_references = "stocktake_web.programmes.redactions.closed_references"
    personal_data = "stocktake_web.programmes.personal_data.subject_access_data"
    erase_personal_data = "stocktake_web.programmes.personal_data.erase_personal_data"
    example_content = "stocktake_web.programmes.example_content.add_example_content"
    predicates = "stocktake_web.programmes.predicates.PREDICATES"
