"""The plan goes out to Excel and comes back: read through first, then the good rows or none."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from workbook_exchange import EXCEL, Cells, send, take

from stocktake_web.accounts.models import Area, User
from stocktake_web.plans.models import PlanDraft, PlanRevision, Risk, SheetImport, Update
from stocktake_web.plans.revisions.actions import add_revision
from stocktake_web.plans.revisions.queries import plan
from stocktake_web.plans.sheets.actions import keep_workbook
from stocktake_web.plans.sheets.layout import VERSION
from stocktake_web.plans.sheets.row_context import load_context
from stocktake_web.plans.sheets.row_forms import read_risk
from stocktake_web.records.change import change
from stocktake_web.services import PlanText, plan_of

pytestmark = pytest.mark.django_db


def test_a_workbook_that_nobody_touched_changes_nothing(client: Client) -> None:
    assert "It changes nothing." in send(client, lambda book: None)


def test_what_was_filled_in_is_read_through_then_applied(area: Area, client: Client) -> None:
    def fill(book: Cells) -> None:
        book["Actions"][3][5:] = ["Two have begun.", "action", "20/11/2026", 66]
        book["Plan"][3][4] = "2026-12-18"
        book["Risks"][3][3] = 4
        book["Risks"].append(["", "", "Snow", 3, 3, "", ""])

    page = send(client, fill)
    for words in (
        "adds an update: Two have begun.",
        "changes due in the draft",
        "changes likelihood",
        "adds a risk: Snow",
    ):
        assert words in page
    assert (Update.objects.count(), Risk.objects.count()) == (0, 1)
    sheet_import = SheetImport.objects.get()
    take(client, sheet_import)
    update = Update.objects.get()
    assert (update.progress_percent, update.effective_date.isoformat()) == (66, "2026-11-20")
    assert sorted((risk.title, risk.likelihood) for risk in Risk.objects.all()) == [
        ("Rain", 4),
        ("Snow", 3),
    ]
    draft = plan_of(PlanDraft.objects.get())
    assert str(draft.priority[0].activity[0].due) == "2026-12-18"
    assert str(plan(area).priority[0].activity[0].due) == "2026-10-30"
    again = take(client, sheet_import)
    assert again.status_code == 409
    assert Update.objects.count() == 1


def test_every_fault_is_told_with_its_row_and_nothing_is_applied(client: Client) -> None:
    def fill(book: Cells) -> None:
        book["Actions"][3][5:] = ["Half.", "action", "", 150]
        book["Actions"][4][0], book["Actions"][4][5] = "nowhere", "Something."
        book["Plan"][3][4] = "soon"
        book["Risks"][3][3] = 9

    page = send(client, fill)
    for words in (
        "4 rows cannot be taken as they are",
        "Actions, row 4",
        "progress percent &#39;150&#39;: Ensure this value is less than or equal to 100.",
        "the plan has no activity &#39;nowhere&#39;",
        "due &#39;soon&#39;; expected a day such as 2026-12-18",
        "likelihood &#39;9&#39;: Select a valid choice. 9 is not one of the available choices.",
    ):
        assert words in page
    assert "Take none" not in page
    sheet_import = SheetImport.objects.get()
    assert take(client, sheet_import).status_code == 409
    assert Update.objects.count() == 0


def test_all_faults_of_a_row_are_said_by_the_rules_of_the_pages(client: Client) -> None:
    def fill(book: Cells) -> None:
        book["Actions"][3][5:] = ["", "hearsay", "24/12/2026", 150]
        book["Plan"][4][2], book["Plan"][4][3], book["Plan"][4][4] = "", "2027-03-27", "2027-03-26"
        book["Risks"].append(["", "", "", 9, "", "", ""])

    page = send(client, fill)
    for words in (
        "update: Enter what happened",
        "evidence of &#39;hearsay&#39;: Select a valid choice.",
        "true on &#39;24/12/2026&#39;: The day must be today or in the past",
        "progress percent &#39;150&#39;: Ensure this value",
        "words: Enter what will be done",
        "due &#39;2027-03-26&#39;: Due on must be the same as or after the day it begins",
        "risk: Enter what could happen?",
        "likelihood &#39;9&#39;: Select a valid choice.",
        "impact: Select how much would it harm the plan?",
    ):
        assert words in page
    assert "3 rows cannot be taken" in page


def test_a_workbook_that_an_earlier_version_kept_is_applied(
    area: Area, users: dict[str, User], client: Client
) -> None:
    rows = [
        {
            "sheet": "Actions", "row": 4, "what": "update", "key": "team", "words": "adds",
            "values": {
                "activity_id": "team", "words": "Two have begun.", "kind": "action",
                "told_of": "2026-11-20", "progress_percent": 66,
            },
        },
        {
            "sheet": "Risks", "row": 5, "what": "new risk", "key": "", "words": "adds a risk",
            "values": {
                "words": "Snow", "likelihood": 3, "impact": 3, "response": "", "owner_role": "",
            },
        },
    ]  # fmt: skip
    sheet_import = keep_workbook(
        area=area, actor=users["delivery_lead"], file_name="plan.xlsx", rows=[]
    )
    SheetImport.objects.filter(pk=sheet_import.pk).update(rows=rows)
    assert "adds a risk" in client.get(f"{EXCEL}/{sheet_import.pk}/").content.decode()
    take(client, sheet_import)
    update = Update.objects.get()
    assert (update.text, update.effective_date.isoformat()) == ("Two have begun.", "2026-11-20")
    assert Risk.objects.filter(title="Snow").exists()


def test_a_risk_that_was_changed_in_the_meantime_is_told(
    area: Area, users: dict[str, User], client: Client
) -> None:
    def fill(book: Cells) -> None:
        book["Risks"][3][3] = 4
        values = {"impact": 3}
        change(Risk.objects.get(), actor=users["secretary"], values=values, expected_version=1)

    page = send(client, fill)
    assert "the risk was changed on the page since the workbook was taken out" in page
    assert "likelihood 2, impact 3" in page


def test_a_column_that_an_earlier_workbook_lacks_empties_nothing(
    area: Area, users: dict[str, User], revision: PlanRevision
) -> None:
    risk = change(
        Risk(area=area),
        actor=users["delivery_lead"],
        values={"title": "Rain", "likelihood": 2, "impact": 2, "owner_role": "Head"},
    )
    row = {
        **{"number": str(risk.pk), VERSION: f"{risk.version}-", "risk": "Heavy rain"},
        **{"likelihood": "2", "impact": "2", "response": ""},
    }
    effect = read_risk(row, load_context(area, users["delivery_lead"]))
    assert effect is not None
    assert effect[:2] == ("risk", "changes risk")
    assert "owner_role" not in effect[2]
    new_risk = read_risk(
        row | {"number": "", "risk": "Snow"}, load_context(area, users["delivery_lead"])
    )
    assert new_risk is not None
    assert new_risk[0] == "new risk"


def test_a_workbook_of_another_revision_conflicts_only_where_the_plan_was_changed(
    area: Area, revision: PlanRevision, client: Client
) -> None:
    def fill(book: Cells) -> None:
        text = revision.plan_toml.replace("due = 2026-10-30", "due = 2026-11-06")
        add_revision(
            area=area, actor=None, text=PlanText(text, revision.figures_csv), reason="again"
        )
        book["Plan"][3][4] = "2026-12-18"
        book["Plan"][4][4] = "2027-04-01"

    page = send(client, fill)
    assert "the activity was changed on the page since the workbook was taken out" in page
    assert "due 2026-11-06" in page
    assert "1 row can be taken. 1 row cannot be taken as it is." in page


def test_a_workbook_of_another_place_is_refused(client: Client) -> None:
    def fill(book: Cells) -> None:
        book["Read me"][4][0] = "place other-borough"

    assert "The workbook was taken out for another place." in send(client, fill)


def test_another_file_is_refused(client: Client) -> None:
    file = SimpleUploadedFile("plan.xlsx", b"PK\x03\x04 nothing")
    page = client.post(f"{EXCEL}/", {"file": file}).content.decode()
    assert "The file is no workbook that was taken out of this page." in page
