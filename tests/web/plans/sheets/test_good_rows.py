"""Good rows are taken while bad ones wait; the bad ones go out, are corrected and come back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from workbook_exchange import EXCEL, Cells, latest, send, send_back, take, take_out

from stocktake_web.accounts.models import Area, User
from stocktake_web.audit.models import Event
from stocktake_web.plans.activities.actions import add_update
from stocktake_web.plans.models import PlanDraft, Risk, Update
from stocktake_web.records.change import change

pytestmark = pytest.mark.django_db


def fill_three_good_two_bad(book: Cells) -> None:
    book["Actions"][3][5:9] = ["Two have begun.", "action", "2026-11-20", 66]
    book["Actions"][4][5:9] = ["", "hearsay", "soon", 150]
    book["Plan"][3][4] = "2026-12-18"
    book["Risks"][3][3] = 9
    book["Risks"].append(["", "", "Snow", 3, 3, "", ""])


def test_good_rows_are_taken_and_each_is_recorded_while_others_wait(client: Client) -> None:
    page = send(client, fill_three_good_two_bad)
    assert "Take the 3 good rows; 2 wait" in page
    before = Event.objects.count()
    assert take(client, latest()).status_code == 302
    assert Update.objects.get().text == "Two have begun."
    assert sorted(Risk.objects.values_list("title", "likelihood")) == [("Rain", 2), ("Snow", 3)]
    assert "2026-12-18" in PlanDraft.objects.get().plan_toml
    events = Event.objects.order_by("pk")[before:]
    assert [(event.verb, event.object_type) for event in events] == [
        ("apply workbook", "plans.sheetimport"),
        ("update", "plans.activity"),
        ("add", "plans.risk"),
        ("start draft", "plans.plandraft"),
        ("change", "plans.plandraft"),
    ]
    page = client.get(f"{EXCEL}/{latest().pk}/").content.decode()
    assert "3 rows taken" in page
    assert "2 rows wait." in page
    assert "Rows that were taken" in page


def test_every_fault_of_every_row_stands_in_the_workbook_to_correct(client: Client) -> None:
    send(client, fill_three_good_two_bad)
    take(client, latest())
    book = take_out(client, f"{EXCEL}/{latest().pk}/to-correct.xlsx")
    header, row = book["Actions"][2], book["Actions"][3]
    assert header[-1] == "what is wrong"
    assert row[0] == "visits"
    for problem in ("update: Enter", "evidence of 'hearsay'", "true on 'soon'", "percent '150'"):
        assert problem in row[-1]
    assert "likelihood '9'" in book["Risks"][3][-1]
    assert len(book["Plan"]) == 3
    book["Actions"][3][5:9] = ["Begun.", "action", "2026-11-21", 10]
    book["Risks"][3][3] = 4
    page = send_back(client, book)
    assert "2 rows can be taken." in page
    assert "cannot be taken" not in page
    take(client, latest())
    assert Update.objects.filter(activity_id="visits", text="Begun.").exists()
    assert Risk.objects.get(title="Rain").likelihood == 4


def test_none_is_taken_by_choice(client: Client) -> None:
    send(client, fill_three_good_two_bad)
    answer = take(client, latest(), "none")
    assert answer.status_code == 302
    assert "Nothing was taken." in client.get(answer["location"]).content.decode()
    assert (Update.objects.count(), Risk.objects.count(), PlanDraft.objects.count()) == (0, 1, 0)


def test_a_button_must_be_chosen(client: Client) -> None:
    send(client, fill_three_good_two_bad)
    answer = client.post(f"{EXCEL}/{latest().pk}/", {"version": 1})
    assert "Choose whether to take the good rows or none" in answer.content.decode()
    assert Update.objects.count() == 0


def test_a_second_upload_of_the_same_sheet_changes_nothing(client: Client) -> None:
    cells = take_out(client)
    cells["Actions"][3][5:9] = ["Two have begun.", "action", "", 66]
    cells["Plan"][3][4] = "2026-12-18"
    cells["Risks"][3][3] = 4
    cells["Risks"].append(["", "", "Snow", 3, 3, "", ""])
    send_back(client, cells)
    take(client, latest())
    before = (Update.objects.count(), Risk.objects.count(), PlanDraft.objects.get().version)
    assert "It changes nothing." in send_back(client, cells)
    assert take(client, latest()).status_code == 409
    assert before == (Update.objects.count(), Risk.objects.count(), PlanDraft.objects.get().version)


def test_the_same_update_of_a_later_workbook_is_another_update(client: Client) -> None:
    def fill(book: Cells) -> None:
        book["Actions"][3][5:9] = ["Still waiting.", "action", "2026-11-20", ""]

    send(client, fill)
    take(client, latest())
    send(client, lambda book: book["Actions"][3].__setitem__(slice(5, 7), ["Still waiting.", ""]))
    take(client, latest())
    assert Update.objects.filter(text="Still waiting.").count() == 2


def test_what_changed_on_the_page_since_is_named_and_can_be_sent_again(
    area: Area, users: dict[str, User], client: Client
) -> None:
    def fill(book: Cells) -> None:
        book["Actions"][3][5:9] = ["Two have begun.", "action", "", ""]
        book["Risks"][3][3] = 4
        add_update(
            area=area, actor=users["secretary"], activity_id="team", text="One.", kind="action"
        )
        values = {"impact": 3}
        change(Risk.objects.get(), actor=users["secretary"], values=values, expected_version=1)

    page = send(client, fill)
    assert "was added on the page since the workbook was taken out" in page
    assert "the risk was changed on the page since" in page
    book = take_out(client, f"{EXCEL}/{latest().pk}/to-correct.xlsx")
    page = send_back(client, book)
    assert "2 rows can be taken." in page
    take(client, latest())
    assert Risk.objects.values_list("likelihood", "impact").get() == (4, 2)
    assert Update.objects.count() == 2


def test_a_row_that_nobody_filled_in_is_no_conflict(users: dict[str, User], client: Client) -> None:
    def fill(book: Cells) -> None:
        values = {"impact": 3}
        change(Risk.objects.get(), actor=users["secretary"], values=values, expected_version=1)

    assert "It changes nothing." in send(client, fill)


def test_a_change_between_reading_and_taking_takes_nothing(
    users: dict[str, User], client: Client
) -> None:
    page = send(client, fill_with_risk)
    values = {"impact": 3}
    change(Risk.objects.get(), actor=users["secretary"], values=values, expected_version=1)
    answer = take(client, latest(), page=page)
    assert answer.status_code == 409
    assert "Something was changed on the page since you read this." in answer.content.decode()
    assert Update.objects.count() == 0
    assert take(client, latest()).status_code == 302
    assert Update.objects.count() == 1
    assert Risk.objects.values_list("likelihood", "impact").get() == (2, 3)


def fill_with_risk(book: Cells) -> None:
    book["Actions"][3][5:9] = ["Two have begun.", "action", "2026-11-20", 66]
    book["Risks"][3][3] = 4


def test_two_rows_of_one_thing_wait(client: Client) -> None:
    def fill(book: Cells) -> None:
        first, second = list(book["Plan"][3]), list(book["Plan"][3])
        first[4], second[4] = "2026-12-18", "2026-12-19"
        book["Plan"][3] = first
        book["Plan"].append(second)
        book["Risks"] += [["", "", "Snow", 3, 3, "", ""], ["", "", "Snow", 3, 3, "", ""]]

    page = send(client, fill)
    assert "row 4 is about the same; keep one of the two" in page
    assert "Take the 2 good rows; 2 wait" in page


def test_a_cell_that_cannot_be_read_is_a_fault_of_its_row_alone(client: Client) -> None:
    cells = take_out(client)
    cells["Actions"][3][5:9] = ["Two have begun.", "action", "2026-11-20", ""]
    cells["Actions"][4][5:9] = ["Begun.", "hearsay", "2026-11-20", ""]
    page = send_back(client, cells, {("Actions", "I5"): "#N/A"})
    assert "progress percent #N/A is an error of the workbook" in page
    assert "evidence of &#39;hearsay&#39;" in page
    assert "Take the 1 good row; 1 waits" in page


@pytest.mark.parametrize("role", ["board_member", "headteacher"])
def test_the_rows_to_correct_are_for_who_may_exchange_workbooks(
    client: Client, client_for: Callable[[str], Client], role: str
) -> None:
    send(client, fill_three_good_two_bad)
    for page in ("", "to-correct.xlsx"):
        address = f"{EXCEL}/{latest().pk}/{page}"
        assert client_for(role).get(address).status_code == 403


def test_another_places_rows_to_correct_are_not_found(
    client: Client, other_area: Area, users: dict[str, User]
) -> None:
    send(client, fill_three_good_two_bad)
    address = f"/{other_area.slug}/dashboard/plan/excel/{latest().pk}/to-correct.xlsx"
    assert client.get(address).status_code in (403, 404)
