"""An export holds locked records, without names, and says what was removed."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import docx
import pytest
from django.test import Client
from school_rows import OLD_MILL
from visit_rows import approved, drafted

from stocktake_web.accounts.models import School, User
from stocktake_web.schools.visit_exports.content import export_of
from stocktake_web.schools.visit_exports.redaction import Redactor
from stocktake_web.schools.visits.models import Visit

BASE = "/example-borough/dashboard/schools/"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def records(schools: dict[str, School], users: dict[str, User]) -> Visit:
    """An approved record that names people, and a draft."""
    row = approved(
        schools[OLD_MILL],
        users["improvement_officer"],
        users["headteacher"],
        users["head_of_service"],
        judgement="Example Headteacher and Mr Stone agree; write to a.stone@example.org or "
        "01253 550199. Zoë O’Neill sat in.",
        purpose="=HYPERLINK(1)",
    )
    drafted(schools[OLD_MILL], users["improvement_officer"], judgement="Planted draft.")
    return row


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Ann Example spoke.", "Headteacher spoke."),
        ("ANN  EXAMPLE spoke; so did Ms Example.", "Headteacher spoke; so did Headteacher."),
        ("Annex Example", "Annex Example"),
        ("Zoë O’Neill and zoë o’neill", "[name removed] and [name removed]"),
        ("Dr Stone-Hill left", "[name removed] left"),
        ("Ring +44 1253 555019 or 07700 900123.", "Ring [number removed] or [number removed]."),
        ("In 2026 there were 0123 of 4567.", "In 2026 there were 0123 of 4567."),
        ("a.b+c@mail.example.org", "[address removed]"),
        ("", ""),
    ],
)
def test_what_is_personal_is_gone_and_nothing_else(before: str, after: str) -> None:
    redactor = Redactor({"Ann Example": "Headteacher"}, ["Zoë O’Neill"])
    assert redactor.redact(before) == after


@pytest.mark.django_db
def test_the_word_document_and_the_csv_say_the_same(
    records: Visit, client_for: Callable[[str], Client]
) -> None:
    officer = client_for("improvement_officer")
    address = f"{BASE}{OLD_MILL}/visits/export/"
    page = text(officer.get(address))
    assert "1 record in it" in page
    assert "1 record not approved yet, not included" in page
    names = {"names": "Zoë O’Neill\n\n"}
    word = officer.post(address, names | {"kind": "word"})
    paragraphs = [row.text for row in docx.Document(io.BytesIO(word.content)).paragraphs]
    table = officer.post(address, names | {"kind": "csv"}).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    redacted = (
        "Headteacher and [name removed] agree; write to [address removed] or [number removed]. "
        "[name removed] sat in."
    )
    assert redacted in paragraphs
    assert redacted in [row["text"] for row in rows if row["part"] == "Judgement"]
    sentence = "2 known names removed; 1 name with a title before it removed; 1 e-mail address"
    assert any(sentence in line for line in paragraphs)
    assert sentence in rows[0]["text"]
    assert [row["text"] for row in rows if row["part"] == "Purpose"] == ["'=HYPERLINK(1)"]
    for content in (table, " ".join(paragraphs)):
        assert "Planted draft." not in content
        for name in ("Example", "Stone", "O’Neill", "0199"):
            assert name not in content.replace("Example Borough", ""), name


@pytest.mark.django_db
def test_what_a_spreadsheet_would_run_or_lose_is_text(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    School.objects.filter(urn=OLD_MILL).update(name='=1+1 "Old" Mill')
    texts = {
        "purpose": "\u200f=cmd|' /C calc'!A1",
        "evidence": '"Quoted"; first\nsecond, third\n\n@last',
        "judgement": "\u05d8\u05d5\u05d1 \u202eright to left\u202c",
        "higher_attaining": "\t=1+1",
    }
    row = drafted(schools[OLD_MILL], users["improvement_officer"], **texts)
    Visit.objects.filter(pk=row.pk).update(state="loaded")
    officer = client_for("improvement_officer")
    address = f"{BASE}{OLD_MILL}/visits/export/"
    answer = officer.post(address, {"names": "", "kind": "csv"})
    assert answer["Content-Disposition"] == f'attachment; filename="visits-{OLD_MILL}.csv"'
    table = answer.content.decode("utf-8-sig")
    values = {row["text"] for row in csv.DictReader(io.StringIO(table, newline=""))}
    assert {"'\u200f=cmd|' /C calc'!A1", texts["evidence"], texts["judgement"]} <= values
    assert not [value for value in values if value.lstrip("\u200f\t").startswith(("=", "@"))]
    word = officer.post(address, {"names": "", "kind": "word"})
    assert texts["judgement"] in [
        paragraph.text for paragraph in docx.Document(io.BytesIO(word.content)).paragraphs
    ]


@pytest.mark.django_db
def test_many_records_cost_no_more_queries(
    records: Visit, schools: dict[str, School], django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        row = drafted(schools[OLD_MILL], None, purpose=f"Visit {number}.")
        Visit.objects.filter(pk=row.pk).update(state="loaded")
    with django_assert_max_num_queries(8):
        export = export_of(School.objects.select_related("area").get(urn=OLD_MILL))
    assert len(export.records) == 31


@pytest.mark.django_db
def test_nobody_else_exports(records: Visit, client_for: Callable[[str], Client]) -> None:
    for role in ("analyst", "headteacher", "governor", "trust_leader", "board_member"):
        assert client_for(role).get(f"{BASE}{OLD_MILL}/visits/export/").status_code == 403
