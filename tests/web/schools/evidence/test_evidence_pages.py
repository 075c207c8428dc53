"""The evidence pack: nothing is answered by nothing, each record counts where it belongs."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from meeting_rows import past_meeting, stepped_up
from power_rows import considered, drafted, served_notice
from pypdf import PdfReader
from school_rows import HARBOUR, OLD_MILL, add_schools
from support_rows import (
    governor_training_of,
    offer_of,
    practice_of,
    premium_of,
    provision_of,
    review_of,
    support_of,
)
from visit_rows import approved
from visit_rows import drafted as drafted_visit

from stocktake.schools import load_evidence_scheme
from stocktake_web import services
from stocktake_web.accounts.models import Area, School, User
from stocktake_web.accounts.permissions.matrix import routes
from stocktake_web.plans.recommendations.actions import add_letter
from stocktake_web.plans.recommendations.models import Recommendation
from stocktake_web.plans.revisions.actions import add_revision
from stocktake_web.records.change import change
from stocktake_web.schools.academy_concerns.models import AcademyConcern
from stocktake_web.schools.evidence.challenge_rows import challenge_rows
from stocktake_web.schools.evidence.periods import periods
from stocktake_web.schools.evidence.queries import Evidence, evidence_of
from stocktake_web.schools.evidence.sources import record_sources
from stocktake_web.schools.evidence.support_rows import support_rows

pytestmark = pytest.mark.django_db
PAGE = "/example-borough/dashboard/schools/evidence/"
READER = "head_of_service"


@pytest.fixture(autouse=True)
def in_december(clock: Any) -> None:
    """The shipped points are in use from 1 December 2026; it is Monday the seventh."""
    clock.moment = datetime(2026, 12, 7, 9, 30, tzinfo=UTC)


def locked_visit(school: School, users: dict[str, User], clock: Any, **values: Any) -> None:
    """A visit that was sent to the head and approved two weeks ago."""
    today, clock.moment = clock.moment, datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    officer, approver = users["improvement_officer"], users["head_of_service"]
    approved(school, officer, users["headteacher"], approver, **values)
    clock.moment = today


def words(answer: Any) -> str:
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def evidence(area: Area, code: str = "12-months") -> Evidence:
    return evidence_of(area, periods(services.today())[code])


def counts(area: Area, code: str = "12-months") -> dict[str, int]:
    """How many records of each kind that has any."""
    rows = (item for part in evidence(area, code).pack.areas for row in part.points
            for item in row.items)  # fmt: skip
    return {item.record_kind.id: item.count for item in rows if item.count}


def test_without_records_everything_is_missing_and_nothing_is_green(
    area: Area, client_for: Callable[[str], Client]
) -> None:
    page = client_for(READER).get(PAGE)
    text = words(page)
    assert "0 of 41 points of the letter have every kind of record on file." in text
    assert "35 kinds of record have nothing in the period." in text
    assert "A review of a special-needs base, with a judgement of quality . No record." in text
    assert "Stocktake keeps no self-evaluation of the service." in text
    assert "On record" not in text
    assert "govuk-tag--green" not in page.content.decode()
    assert "Until the re-inspection" not in text


def test_what_is_only_begun_is_no_evidence(area: Area, users: dict[str, User]) -> None:
    school = add_schools(area)[OLD_MILL]
    officer = users["improvement_officer"]
    drafted_visit(school, officer)
    drafted(school, officer)
    offer_of(area, event_date=date(2026, 12, 1))
    practice_of(school)
    premium_of(school)
    governor_training_of(area)
    change(
        AcademyConcern(area=area, school=School.objects.get(area=area, urn=HARBOUR)),
        actor=officer,
        values={"noticed_on": date(2026, 11, 1), "concern": "Rolls fall.", "evidence": "Census."},
    )
    assert counts(area) == {}


def test_records_answer_their_points(area: Area, users: dict[str, User], clock: Any) -> None:
    school = add_schools(area)[OLD_MILL]
    officer = users["improvement_officer"]
    locked_visit(school, users, clock)
    stepped_up(school, officer, day=date(2026, 12, 2))
    considered(school, officer)
    served_notice(school, users["head_of_service"])
    review_of(provision_of(area, school), date(2026, 11, 5))
    review_of(provision_of(area, school, title="SEN", kind="mainstream"), date(2026, 11, 6))
    rated = {"impact": "some", "impact_evidence": "Books."}
    support_of(school, **rated)
    premium_of(school, **rated)
    offer_of(area, event_date=date(2026, 11, 3), **rated)
    offer_of(area, kind="network", event_date=date(2026, 11, 4), title="Leads", **rated)
    governor_training_of(area, attended_count=9)
    practice_of(school, is_agreed=True, passed_on_on=date(2026, 11, 9), passed_on_to="All heads")
    assert counts(area) == {
        "visit": 1,
        "group_position": 1,
        "higher_attaining_position": 1,
        "adviser_years": 1,
        "review_meeting": 1,
        "governor_attendance": 1,
        "escalation_step": 1,
        "power_considered": 2,
        "special_needs_base_review": 1,
        "special_needs_support_review": 1,
        "brokered_support_review": 1,
        "support_against_need": 1,
        "course_evaluation": 1,
        "network_evaluation": 1,
        "governor_training": 1,
        "good_practice": 1,
        "pupil_premium_review": 1,
    }
    base = next(
        row
        for part in evidence(area).pack.areas
        for row in part.points
        if row.point.id == "special-needs-bases"
    )
    assert (base.status, base.items[0].latest) == ("fresh", date(2026, 11, 5))


def test_the_targets_of_the_plan_in_force_count(
    area: Area, client_for: Callable[[str], Client], clock: Any
) -> None:
    text = services.judgements.invented_plan_text()
    clock.moment = datetime(2025, 10, 1, 9, 30, tzinfo=UTC)
    add_revision(area=area, actor=None, text=text, reason="The first.")
    clock.moment = datetime(2026, 12, 7, 9, 30, tzinfo=UTC)
    count = len(services.plan_of(text).target)
    assert count > 1
    assert counts(area) == {"plan_target": count}
    assert counts(area, "202425") == {}
    page = words(client_for(READER).get(PAGE))
    assert f"{count} records, the latest of 1 October 2025 Old: more than 365 days" in page


def test_a_meeting_with_three_governors_is_one_meeting(area: Area) -> None:
    schools = add_schools(area)
    past_meeting(schools[OLD_MILL], day=date(2026, 11, 1), absent=("governor", "chair"))
    past_meeting(schools[HARBOUR], day=date(2026, 11, 2))
    assert counts(area) == {"review_meeting": 2, "governor_attendance": 2}


def test_the_first_and_the_last_day_of_a_period_are_in_it(
    area: Area, client_for: Callable[[str], Client]
) -> None:
    base = provision_of(area, add_schools(area)[OLD_MILL])
    review_of(base, date(2025, 8, 31))
    assert "special_needs_base_review" not in counts(area, "202526")
    review_of(base, date(2025, 9, 1))
    review_of(base, date(2026, 8, 31))
    assert counts(area, "202526") == {"special_needs_base_review": 2}
    assert counts(area, "202425") == {"special_needs_base_review": 1}
    text = words(client_for(READER).get(f"{PAGE}?period=202627"))
    assert "The last is of 31 August 2026, before the period." in text
    assert "none in the period, the last of 31 August 2026" in text
    assert "School year 2025/26" in text


def test_a_period_that_there_is_not_shows_the_last_twelve_months(
    area: Area, client_for: Callable[[str], Client]
) -> None:
    for code in ("<script>", "999999", ""):
        text = words(client_for(READER).get(PAGE, {"period": code}))
        assert "Records of 7 December 2025 to 7 December 2026." in text
        assert "script" not in text


def test_nothing_of_another_place_is_counted(area: Area, other_area: Area) -> None:
    review_of(provision_of(other_area, None), date(2026, 11, 5))
    past_meeting(add_schools(other_area)[OLD_MILL], day=date(2026, 11, 1))
    add_letter(area=other_area, actor=None)
    Recommendation.objects.update(window_closes=date(2027, 3, 1))
    assert counts(area) == {}
    assert evidence(area).reinspection is None
    assert counts(other_area)["special_needs_base_review"] == 1


@pytest.mark.parametrize("role", ["headteacher", "governor", "councillor", "board_member"])
def test_others_do_not_open_it(
    role: str, area: Area, other_area: Area, client_for: Callable[[str], Client]
) -> None:
    for name in ("", "pack.pdf", "pack.docx"):
        assert client_for(role).get(PAGE + name).status_code == 403
    other_page = client_for(READER).get("/other-town/dashboard/schools/evidence/")
    assert other_page.status_code == 403


def test_a_countdown_is_shown_only_where_somebody_comes_back(
    area: Area, users: dict[str, User], client_for: Callable[[str], Client], clock: Any
) -> None:
    add_letter(area=area, actor=None)
    assert evidence(area).reinspection is None
    window = {"window_opens": date(2026, 12, 21), "window_closes": date(2027, 3, 1)}
    Recommendation.objects.update(**window)
    school = add_schools(area)[OLD_MILL]
    locked_visit(school, users, clock)
    clock.moment = datetime(2026, 12, 19, 9, 30, tzinfo=UTC)
    text = words(client_for(READER).get(PAGE))
    assert "2 days until the window opens on 21 December 2026" in text
    assert "1 action agreed with schools is late." in text
    assert "8 recommendations have no evidence." in text
    assert evidence(area).pack.days_to_visit == 2
    clock.moment = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)
    assert "in the window: 0 days until it closes" in words(client_for(READER).get(PAGE))
    clock.moment = datetime(2027, 3, 2, 9, 30, tzinfo=UTC)
    assert evidence(area).reinspection is None


def test_page_pdf_and_word_say_the_same(area: Area, client_for: Callable[[str], Client]) -> None:
    review_of(provision_of(area, add_schools(area)[OLD_MILL]), date(2026, 11, 5))
    client = client_for("analyst")
    page = words(client.get(PAGE))
    pdf = client.get(f"{PAGE}pack.pdf?period=202627")
    assert pdf["Content-Disposition"] == 'attachment; filename="evidence-202627.pdf"'
    pdf_text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf.content)).pages)
    pdf_text = " ".join(pdf_text.split())
    word = docx.Document(io.BytesIO(client.get(f"{PAGE}pack.docx").content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    texts = "\n".join([*(row.text for row in word.paragraphs), *cells])
    for text in (page, pdf_text, texts):
        assert "The quality of the special-needs bases in mainstream schools is reviewed" in text
        assert "5 November 2026" in text
        assert "On record" in text
        assert "No record" in text
    assert len(word.tables) == 41
    assert client.get(f"{PAGE}pack.pdf").content == client.get(f"{PAGE}pack.pdf").content


def test_every_kind_of_the_letter_is_counted_or_said_not_to_be_kept(area: Area) -> None:
    kinds = {kind.id for kind in load_evidence_scheme().record_kind}
    sources = record_sources()
    assert set(sources) == kinds
    kept_kinds = {kind for kind, source in sources.items() if source.is_kept}
    counted_kinds = {*challenge_rows(area), *support_rows(area), "plan_target", "access_figure"}
    assert counted_kinds == kept_kinds


def test_links_ask_for_what_their_pages_ask_for() -> None:
    permissions = {route.name: route.access.methods["GET"] for route in routes() if route.access
              and "GET" in route.access.methods}  # fmt: skip
    for source in record_sources().values():
        if source.is_kept:
            assert permissions[source.page] == source.permission, source.kind
            reverse(source.page, kwargs={"area": "example-borough"})


def test_it_asks_as_often_for_many_records_as_for_few(
    area: Area, client_for: Callable[[str], Client]
) -> None:
    schools = add_schools(area)
    base = provision_of(area, schools[OLD_MILL])
    client = client_for(READER)

    def count_queries() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(PAGE).status_code == 200
        return len(queries)

    review_of(base, date(2026, 11, 5))
    past_meeting(schools[HARBOUR], day=date(2026, 11, 2))
    count_queries()
    few = count_queries()
    for day in range(1, 21):
        review_of(base, date(2026, 11, day))
        past_meeting(schools[HARBOUR], day=date(2026, 11, day))
        support_of(schools[OLD_MILL], impact="some", impact_evidence="Books.")
    assert count_queries() == few
    assert few <= 20
    assert counts(area)["special_needs_base_review"] == 21
