"""What an invented officer left unfinished: a visit, a statement and a concern."""

from __future__ import annotations

from datetime import date, timedelta

from stocktake.standards import StocktakeError
from stocktake_web import services
from stocktake_web.accounts.memberships.actions import give_role
from stocktake_web.accounts.models import Area, Role, School, User
from stocktake_web.schools.academy_concerns.actions import record_concern
from stocktake_web.schools.academy_concerns.models import AcademyConcern
from stocktake_web.schools.agreements.footing import ACADEMIES, footings
from stocktake_web.schools.statements.actions import draft_statement
from stocktake_web.schools.visits.actions import record_visit
from stocktake_web.schools.visits.models import Visit
from stocktake_web.services.school_improvement import state_rate

LEVELS = {"Primary": 64.0, "Secondary": 47.0}


def add_left_records(area: Area, users: dict[str, User], schools: list[School]) -> None:
    """The analyst was an officer until a month ago, and left three drafts behind."""
    writer, today = users[Role.ANALYST], services.today()
    give_role(
        area=area,
        actor=None,
        user=writer,
        role=Role.IMPROVEMENT_OFFICER,
        starts=today - timedelta(days=400),
        ends=today - timedelta(days=30),
    )
    stances = footings(area, schools)
    challenged = [row for row in schools if stances[row.pk].sets_judgements]
    if challenged:
        _leave_visit(writer, challenged[-1])
        _leave_statement(area, writer, challenged)
    academies = [row for row in schools if row.type_group in ACADEMIES]
    if academies:
        _leave_concern(area, writer, academies[-1])


def _leave_visit(writer: User, school: School) -> None:
    values = {
        "kind": "visit",
        "visited_on": services.today() - timedelta(days=35),
        "officers": "School improvement officer",
        "purpose": "Homework in years 8 and 9.",
        "evidence": "Six lessons, and what thirty pupils handed in.",
    }
    row = Visit(area=school.area, school=school, owner_user=writer)
    record_visit(actor=writer, visit=row, values=values)


def _leave_statement(area: Area, writer: User, schools: list[School]) -> None:
    """A draft of the last school of which something can be stated."""
    by, today = date(services.today().year + 1, 8, 31), services.today()
    for school in reversed(schools):
        try:
            document = state_rate(area, int(school.urn), level=LEVELS[school.phase], by=by)
        except (KeyError, StocktakeError):
            continue
        review_on = today + timedelta(days=200)
        draft_statement(actor=writer, school=school, document=document, review_on=review_on)
        return


def _leave_concern(area: Area, writer: User, school: School) -> None:
    values = {
        "noticed_on": services.today() - timedelta(days=33),
        "concern": "Two parents were advised to educate their children at home.",
        "evidence": "Letters of both parents.",
    }
    row = AcademyConcern(area=area, school=school, owner_user=writer)
    record_concern(actor=writer, concern=row, values=values)
