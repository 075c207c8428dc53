"""Gathers what a school's pack is made of: its profile, what was judged, what is asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from stocktake.publish import Item, PackJudgement, SchoolPack, compose_school_pack
from stocktake.schools import governor_questions, load_questions
from stocktake_web.accounts.models import School
from stocktake_web.accounts.schools.numbers import rows_about
from stocktake_web.formats import day, number
from stocktake_web.schools.categories.models import CategorySetting
from stocktake_web.schools.categories.queries import settings_of
from stocktake_web.schools.levels.queries import level_views
from stocktake_web.schools.objectives.models import Outcome, SchoolObjective
from stocktake_web.schools.profile.queries import held_profile
from stocktake_web.schools.statements.models import Statement, StatementState
from stocktake_web.schools.statements.queries import raw_document, statements
from stocktake_web.services.judgements import own_definitions

OUTCOMES = {"met": "Met", "not_met": "Not met", "cannot_tell": "Cannot tell"}
REPLIES = {"proposed": "Proposed", "agreed": "Agreed", "refused": "Refused"}


def find_pack(school: School) -> SchoolPack | None:
    """The pack of a school as things are now; None where it has no profile yet.

    A draft is in no pack: of statements only those that were sent.
    """
    stored = held_profile(school)
    if stored is None:
        return None
    questions = load_questions(own_definitions(school.area))
    statement = _last_sent(school)
    return compose_school_pack(
        stored.profile,
        place=school.area.name,
        judgement=_judgement(school, statement),
        questions=governor_questions(stored.profile, questions, judgement=_verdict(statement)),
    )


def _verdict(statement: Statement | None) -> Literal["none", "not_sufficient", "cannot_tell"]:
    """What of a statement brings a question up."""
    match statement.document.verdict if statement else "":
        case "not_sufficient":
            return "not_sufficient"
        case "cannot_tell":
            return "cannot_tell"
    return "none"


def _judgement(school: School, statement: Statement | None) -> PackJudgement:
    setting = settings_of(school).first()
    category = (
        f"{setting.category_title}, from {day(setting.effective_date)}, set by the "
        f"{setting.by_role.lower() or 'council'}: {setting.reason}"
        if setting
        else ""
    )
    return PackJudgement(
        improvement=raw_document(statement.document)["sentence"] if statement else "",
        category=category,
        evidence=tuple(_evidence(setting)) if setting else (),
        requests=(*_levels(school), *_objectives(school)),
    )


def _last_sent(school: School) -> Statement | None:
    rows = statements(school.area).filter(rows_about([school]), state=StatementState.DISPATCHED)
    return rows.order_by("-document__as_of", "-pk").first()


def _levels(school: School) -> Iterator[Item]:
    for view in level_views(school.area, [school]):
        yield Item(
            f"{view.measure}: {number(view.row.level, 1)} by the summer of "
            f"{view.row.round.by_year}.",
            REPLIES.get(view.answer, ""),
            "note",
            f"It starts from {number(view.row.start, 1)}.",
        )


def _objectives(school: School) -> Iterator[Item]:
    rows = SchoolObjective.objects.filter(
        rows_about([school]), area=school.area, outcome=Outcome.OPEN
    )
    for row in rows.order_by("due", "pk"):
        yield Item(row.text, "", "note", f"By {day(row.due)}. Shown by: {row.evidence}")


def _evidence(setting: CategorySetting) -> Iterator[Item]:
    """What the criteria found on the day on which the category was set."""
    for row in setting.suggestion.get("evidence", ()):
        yield Item(row["title"], OUTCOMES.get(row["outcome"], ""), "note", row["text"])
