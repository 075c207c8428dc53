"""Comments: an adviser comments, the lead answers, and the public never reads either."""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

import stocktake_web
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit import ObjectRef, record
from stocktake_web.audit.models import Event
from stocktake_web.audit.verify import verify_all
from stocktake_web.installation import personal_data
from stocktake_web.optimistic_locking import Conflict
from stocktake_web.plans.comments.actions import add_comment, answer_comment
from stocktake_web.plans.comments.queries import comment_subject
from stocktake_web.plans.models import ActivityState, Comment, PlanRevision
from stocktake_web.plans.recommendations.models import Recommendation
from stocktake_web.plans.risks.models import Risk
from stocktake_web.records.change import change

pytestmark = pytest.mark.django_db
DESK = "/example-borough/dashboard"
COMMENTS = f"{DESK}/plan/comments"
WORDS = "Attendance is counted differently since September."


def page_text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.fixture
def things(area: Area, users: dict[str, User], revision: PlanRevision) -> dict[str, str]:
    """One of each kind that may be commented on, and the page where it is shown."""
    lead = users["delivery_lead"]
    risk = change(
        Risk(area=area), actor=lead, values={"title": "Rain", "likelihood": 2, "impact": 2}
    )
    values = {
        "number": 1, "text": "Do it.", "source_kind": "research", "source_title": "A study",
        "published": date(2026, 1, 1),
    }  # fmt: skip
    advice = change(Recommendation(area=area), actor=lead, values=values)
    return {
        "priority/attend": "",
        "target/absence": "targets/absence/",
        "activity/team": "activities/team/",
        f"risk/{risk.pk}": "risks/",
        f"recommendation/{advice.pk}": f"recommendations/{advice.pk}/",
    }


@pytest.mark.slow
def test_an_adviser_comments_the_lead_answers_and_the_adviser_is_told(
    area: Area,
    users: dict[str, User],
    things: dict[str, str],
    client_for: Callable[[str], Client],
    clock: object,
) -> None:
    adviser, lead = client_for("adviser"), client_for("delivery_lead")
    for thing, page in things.items():
        post_answer = adviser.post(f"{COMMENTS}/{thing}/", {"text": f"{WORDS} {thing}"})
        assert post_answer["Location"] == f"{COMMENTS}/{thing}/"
        assert f"{WORDS} {thing}" in page_text(adviser, f"{COMMENTS}/{thing}/")
        text = page_text(adviser, f"{DESK}/plan/{page}")
        assert f"{WORDS} {thing}" in text or "Comments (1)" in text
    needs = page_text(lead, f"{DESK}/")
    assert "Answer a comment on: Persistent absence below England" in needs
    assert needs.count("Answer a comment on") == len(things)
    assert "Answer a comment on" not in page_text(client_for("secretary"), f"{DESK}/")

    row = Comment.objects.get(object_type="plans.target")
    answer = f"{COMMENTS}/{row.pk}/answer/"
    form = {"answer": "It is: see the note.", "version": row.version}
    assert client_for("adviser").post(answer, form).status_code == 403
    assert lead.post(answer, form)["Location"] == f"{COMMENTS}/target/absence/"
    assert "It is: see the note." in page_text(adviser, f"{DESK}/plan/targets/absence/")
    assert page_text(lead, f"{DESK}/").count("Answer a comment on") == len(things) - 1
    task_title = "Read the answer to your comment on: Persistent absence"
    assert task_title in page_text(adviser, f"{DESK}/")
    assert task_title not in page_text(lead, f"{DESK}/")
    clock.forward(days=15)
    assert task_title not in page_text(client_for("adviser"), f"{DESK}/")


def test_of_two_answers_the_second_is_told(
    area: Area, users: dict[str, User], revision: PlanRevision
) -> None:
    on = comment_subject(area, "target", "absence").ref
    row = add_comment(area=area, actor=users["adviser"], on=on, text=WORDS)
    arguments = {"area": area, "actor": users["delivery_lead"], "comment": row}
    answer_comment(**arguments, answer="Yes.", expected_version=1)
    for version in (1, 2):
        with pytest.raises(Conflict):
            answer_comment(**arguments, answer="No.", expected_version=version)
    assert Comment.objects.get().answer == "Yes."


