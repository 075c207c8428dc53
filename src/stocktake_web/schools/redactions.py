"""Whose history of schools is closed to a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.accounts.permissions.decision import Person
from stocktake_web.audit import ObjectRef
from stocktake_web.schools.academy_concerns.models import AcademyConcern, ConcernReply
from stocktake_web.schools.accuracy.models import AccuracyPoint, AccuracyReply
from stocktake_web.schools.statements.queries import readable, statements
from stocktake_web.schools.visit_actions.models import VisitAction
from stocktake_web.schools.visits.models import Visit, VisitAddendum, VisitSending

STATEMENT, DOCUMENT = "schools.statement", "schools.statementdocument"
SEE_VISIT, SEE_CONCERN = "schools.see_visit", "schools.see_academy_concern"
BY_ROW: dict[Any, tuple[str, tuple[str, ...]]] = {
    Visit: (SEE_VISIT, ("school",)),
    **dict.fromkeys(
        (VisitSending, VisitAddendum, AccuracyReply, AccuracyPoint, VisitAction),
        (SEE_VISIT, ("school", "visit")),
    ),
    AcademyConcern: (SEE_CONCERN, ("school",)),
    ConcernReply: (SEE_CONCERN, ("school", "concern")),
}
"""By the row itself: the permission that opens it, and what is read with it."""
SUPPORT = (
    "provision",
    "monthlyroll",
    "provisionreview",
    "brokeredsupport",
    "schoolneed",
    "trainingoffer",
    "goodpractice",
    "inclusionweek",
    "homeeducation",
    "exclusionsample",
    "samplereading",
    "attendancemeeting",
    "governancereturn",
    "governortraining",
    "councillorgovernor",
    "pupilpremium",
    "subjectaction",
    "earlyyearsmoderation",
    "transition",
    "serviceviewround",
)
PERMISSIONS = {
    "schools.trustagreement": "schools.see_judgements",
    "schools.categorysetting": "schools.see_judgements",
    "schools.moderationsample": "schools.moderate",
    "schools.moderationreview": "schools.moderate",
    "schools.predictionrequest": "schools.see_predictions",
    "schools.predictionentry": "schools.see_predictions",
    "schools.explanationrequest": "schools.see_predictions",
    "schools.explanationreply": "schools.see_predictions",
    "schools.statementreply": "schools.see_statement",
    "schools.levelround": "schools.see_levels",
    "schools.schoollevel": "schools.see_levels",
    "schools.levelreply": "schools.see_levels",
    "schools.schoolobjective": "schools.see_judgements",
    **{f"schools.{name}": "schools.see_all_support" for name in SUPPORT},
    "schools.concernentry": "schools.see_concern",
    "schools.concernanswer": "schools.see_concern",
    "schools.serviceentry": "schools.see_fortnightly",
    "schools.fortnightlyreview": "schools.see_fortnightly",
    "schools.fortnightlydecision": "schools.see_fortnightly",
    "schools.reviewmeeting": "schools.see_review_meeting",
    "schools.stagedecision": "schools.see_stage",
    "schools.stagenote": "schools.see_stage",
    "schools.supportmilestone": "schools.see_stage",
    "schools.engagementconcern": "schools.see_stage",
    "schools.engagementreply": "schools.see_stage",
    "schools.schoolpowerfacts": "schools.see_powers",
    "schools.poweruse": "schools.see_powers",
    "schools.safeguardingreferral": "schools.record_concern",
    "schools.plannedchange": "schools.see_pipeline",
    "schools.supportnote": "schools.see_indication",
    "schools.exchangesignature": "schools.see_exchange",
    "schools.earlyresult": "schools.see_exchange",
    "schools.headlinereturn": "schools.see_exchange",
    "schools.adviserinterest": "schools.see_interests",
}
"""What is needed to read the history of each type, on every school of the area."""


def closed_references(user: Person, area: Area, refs: Iterable[ObjectRef]) -> set[ObjectRef]:
    """Those of which the person may not see the things themselves."""
    refs = set(refs)
    names = {ref: PERMISSIONS[ref.type] for ref in refs if ref.type in PERMISSIONS}
    allowed = {name for name in set(names.values()) if has_permission(user, area, name)}
    hidden_refs = {ref for ref, name in names.items() if name not in allowed}
    return hidden_refs | _closed_statements(user, area, refs) | _closed_by_row(user, area, refs)


def _closed_by_row(user: Person, area: Area, refs: set[ObjectRef]) -> set[ObjectRef]:
    """Rows that open to the person by what state they are in, and do not."""
    closed_refs = set()
    for model, (permission, path) in BY_ROW.items():
        by_id = {ref.id: ref for ref in refs if ref.type == model._meta.label_lower}
        ids = [id for id in by_id if id.isdecimal()]
        if not by_id:
            continue
        rows = model._default_manager.filter(area=area, pk__in=ids).select_related(*path)
        closed_refs |= set(by_id.values()) - {
            by_id[str(row.pk)] for row in rows if has_permission(user, area, permission, row)
        }
    return closed_refs


def _closed_statements(user: Person, area: Area, refs: set[ObjectRef]) -> set[ObjectRef]:
    """Statements, and their figures, whose page does not open to the person."""
    by_type = {
        kind: {ref.id: ref for ref in refs if ref.type == kind and ref.id.isdecimal()}
        for kind in (STATEMENT, DOCUMENT)
    }
    if not any(by_type.values()):
        return set()
    rows = statements(area).filter(
        Q(pk__in=by_type[STATEMENT].keys()) | Q(document__in=by_type[DOCUMENT].keys())
    )
    open_rows = readable(user, area, rows)
    open_refs = {ObjectRef(STATEMENT, str(row.pk)) for row in open_rows}
    open_refs |= {ObjectRef(DOCUMENT, str(row.document_id)) for row in open_rows}
    return {ref for ids in by_type.values() for ref in ids.values()} - open_refs
