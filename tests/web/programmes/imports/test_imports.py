"""Files brought in: whole, or with all their faults at once and nothing changed."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import pytest
import tomli_w
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from programme_rows import HIGH, description

from stocktake_web.accounts.models import Area
from stocktake_web.programmes.area_map.queries import map_of
from stocktake_web.programmes.models import Delivery, ProgrammeRecord

BASE = "/example-borough/dashboard/programmes/"
ClientFor = Callable[[str], Client]


@pytest.fixture
def send(client_for: ClientFor, rows: dict[str, ProgrammeRecord]) -> Callable[[str, str], Any]:
    def send(name: str, text: str) -> Any:
        file = SimpleUploadedFile(name, text.encode())
        return client_for("analyst").post(f"{BASE}import/", {"file": file}, follow=True)

    return send


def as_toml(**changes: Any) -> str:
    raw = description("gull-readers", "Gull Readers").model_dump(mode="json", exclude_none=True)
    return tomli_w.dumps(raw | {"id": "gull-readers"} | changes)


def test_a_programme_is_added_and_then_replaced(send: Any, area: Area) -> None:
    assert "Gull Readers was added." in send("gull-readers.toml", as_toml()).content.decode()
    page = send("gull-readers.toml", as_toml(hours=3)).content.decode()
    assert "Gull Readers was replaced." in page
    assert ProgrammeRecord.objects.get(area=area, programme_id="gull-readers").programme.hours == 3


def test_all_faults_come_at_once_and_nothing_is_brought_in(send: Any, area: Area) -> None:
    text = as_toml(themes=["raeding"], funder=["concil"], ends="2020-01-01")
    page = html.unescape(send("gull-readers.toml", text).content.decode())
    assert "4 faults" in page or "3 faults" in page
    assert "no theme 'raeding'; did you mean 'reading'?" in page
    assert "no organisation 'concil'; did you mean 'council'?" in page
    assert "2020-01-01 lies before starts 2025-09-01" in page
    assert not ProgrammeRecord.objects.filter(area=area, programme_id="gull-readers").exists()


def test_deliveries_are_added_and_changed(send: Any, area: Area) -> None:
    head = "programme,school_urn,term,state,contact_role\n"
    text = (
        f"{head}reading-mentors,{HIGH},202627-autumn,delivered,reading lead\n"
        f"reading-mentors,{HIGH},202627-spring,agreed,\n"
    )
    assert "Added or changed: 1 delivery." in send("deliveries.csv", text).content.decode()
    assert Delivery.objects.filter(area=area).count() == 3
    wrong = f"{head}reading-mentor,999999,202627-sumer,done,\n"
    page = html.unescape(send("deliveries.csv", wrong).content.decode())
    assert "did you mean 'reading-mentors'?" in page
    assert "999999 is not in schools.csv" in page
    assert "4 faults" in page


def test_needs_and_marks_replace_those_of_before(send: Any, area: Area) -> None:
    send("needs.csv", "theme,need_count,source\nreading,20,Phonics 2026\n")
    assert [need.need_count for need in map_of(area).programme_map.needs] == [20]
    columns = "school_urn,school_name,phase,ward,marks"
    text = f"{columns}\n{HIGH},High,primary,Quay,requires-improvement\n"
    send("schools.csv", text)
    school = next(row for row in map_of(area).programme_map.schools if row.school_urn == int(HIGH))
    assert (school.ward, school.marks) == ("Quay", ("requires-improvement",))


def test_organisations_that_were_added_here_stay(send: Any, area: Area) -> None:
    text = '[[barrier]]\nid = "words"\ntext = "Few words"\nthemes = ["reading"]\n'
    send("programmes.toml", text)
    answers = map_of(area)
    assert answers.names["harbour"] == "Harbour Trust"
    assert [barrier.text for barrier in answers.programme_map.place_map.barrier] == ["Few words"]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("notes.csv", "a,b\n", "is no table of a map"),
        ("plan.xlsx", "a", "The file must be one of these kinds"),
        ("a.toml", "title = \n", "Invalid value"),
        ("a.toml", "a\0b", "holds something else"),
        ("../../needs.csv", "theme\n", "no column need_count, source"),
    ],
)
def test_a_file_of_another_kind_is_refused(send: Any, name: str, text: str, message: str) -> None:
    assert message in html.unescape(send(name, text).content.decode())


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("deliveries.csv", "programme,school_urn,term,state"),
        ("needs.csv", "theme,need_count,source"),
        ("schools.csv", "school_urn,school_name,phase"),
    ],
)
def test_a_file_that_is_wrong_throughout_is_not_read_to_its_end(
    name: str, head: str, send: Any
) -> None:
    """Megabytes of wrong rows took a worker 22 s, and the page of their faults had 210 MB."""
    text = head + "\n" + "x,x,x,x\n"[-2 * (head.count(",") + 1) :] * 20_000
    page = html.unescape(send(name, text).content.decode())
    assert f"{name}: from line " in page
    assert "was not read; correct the faults above, then read it again" in page
    assert len(page) < 200_000


def test_a_page_shows_the_first_hundred_of_many_gaps(send: Any, client_for: ClientFor) -> None:
    wards = "".join(f"reading,{number},Counted,ward {number}\n" for number in range(5, 405))
    send("needs.csv", "theme,need_count,source,ward\n" + wards)
    page = client_for("analyst").get(f"{BASE}map/gaps/").content.decode()
    assert "The first 100 are shown, those with the highest scores." in page
    assert len(page) < 200_000