@pytest.mark.parametrize("thing", ["target/nothing", "risk/99", "risk/x", "revision/1", "user/1"])
def test_only_what_is_there_may_be_commented_on(
    thing: str, revision: PlanRevision, client_for: Callable[[str], Client]
) -> None:
    client = client_for("adviser")
    assert client.get(f"{COMMENTS}/{thing}/").status_code == 404
    assert client.post(f"{COMMENTS}/{thing}/", {"text": WORDS}).status_code == 404
    assert not Comment.objects.exists()


def test_a_comment_stands_in_the_history_of_what_it_is_about(
    things: dict[str, str], client_for: Callable[[str], Client]
) -> None:
    client_for("adviser").post(f"{COMMENTS}/target/absence/", {"text": WORDS})
    page = page_text(client_for("analyst"), f"{DESK}/history/plans.target/absence/")
    assert "comment" in page.lower()
    assert WORDS in page


def test_an_empty_comment_says_what_to_enter(
    revision: PlanRevision, client_for: Callable[[str], Client]
) -> None:
    page = client_for("adviser").post(f"{COMMENTS}/target/absence/", {"text": " "})
    assert "Enter your comment" in page.content.decode()


def test_the_owner_of_an_activity_from_outside_reads_no_comment(
    area: Area, users: dict[str, User], revision: PlanRevision, client_for: Callable[[str], Client]
) -> None:
    state = ActivityState(area=area, activity_id="team")
    change(state, actor=users["secretary"], values={"owner_user": users["provider"]})
    on = comment_subject(area, "activity", "team").ref
    add_comment(area=area, actor=users["adviser"], on=on, text=WORDS)
    assert WORDS not in page_text(client_for("provider"), f"{DESK}/plan/activities/team/")
    assert client_for("provider").get(f"{COMMENTS}/activity/team/").status_code == 403


def test_who_is_erased_leaves_no_comment_and_a_chain_that_verifies(
    area: Area, users: dict[str, User], revision: PlanRevision
) -> None:
    on = comment_subject(area, "target", "absence").ref
    row = add_comment(area=area, actor=users["adviser"], on=on, text=WORDS)
    answer_comment(
        area=area, actor=users["delivery_lead"], comment=row, answer="Seen.", expected_version=1
    )
    exported_comments = personal_data.export(users["adviser"])["comments"]
    assert [(comment["object_id"], comment["text"]) for comment in exported_comments] == [
        ("absence", WORDS)
    ]
    lead = personal_data.export(users["delivery_lead"])
    assert lead["answers to comments"][0]["answer"] == "Seen."

    personal_data.erase(users["adviser"], actor=None, reason="asked")
    row.refresh_from_db()
    assert (row.text, row.answer) == ("erased", "Seen.")
    contents = [
        str(event.stored_values.content) for event in Event.objects.select_related("stored_values")
    ]
    assert WORDS not in "".join(contents)
    assert [fault for proof in verify_all() for fault in proof.breaks] == []


def test_a_comment_is_erased_from_events_that_called_it_words(
    area: Area, users: dict[str, User]
) -> None:
    on = ObjectRef("plans.target", "absence")
    with transaction.atomic():
        record(area=area, actor=users["adviser"], verb="comment", obj=on, values={"words": WORDS})
    personal_data.erase(users["adviser"], actor=None, reason="asked")
    contents = [
        str(event.stored_values.content) for event in Event.objects.select_related("stored_values")
    ]
    assert WORDS not in "".join(contents)
    assert [fault for proof in verify_all() for fault in proof.breaks] == []


@pytest.mark.parametrize("app", ["public", "api", "explorer", "services"])
def test_what_the_public_reads_cannot_ask_for_a_comment(app: str) -> None:
    folder = Path(stocktake_web.__file__).parent / app
    texts = {path.name: path.read_text(encoding="utf-8") for path in folder.rglob("*.py")}
    assert texts
    assert [name for name, text in texts.items() if "omment" in _imported(text)] == []


def _imported(text: str) -> str:
    """What a module imports, and which attributes of modules it reads."""
    nodes = list(ast.walk(ast.parse(text)))
    imports = [node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]
    names = [alias.name for node in imports for alias in node.names]
    names += [n.module or "" for n in nodes if isinstance(n, ast.ImportFrom)]
    return " ".join([*names, *(n.attr for n in nodes if isinstance(n, ast.Attribute))])
