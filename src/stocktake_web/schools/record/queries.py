"""Reads what the page of a school shows, as far as its reader may see it."""

from __future__ import annotations

from dataclasses import dataclass

from stocktake.schools import CategorySuggestion
from stocktake_web import services
from stocktake_web.accounts.models import School
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.accounts.permissions.decision import Person
from stocktake_web.accounts.schools.numbers import rows_about
from stocktake_web.schools.agreements.footing import Footing, footing_of
from stocktake_web.schools.agreements.models import TrustAgreement
from stocktake_web.schools.categories.models import CategorySetting
from stocktake_web.schools.categories.queries import settings_of
from stocktake_web.schools.levels.queries import LevelView, level_views
from stocktake_web.schools.objectives.models import SchoolObjective
from stocktake_web.schools.statements.models import Statement
from stocktake_web.schools.statements.queries import statements_of
from stocktake_web.services.school_suggestions import Alert, stored_suggestion


@dataclass(frozen=True)
class JudgementPart:
    """What was judged of a school.

    Parameters
    ----------
    settings : tuple of CategorySetting
        The category in force first; empty where none was set.
    agreements : tuple of TrustAgreement
        What was agreed with who runs the school, the latest first.
    earlier_agreements : tuple of TrustAgreement
        What was agreed under an earlier number. A number follows another when who runs the school
        changes, so that none of them is taken for granted: it is recorded again.
    suggestion : CategorySuggestion or None
        What the criteria suggest from published figures; None where they ask nothing of the school.
    alert : Alert or None
        That a good school fell beyond chance into the lowest quarter.
    statements : tuple of Statement
        Those that the reader may open, the latest first.
    levels : tuple of LevelView
    objectives : tuple of SchoolObjective
    """

    footing: Footing
    settings: tuple[CategorySetting, ...]
    agreements: tuple[TrustAgreement, ...]
    earlier_agreements: tuple[TrustAgreement, ...]
    suggestion: CategorySuggestion | None
    alert: Alert | None
    statements: tuple[Statement, ...]
    levels: tuple[LevelView, ...]
    objectives: tuple[SchoolObjective, ...]


def judgement_part(user: Person, school: School) -> JudgementPart | None:
    """What was judged of a school; None for a reader who may not see it."""
    if not has_permission(user, school.area, "schools.see_judgements", school):
        return None
    rows = TrustAgreement.objects.filter(rows_about([school]), area=school.area)
    all_agreements = tuple(rows.select_related("school"))
    agreements = tuple(row for row in all_agreements if row.school_id == school.pk)
    today = services.today()
    in_force = next((row for row in agreements if row.holds_on(today)), None)
    stored = stored_suggestion(school.area, int(school.urn))
    return JudgementPart(
        footing_of(school, in_force),
        tuple(settings_of(school)),
        agreements,
        tuple(row for row in all_agreements if row.school_id != school.pk),
        stored.suggestion if stored else None,
        stored.alert if stored else None,
        tuple(statements_of(user, school)),
        tuple(level_views(school.area, [school])),
        tuple(SchoolObjective.objects.filter(rows_about([school]), area=school.area)),
    )
