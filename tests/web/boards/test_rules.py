"""Quorum, absence, redaction and suggestions, worked by hand."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_rows import late_activity

from stocktake.standards import add_months
from stocktake_web.boards.agenda.papers import LARGEST_BYTES, WrongFileError, check_file
from stocktake_web.boards.agenda.suggestions import PlanMatters, list_suggestions
from stocktake_web.boards.bodies.absence import MeetingAttendance, absence_warning
from stocktake_web.boards.meetings.quorum import quorum
from stocktake_web.boards.minutes.record import (
    ActionRecord,
    AddendumRecord,
    DecisionRecord,
    ItemRecord,
    MeetingRecord,
)
from stocktake_web.boards.publications.redaction import RedactedMinutes, redact, without_names
from stocktake_web.plans.decisions.questions import Question
from stocktake_web.plans.dependencies.queries import DependencyView
from stocktake_web.plans.models import LocalRequest, OpenDecision
from stocktake_web.plans.returns.queries import RequestStatus
from stocktake_web.plans.risks.models import Risk

QUORUM = quorum(voting=3, present=2, count=2, percent=0)
DAY = date(2026, 11, 23)
MOMENT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("voting", "count", "percent", "required_count"),
    [(10, 3, 0, 3), (10, 3, 34, 4), (9, 3, 33, 3), (12, 3, 50, 6), (0, 1, 50, 1)],
)
def test_a_quorum_is_the_larger_of_number_and_share(
    voting: int, count: int, percent: int, required_count: int
) -> None:
    assert (
        quorum(voting=voting, present=0, count=count, percent=percent).required_count
        == required_count
    )


def test_six_months_run_from_the_first_meeting_missed_without_consent() -> None:
    attendances = [
        MeetingAttendance(date(2026, 2, 10), True),
        MeetingAttendance(date(2026, 3, 10), False, True),
        MeetingAttendance(date(2026, 4, 14), False),
        MeetingAttendance(date(2026, 6, 9), False, False),
    ]
    before = absence_warning(attendances, on=date(2026, 10, 13), months=6)
    assert before
    assert before.first_missed == date(2026, 4, 14)
    assert not before.is_full
    on_the_day = absence_warning(attendances, on=date(2026, 10, 14), months=6)
    assert on_the_day
    assert on_the_day.is_full


def test_coming_or_consent_ends_the_period_and_a_body_may_have_no_rule() -> None:
    missed = [MeetingAttendance(date(2026, 4, 14), False)]
    attendance = MeetingAttendance(date(2026, 9, 1), True)
    assert absence_warning([*missed, attendance], on=DAY, months=6) is None
    assert absence_warning(missed, on=DAY, months=0) is None
    future = [MeetingAttendance(date(2027, 4, 14), False)]
    assert absence_warning(future, on=DAY, months=6) is None


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 24), st.integers(0, 24))
def test_more_months_are_never_earlier(day: date, few: int, more: int) -> None:
    assert add_months(day, few) <= add_months(day, few + more)


def record_with(**changes: object) -> MeetingRecord:
    item = ItemRecord(
        id=1,
        number=1,
        title="Reading",
        openness="open",
        publishable=True,
        note="",
        minute_text="Ann Example spoke.",
        quorum=QUORUM,
        decisions=(
            DecisionRecord(1, "Go on.", "It works.", "open", True),
            DecisionRecord(2, "SECRET decision", "SECRET", "restricted", True),
        ),
        actions=(
            ActionRecord(1, "Write to schools.", "Ann Example", "Chair", DAY, "open"),
            ActionRecord(2, "SECRET action", "Ann Example", "Chair", DAY, "exempt"),
        ),
    )
    fields = {
        "body": "Example Board",
        "meeting_date": DAY,
        "place": "Hall",
        "quorum": QUORUM,
        "attendance": (),
        "items": (item,),
        "opening": "Present: Ann Example (Chair).",
        "approved": True,
    }
    return MeetingRecord(**fields | changes)  # type: ignore[arg-type]


def test_only_open_things_and_roles_are_left() -> None:
    minutes = redact(record_with(), {"Ann Example": "Chair"})
    assert minutes.opening == "Present: Chair."
    assert minutes.items[0].words == "Chair spoke."
    assert [decision.words for decision in minutes.items[0].decisions] == ["Go on."]
    assert [action.owner for action in minutes.items[0].actions] == ["Chair"]
    assert "SECRET" not in str(minutes.to_json())
    assert "Ann" not in str(minutes.to_json())


def test_a_closed_item_leaves_its_number_and_nothing_else() -> None:
    first = record_with().items[0]
    closed_item = ItemRecord(
        id=2, number=2, title="SECRET school", openness="restricted", publishable=False,
        note="SECRET", minute_text="SECRET", quorum=QUORUM,
        decisions=(DecisionRecord(3, "SECRET", "SECRET", "open", True),),
    )  # fmt: skip
    last = ItemRecord(
        id=3, number=3, title="Close", openness="open", publishable=True, note="", minute_text="",
        quorum=QUORUM,
    )  # fmt: skip
    minutes = redact(record_with(items=(first, closed_item, last)), {})
    assert [item.number for item in minutes.items] == [1, 3]
    assert minutes.left_out_count == 1
    assert "SECRET" not in str(minutes.to_json())


def test_open_additions_are_published_and_others_not() -> None:
    from datetime import UTC, datetime

    at = datetime(2026, 12, 1, tzinfo=UTC)
    addenda = (AddendumRecord("Right date.", "open", at), AddendumRecord("SECRET", "exempt", at))
    assert redact(record_with(addenda=addenda), {}).addenda == ("Right date.",)


def test_what_is_kept_reads_back_the_same() -> None:
    minutes = redact(record_with(), {"Ann Example": "Chair"})
    assert RedactedMinutes.from_json(minutes.to_json()) == minutes


names = st.lists(st.sampled_from(["Ann", "Bo", "Example", "Van", "Reed"]), min_size=2, max_size=3)


@given(st.lists(names, min_size=1, max_size=4), st.text("abc ,.()", max_size=20))
def test_no_known_full_name_survives(people: list[list[str]], filler: str) -> None:
    roles = {" ".join(parts): "the chair" for parts in people}
    text = filler.join(f" {name} " for name in roles) + "  ".join(people[0])
    result = f" {' '.join(without_names(text, roles).lower().split())} "
    assert not [name for name in roles if f" {name.lower()} " in result]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ANN EXAMPLE's paper", "Chair's paper"),
        ("Dr Ann Example", "Chair"),
        ("Cllr. Example agreed", "Chair agreed"),
        ("Annabel Example", "Annabel Example"),
        ("an example of this", "an example of this"),
    ],
)
def test_names_are_whole_words(text: str, expected: str) -> None:
    assert without_names(text, {"Ann Example": "Chair"}) == expected


def test_what_waits_proposes_itself_once() -> None:
    matters = PlanMatters(
        questions=(
            Question(OpenDecision(pk=1, target_id="a", opened_at=MOMENT, evidence="28%"), None),
        ),
        dependencies=(DependencyView("coaches", "Coaches start", "money", delay_days=12, pk=4),),
        late_activities=(late_activity("team", "A team is in post", date(2026, 10, 30), 24),),
        overdue_returns=(
            RequestStatus(
                LocalRequest(pk=2, requested_from="Head of attendance", due=date(2026, 11, 1)),
                None,
                22,
                "visits, autumn",
            ),
        ),
        risks=(Risk(pk=3, title="The money ends", likelihood=4, impact=3),),
    )
    suggestions = list_suggestions(matters, without={"return:2"})
    assert [suggestion.source for suggestion in suggestions] == [
        "question:1",
        "wait:4",
        "activity:team",
        "risk:3",
    ]
    assert suggestions[2].reason == "was due 30 October 2026, 24 days ago"
    assert suggestions[1].reason == "it delays the activity by 12 days"


def docx_like(part: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr(part, "<x/>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.exe", b"MZ", "must be PDF, Word"),
        ("a.pdf", b"", "is empty"),
        ("a.pdf", b"<html>", "is named .pdf but is not one"),
        ("a.docx", b"PK broken", "is named .docx but is not one"),
        ("a.docx", docx_like("xl/workbook.xml"), "is named .docx but is not one"),
        ("a.pdf", b"%PDF-" + b"x" * LARGEST_BYTES, "must be smaller than 10 MB"),
    ],
)
def test_a_wrong_file_is_refused_and_told_why(name: str, content: bytes, words: str) -> None:
    with pytest.raises(WrongFileError, match=words):
        check_file(name, content)


def test_a_right_file_keeps_a_plain_name() -> None:
    paper_file = check_file("C:\\papers\\Sixth; form\r\n.docx", docx_like("word/document.xml"))
    assert paper_file.name == "Sixth form.docx"
