"""Old notes are loaded whole or not at all; officers alone see them."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from school_rows import HARBOUR, OLD_MILL, PIER, agree

from stocktake_web.accounts.models import School, User
from stocktake_web.schools.visit_actions.models import VisitAction
from stocktake_web.schools.visits.models import Visit

pytestmark = pytest.mark.django_db
ADDRESS = "/example-borough/dashboard/schools/visits/load/"
HEADER = (
    "school_urn,visited_on,kind,officers,adviser_email,purpose,judgement,action,action_owner,"
    "action_due,action_success_measure,action_result,action_result_text"
)


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def load(client: Client, *rows: str, name: str = "notes.csv") -> Any:
    content = "\n".join((HEADER, *rows)).encode()
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, content)}, follow=True)


def test_notes_are_loaded_with_their_actions_and_are_locked(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    agree(schools[HARBOUR])
    officer = client_for("improvement_officer")
    answer = load(
        officer,
        f"{OLD_MILL},30/01/2019,,Adviser,Improvement.Officer@example.invalid,Reading.,Planted.,"
        "Read daily.,Head,2019-03-01,Nine of ten.,done,Ten of ten.".replace(
            "Improvement.Officer@example.invalid", users["improvement_officer"].email.upper()
        ),
        f"{OLD_MILL},2019-01-30,,,,,,Read at home.,Head,2019-03-01,Half.,,",
        f"{HARBOUR},2020-02-03,remote,Adviser,,Attendance.,,,,,,,",
    )
    assert "2 old notes were loaded." in text(answer)
    first = Visit.objects.get(school=schools[OLD_MILL])
    assert (first.state, first.owner_user) == ("loaded", users["improvement_officer"])
    assert [row.result for row in VisitAction.objects.order_by("pk")] == ["done", "open"]
    head = client_for("headteacher")
    base = "/example-borough/dashboard/schools/"
    assert head.get(f"{base}visits/{first.pk}/").status_code == 403
    assert "Planted." not in text(head.get(f"{base}{OLD_MILL}/visits/"))
    again = load(officer, f"{OLD_MILL},30/01/2019,,Adviser,,Reading.,,,,,,,")
    assert "Row 2: the visit is recorded already" in text(again)


def test_all_faults_are_reported_together_and_nothing_is_loaded(
    schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    answer = load(
        client_for("improvement_officer"),
        f"{OLD_MILL},30/01/2019,,Adviser,,Reading.,,,,,,,",
        f"{OLD_MILL},31/02/2019,,Adviser,,Reading.,,,,,,,",
        "999999,2019-01-30,,Adviser,,Reading.,,,,,,,",
        f"{OLD_MILL},2019-02-01,tour,,x@example.org,,,Read.,Head,2019-01-31,,done,",
    )
    page = text(answer)
    for fault in (
        "row 3, visited_on: &#39;31/02/2019&#39; is no day",
        "row 4, school_urn: unknown school",
        "row 5, kind: unknown kind",
        "row 5, officers: is blank",
        "row 5, adviser_email: is no account",
        "row 5, action_due: 2019-01-31 lies before the visit",
        "row 5, action_success_measure: is blank",
        "row 5, action_result_text: is blank",
    ):
        assert fault in page, fault
    assert not Visit.objects.exists()


def test_notes_of_an_academy_without_agreement_stop_the_whole_sheet(
    schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    answer = load(
        client_for("improvement_officer"),
        f"{OLD_MILL},30/01/2019,,Adviser,,Reading.,,,,,,,",
        f"{PIER},30/01/2019,,Adviser,,Reading.,,,,,,,",
    )
    assert "Row 3, school_urn: The school is an academy" in text(answer)
    assert not Visit.objects.exists()


def test_the_template_is_read_back_and_other_files_are_refused(
    schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    officer = client_for("head_of_service")
    template = officer.get("/example-borough/dashboard/schools/visits/template.xlsx").content
    empty = officer.post(ADDRESS, {"file": SimpleUploadedFile("v.xlsx", template)})
    assert empty.status_code == 200
    assert "There is a problem" in text(empty)
    import openpyxl

    book = openpyxl.load_workbook(BytesIO(template))
    sheet = book["Visits"]
    names = [cell.value for cell in sheet[1]]
    values = {
        "school_urn": OLD_MILL, "visited_on": "2019-01-30", "officers": "Adviser", "purpose": "R",
    }  # fmt: skip
    for name, value in values.items():
        sheet.cell(2, names.index(name) + 1, value)
    stream = BytesIO()
    book.save(stream)
    file = SimpleUploadedFile("v.xlsx", stream.getvalue())
    assert "1 old note was loaded." in text(officer.post(ADDRESS, {"file": file}, follow=True))
    answer = load(officer, "x", name="notes.exe")
    assert "must be one of these kinds" in text(answer)
    assert client_for("analyst").get(ADDRESS).status_code == 403
