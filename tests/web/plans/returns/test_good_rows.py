"""Of a returned file the good rows are taken by choice; the rest is downloaded and corrected."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from stocktake.sources import open_workbook
from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit.models import Event
from stocktake_web.plans.models import LocalReturn, PlanRevision, ReturnFile

pytestmark = pytest.mark.django_db
RETURNS = "/example-borough/dashboard/plan/returns"
HEADER = "indicator,date,place,value,source,returned_by,returned_on\n"
GOOD = "local:visits-made,2026-11-13,la-890,280,Case file,Head of attendance,2026-11-23\n"
BAD = "local:visits-mad,2026-11-20,la-8,many,Case file,,2026-11-23\n"
GOOD_TOO = "local:visits-made,2026-11-20,la-890,300,Case file,Head of attendance,2026-11-23\n"


@pytest.fixture(autouse=True)
def warehouse(tmp_path: Path, settings: Any) -> Path:
    settings.STOCKTAKE_WAREHOUSE = str(tmp_path / "warehouse")
    return tmp_path / "warehouse"


@pytest.fixture
def client(revision: PlanRevision, client_for: Callable[[str], Client]) -> Client:
    return client_for("analyst")


def send(client: Client, content: str | bytes, name: str = "return.csv", **more: str) -> Any:
    data = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile(name, data)
    return client.post(f"{RETURNS}/file/", {"file": file, **more}, follow=True)


def take(client: Client, file: ReturnFile, page: Any) -> Any:
    (digest,) = re.findall(r'name="digest" value="(\w+)"', text_of(page))
    fields = {"version": file.version, "digest": digest}
    return client.post(f"{RETURNS}/file/{file.pk}/", fields, follow=True)


def text_of(page: Any) -> str:
    return str(page.content.decode())


def test_all_faults_of_all_rows_are_shown_and_nothing_is_taken(
    client: Client, warehouse: Path
) -> None:
    page = text_of(send(client, HEADER + GOOD + BAD + BAD.replace("visits-mad", "visitz")))
    assert "Nothing is taken yet. 1 row can be taken. 2 rows cannot be taken" in page
    for words in ("visits-mad", "visitz", "did you mean", "place: ", "value: ", "returned_by: "):
        assert words in page
    assert "Take the 1 good row; 2 wait" in page
    assert not LocalReturn.objects.exists()
    assert not warehouse.exists()


def test_the_good_rows_are_taken_by_choice_with_the_numbers_they_had(
    client: Client, area: Area
) -> None:
    page = send(client, HEADER + GOOD + BAD + GOOD_TOO)
    file = ReturnFile.objects.get()
    answer = text_of(take(client, file, page))
    assert "2 figures taken" in answer
    assert "1 row waits" in answer
    local_return = LocalReturn.objects.get()
    assert (local_return.rows_count, local_return.indicator_ids) == (2, ["visits-made"])
    (release,) = services.releases()
    rows = release.scan().select("row", "value").collect()
    assert sorted(rows.iter_rows()) == [(2, 280.0), (4, 300.0)]
    file.refresh_from_db()
    assert file.local_return == local_return
    verbs = Event.objects.filter(object_type="plans.returnfile").values_list("verb", flat=True)
    assert list(verbs.order_by("pk")) == ["read file", "apply file"]


def test_good_rows_are_taken_once(client: Client) -> None:
    page = send(client, HEADER + GOOD + BAD)
    file = ReturnFile.objects.get()
    take(client, file, page)
    file.refresh_from_db()
    assert take(client, file, page).status_code == 409
    assert LocalReturn.objects.count() == 1


def test_what_can_be_taken_is_what_the_person_saw(client: Client) -> None:
    send(client, HEADER + GOOD + BAD)
    file = ReturnFile.objects.get()
    fields = {"version": file.version, "digest": "another"}
    answer = client.post(f"{RETURNS}/file/{file.pk}/", fields)
    assert answer.status_code == 409
    assert "Nothing was taken." in text_of(answer)
    assert not LocalReturn.objects.exists()


def test_the_rows_to_correct_come_back_corrected(client: Client) -> None:
    page = send(
        client, HEADER + GOOD + BAD + '=HYPERLINK("a"),2026-11-20,la-890,1,a,b,2026-11-23\n'
    )
    file = ReturnFile.objects.get()
    take(client, file, page)
    content = client.get(f"{RETURNS}/file/{file.pk}/to-correct.xlsx").content
    rows = list(open_workbook(content, "to-correct.xlsx").read("Returns", headings=True).texts())
    header, *bad_rows = [row for row in rows if any(row)]
    assert header[-1] == "what is wrong"
    assert [row[0] for row in bad_rows] == ["local:visits-mad", '=HYPERLINK("a")']
    assert "unknown indicator 'local:visits-mad'" in bad_rows[0][-1]
    corrected = _corrected(content)
    assert "1 figure taken." in text_of(send(client, corrected, "corrected.xlsx"))
    assert LocalReturn.objects.count() == 2


def _corrected(content: bytes) -> bytes:
    """The workbook with its first row put right and its second deleted, as a person would."""
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(content))
    sheet = book["Returns"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    right = {
        "indicator": "local:visits-made",
        "place": "la-890",
        "value": "290",
        "returned_by": "Head of attendance",
    }
    for name, value in right.items():
        sheet.cell(2, columns[name]).value = value
    sheet.delete_rows(3)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_two_rows_that_return_one_figure_both_wait(client: Client) -> None:
    page = text_of(send(client, HEADER + GOOD + GOOD.replace("280", "281") + GOOD_TOO))
    assert "1 row can be taken. 2 rows cannot" in page
    assert "returns the same figure as row 3; delete all but one" in page
    assert "returns the same figure as row 2; delete all but one" in page


def test_a_file_that_is_only_read_through_shows_its_faults_and_is_not_kept(client: Client) -> None:
    page = text_of(send(client, HEADER + GOOD + BAD, only_read="on"))
    assert "visits-mad" in page
    assert "Nothing of it was kept." in page
    assert not ReturnFile.objects.exists()


def test_a_file_that_is_no_form_is_refused_whole(client: Client) -> None:
    page = text_of(send(client, "a,b\n1,2\n"))
    assert "unknown column" in page
    assert not ReturnFile.objects.exists()


def test_a_file_of_another_place_is_not_there(
    client: Client, other_area: Area, users: dict[str, User]
) -> None:
    send(client, HEADER + BAD)
    file = ReturnFile.objects.get()
    ReturnFile.objects.filter(pk=file.pk).update(area=other_area)
    assert client.get(f"{RETURNS}/file/{file.pk}/").status_code == 404
    assert client.get(f"{RETURNS}/file/{file.pk}/to-correct.xlsx").status_code == 404


def test_an_address_in_a_file_is_not_kept(client: Client) -> None:
    row = GOOD.replace("Head of attendance", "someone@example.org")
    page = text_of(send(client, HEADER + row))
    assert "someone" not in page
    assert "returned_by: " in page
    assert "example.org" not in str(ReturnFile.objects.get().rows)
