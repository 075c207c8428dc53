"""Quorum, absence, redaction and suggestions, worked by hand."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake_web.boards.absence import Kept, absence_warning, later
from stocktake_web.boards.papers import LARGEST_BYTES, WrongFileError, check_file
from stocktake_web.boards.plan_rows import (
    LateActivity,
    OpenQuestion,
    OverdueReturn,
    PlanNow,
    RiskRow,
    WaitRow,
)
from stocktake_web.boards.proposing import suggestions
from stocktake_web.boards.quorum import quorum
from stocktake_web.boards.record import AddendumRecord, Agreed, Decided, ItemRecord, MeetingRecord
from stocktake_web.boards.redaction import Redacted, redact, without_names

QUORUM = quorum(voting=3, present=2, count=2, percent=0)
DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("voting", "count", "percent", "required"),
    [(10, 3, 0, 3), (10, 3, 34, 4), (9, 3, 33, 3), (12, 3, 50, 6), (0, 1, 50, 1)],
)
def test_a_quorum_is_the_larger_of_number_and_share(
    voting: int, count: int, percent: int, required: int
) -> None:
    assert quorum(voting=voting, present=0, count=count, percent=percent).required_count == required


def test_six_months_run_from_the_first_meeting_missed_without_consent() -> None:
    held = [
        Kept(date(2026, 2, 10), True),
        Kept(date(2026, 3, 10), False, True),
        Kept(date(2026, 4, 14), False),
        Kept(date(2026, 6, 9), False, False),
    ]
    before = absence_warning(held, on=date(2026, 10, 13), months=6)
    assert before
    assert before.first_missed == date(2026, 4, 14)
    assert not before.reached
    on_the_day = absence_warning(held, on=date(2026, 10, 14), months=6)
    assert on_the_day
    assert on_the_day.reached


def test_coming_or_consent_ends_the_period_and_a_body_may_have_no_rule() -> None:
    missed = [Kept(date(2026, 4, 14), False)]
    came = Kept(date(2026, 9, 1), True)
    assert absence_warning([*missed, came], on=DAY, months=6) is None
    assert absence_warning(missed, on=DAY, months=0) is None
    future = [Kept(date(2027, 4, 14), False)]
    assert absence_warning(future, on=DAY, months=6) is None


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 24), st.integers(0, 24))
def test_more_months_are_never_earlier(day: date, few: int, more: int) -> None:
    assert later(day, few) <= later(day, few + more)


def record_with(**changes: object) -> MeetingRecord:
    item = ItemRecord(
        id=1,
        number=1,
        title="Reading",
        openness="open",
        publishable=True,
        note="",
        minuted="Ann Example spoke.",
        quorum=QUORUM,
        decided=(
            Decided(1, "Go on.", "It works.", "open", True),
            Decided(2, "SECRET decision", "SECRET", "restricted", True),
        ),
        agreed=(
            Agreed(1, "Write to schools.", "Ann Example", "Chair", DAY, "open"),
            Agreed(2, "SECRET action", "Ann Example", "Chair", DAY, "exempt"),
        ),
    )
    fields = {
        "body": "Example Board",
        "held_on": DAY,
        "place": "Hall",
        "quorum": QUORUM,
        "came": (),
        "items": (item,),
        "opening": "Present: Ann Example (Chair).",
        "approved": True,
    }
    return MeetingRecord(**fields | changes)  # type: ignore[arg-type]


def test_only_open_things_and_roles_are_left() -> None:
    shown = redact(record_with(), {"Ann Example": "Chair"})
    assert shown.opening == "Present: Chair."
    assert shown.items[0].words == "Chair spoke."
    assert [each.words for each in shown.items[0].decisions] == ["Go on."]
    assert [each.owner for each in shown.items[0].actions] == ["Chair"]
    assert "SECRET" not in str(shown.to_json())
    assert "Ann" not in str(shown.to_json())


def test_a_closed_item_leaves_its_number_and_nothing_else() -> None:
    first = record_with().items[0]
    closed = ItemRecord(
        id=2, number=2, title="SECRET school", openness="restricted", publishable=False,
        note="SECRET", minuted="SECRET", quorum=QUORUM,
        decided=(Decided(3, "SECRET", "SECRET", "open", True),),
    )  # fmt: skip
    last = ItemRecord(
        id=3, number=3, title="Close", openness="open", publishable=True, note="", minuted="",
        quorum=QUORUM,
    )  # fmt: skip
    shown = redact(record_with(items=(first, closed, last)), {})
    assert [item.number for item in shown.items] == [1, 3]
    assert shown.left_out_count == 1
    assert "SECRET" not in str(shown.to_json())


def test_open_additions_are_published_and_others_not() -> None:
    from datetime import UTC, datetime

    at = datetime(2026, 12, 1, tzinfo=UTC)
    addenda = (AddendumRecord("Right date.", "open", at), AddendumRecord("SECRET", "exempt", at))
    assert redact(record_with(addenda=addenda), {}).addenda == ("Right date.",)


def test_what_is_kept_reads_back_the_same() -> None:
    shown = redact(record_with(), {"Ann Example": "Chair"})
    assert Redacted.from_json(shown.to_json()) == shown


names = st.lists(st.sampled_from(["Ann", "Bo", "Example", "Van", "Reed"]), min_size=2, max_size=3)


@given(st.lists(names, min_size=1, max_size=4), st.text("abc ,.()", max_size=20))
def test_no_known_full_name_survives(people: list[list[str]], filler: str) -> None:
    roles = {" ".join(parts): "the chair" for parts in people}
    text = filler.join(f" {name} " for name in roles) + "  ".join(people[0])
    said = f" {' '.join(without_names(text, roles).lower().split())} "
    assert not [name for name in roles if f" {name.lower()} " in said]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ANN EXAMPLE's paper", "Chair's paper"),
        ("Dr Ann Example", "Chair"),
        ("Cllr. Example agreed", "Chair agreed"),
        ("Annabel Example", "Annabel Example"),
        ("an example of this", "an example of this"),
    ],
)
def test_names_are_whole_words(text: str, said: str) -> None:
    assert without_names(text, {"Ann Example": "Chair"}) == said


def test_what_waits_proposes_itself_once() -> None:
    plan = PlanNow(
        questions=(OpenQuestion(1, "Absence: off track", "28% against 23%", DAY, "attend", "a"),),
        waits=(WaitRow(4, "Coaches start", "coaches", "money", None, 12),),
        late=(LateActivity("team", "A team is in post", date(2026, 10, 30), "Head", "attend", 24),),
        returns=(OverdueReturn(2, "visits, autumn", "Head of attendance", date(2026, 11, 1)),),
        risks=(RiskRow(3, "The money ends", 12, ""),),
    )
    found = suggestions(plan, already={"return:2"})
    assert [each.source for each in found] == ["question:1", "wait:4", "activity:team", "risk:3"]
    assert found[2].why == "was due 30 October 2026, 24 days ago"
    assert found[1].why == "it delays the activity by 12 days"


def docx_like(part: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr(part, "<x/>")
    return held.getvalue()


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
    kept = check_file("C:\\papers\\Sixth; form\r\n.docx", docx_like("word/document.xml"))
    assert kept.name == "Sixth form.docx"
