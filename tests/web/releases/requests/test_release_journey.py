"""Asked by one person, looked at and released by another: the whole way, and who is kept out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from release_tables import csv_of, upload

from stocktake.disclosure import Record, Request, hold_queue
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit.models import Event
from stocktake_web.releases.requests.actions import approve_release
from stocktake_web.releases.requests.queries import area_queue
from stocktake_web.services.registers import register_folder

pytestmark = pytest.mark.django_db
DASHBOARD = "/example-borough/dashboard/"
BEGIN = f"{DASHBOARD}releases/"
DECIDE = {"reason": "The board asked for it."}


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def waiting(area: Area) -> tuple[Request, ...]:
    return area_queue(area).waiting()


def decide(request: Request) -> dict[str, str]:
    return DECIDE | {"sha256": request.sha256}


def give_role(users: dict[str, User], role: str, to: str) -> None:
    """A second role for an account."""
    membership = users[role].memberships.get()
    membership.pk, membership.user = None, users[to]
    membership.save()


def test_a_table_goes_from_the_analyst_to_the_reader(
    area: Area, client_for: Callable[[str], Client], address_of: Callable[..., str]
) -> None:
    analyst, head = client_for("analyst"), client_for("head_of_service")
    empty = text(analyst.get(BEGIN))
    assert "No table waits for release." in empty
    assert "see at once what would be printed of it" in empty

    page = text(analyst.post(f"{BEGIN}ask/", upload(), follow=True))
    (request,) = waiting(area)
    assert "The table waits. This is what would be released; a second person decides." in page
    assert "2 are hidden: small count or so that another cannot be worked out." in page
    assert page.count("(hidden)") == 2
    assert "900000001" in page
    assert "You asked for it, so a second person decides." in page

    tasks = text(head.get(DASHBOARD))
    assert "Release a table or send it back: pupils-by-need" in tasks
    assert "Example Analyst asked on 23 November 2026: For the board of June" in tasks
    assert "1 table waits for a second person." in tasks
    look = text(head.get(address_of(request)))
    assert "Release it" in look
    assert "Send it back" in look

    answer = head.post(address_of(request, "release/"), decide(request), follow=True)
    assert "The table was released." in text(answer)
    (record,) = area_queue(area).register.records()
    assert (record.requested_by, record.approved_by, record.approval_reason) == (
        request.requested_by,
        f"account:{head.get(DASHBOARD).wsgi_request.user.pk}",
        "The board asked for it.",
    )
    assert waiting(area) == ()
    assert "waits for a second person" not in text(head.get(DASHBOARD))

    listing = text(analyst.get(f"{BEGIN}released/"))
    assert "2 of 4" in listing
    assert "Example Head of service" in listing
    csv = analyst.get(address_of(record, "file.csv"))
    assert (
        csv.content.decode() == "need,pupils\nNone,900000001\nPlan,c\nSupport,c\nTotal,942734277\n"
    )
    assert csv["Content-Disposition"] == 'attachment; filename="pupils-by-need.csv"'
    structure = json.loads(analyst.get(address_of(record, "file.structure.json")).content)
    assert [row["id"] for row in structure["dimension"]] == ["need"]
    assert (
        json.loads(analyst.get(address_of(record, "file.record.json")).content)["id"] == record.id
    )


def test_each_step_is_in_the_history_without_a_figure(
    area: Area, users: dict[str, User], release: Callable[..., Record], client_for: Any
) -> None:
    record = release()
    events = Event.objects.filter(object_type="releases.request").order_by("pk")
    assert [(event.verb, event.actor_id) for event in events] == [
        ("ask", users["analyst"].pk),
        ("release", users["head_of_service"].pk),
    ]
    history = text(client_for("head_of_service").get(f"{DASHBOARD}history/"))
    for did in ("put up for release by Example Analyst", "released by Example Head of service"):
        assert f"The table “pupils-by-need, 23 November 2026”</a> was {did}" in history
    words = ("For the board of June.", "The board asked for it")
    elsewhere = text(client_for("delivery_lead").get(f"{DASHBOARD}history/"))
    assert [word in history for word in words] == [True, True]
    assert [word in elsewhere for word in words] == [False, False]
    stored_text = json.dumps(list(events.values_list("stored_values__content", flat=True)))
    assert record.id in stored_text
    assert not [
        figure for figure in ("42734273", "900000001", "942734277") if figure in stored_text
    ]


def test_a_table_is_sent_back_and_its_figures_go(
    area: Area, ask: Callable[..., Request], client_for: Any, address_of: Callable[..., str]
) -> None:
    request = ask()
    checker = client_for("output_checker")
    missing = text(checker.post(address_of(request, "send-back/"), {"reason": " "}))
    assert "Enter what has to change" in missing
    reason = {"reason": "Merge the two smallest groups."}
    answer = checker.post(address_of(request, "send-back/"), reason, follow=True)
    assert "The table was sent back. Its true figures were removed." in text(answer)
    page = text(client_for("analyst").get(address_of(request)))
    assert "Sent back by" in page
    assert "Merge the two smallest groups." in page
    assert "Ask again with a changed table" in page
    assert not list(register_folder(area).rglob("table.sealed"))
    assert area_queue(area).register.records() == ()


def test_who_asked_never_decides_whatever_roles_they_hold(
    area: Area,
    users: dict[str, User],
    ask: Callable[..., Request],
    client_for: Any,
    address_of: Callable[..., str],
) -> None:
    for role in ("head_of_service", "output_checker", "administrator"):
        give_role(users, role, to="analyst")
    request = ask()
    client = client_for("analyst")
    assert "You asked for it, so a second person decides." in text(client.get(address_of(request)))
    for page in ("release/", "send-back/"):
        for answer in (
            client.get(address_of(request, page)),
            client.post(address_of(request, page), decide(request)),
        ):
            assert answer.status_code == 403
            assert "You asked for this table yourself. A second person decides." in text(answer)
    assert waiting(area) == (request,)
    assert "Release a table or send it back" not in text(client.get(DASHBOARD))


@pytest.mark.parametrize("role", ["administrator", "secretary", "board_member", "public"])
def test_the_id_alone_opens_nothing(
    role: str, area: Area, ask: Any, release: Any, client_for: Any, address_of: Any
) -> None:
    record, client = release(name="other", population="others"), client_for(role)
    request = ask()
    for address in (
        BEGIN,
        f"{BEGIN}released/",
        address_of(request),
        address_of(request, "release/"),
        address_of(record),
        address_of(record, "file.csv"),
    ):
        answer = client.get(address)
        assert answer.status_code == (302 if role == "public" else 403), address
    client.post(address_of(request, "release/"), decide(request))
    assert waiting(area) == (request,)
    if role != "public":
        assert "releases/" not in text(client.get(DASHBOARD))


def test_another_place_knows_nothing_of_it(
    other_area: Area,
    users: dict[str, User],
    ask: Any,
    release: Any,
    client_for: Any,
    address_of: Any,
) -> None:
    record = release(name="other", population="others")
    addresses = [address_of(ask()), address_of(record), address_of(record, "file.csv")]
    membership = users["head_of_service"].memberships.get()
    membership.area = other_area
    membership.save()
    client = client_for("head_of_service")
    for address in addresses:
        assert client.get(address).status_code == 403
        other_address = address.replace("/example-borough/", "/other-town/")
        assert client.get(other_address).status_code == 404


def test_a_check_that_asks_gets_its_own_reason(
    area: Area, ask: Callable[..., Request], client_for: Any, address_of: Callable[..., str]
) -> None:
    request = ask(no_need=9, support=8, plan=7)
    assert [check.id for check in request.checks if check.needs_reason] == ["mostly-hidden"]
    head = client_for("head_of_service")
    page = text(head.get(address_of(request, "release/")))
    assert "Why it may be released nevertheless: More than half of its figures are hidden." in page
    without = text(head.post(address_of(request, "release/"), decide(request)))
    assert "Enter a reason: why it may be released nevertheless" in without
    assert waiting(area) == (request,)
    fields = decide(request) | {"nevertheless-mostly-hidden": "The total is what was asked for."}
    head.post(address_of(request, "release/"), fields)
    (record,) = area_queue(area).register.records()
    assert record.exceptions == {"mostly-hidden": "The total is what was asked for."}
    record_page = text(head.get(address_of(record)))
    assert "Released nevertheless" in record_page
    assert "The total is what was asked for." in record_page
    assert "1 reason recorded" in text(head.get(f"{BEGIN}released/"))


def test_the_same_table_sent_twice_waits_once(area: Area, client_for: Any) -> None:
    client = client_for("analyst")
    assert client.post(f"{BEGIN}ask/", upload()).status_code == 302
    again = client.post(f"{BEGIN}ask/", upload())
    assert again.status_code == 200
    assert "The same table waits already" in text(again)
    assert len(waiting(area)) == 1


def test_a_decision_sent_twice_is_taken_once(
    area: Area, ask: Callable[..., Request], client_for: Any, address_of: Callable[..., str]
) -> None:
    request = ask()
    head, checker = client_for("head_of_service"), client_for("output_checker")
    head.post(address_of(request, "release/"), decide(request))
    for client, page in ((head, "release/"), (checker, "release/"), (checker, "send-back/")):
        answer = client.post(address_of(request, page), decide(request), follow=True)
        assert "was decided on 23 November 2026 already. Nothing was changed." in text(answer)
    assert len(area_queue(area).register.records()) == 1
    assert Event.objects.filter(verb__in=("release", "send back")).count() == 1


def test_two_who_decide_at_the_same_moment(
    area: Area, ask: Callable[..., Request], client_for: Any, address_of: Callable[..., str]
) -> None:
    request = ask()
    with hold_queue(register_folder(area)):
        answer = client_for("output_checker").post(address_of(request, "release/"), decide(request))
    assert answer.status_code == 200
    assert "Another table is being asked for or decided at this moment." in text(answer)
    assert waiting(area) == (request,)


def test_a_table_that_changed_in_between_is_looked_at_again(
    area: Area,
    users: dict[str, User],
    ask: Callable[..., Request],
    client_for: Any,
    address_of: Callable[..., str],
) -> None:
    """What an earlier release hides stays hidden: the table that waits hides more than was seen."""
    request = ask(name="later-table", no_need=900_000_001, support=50, plan=40)
    assert "c" not in area_queue(area).preview(request.id).split(",")
    earlier = ask(name="earlier-table", no_need=900_000_001, support=50, plan=3)
    approve_release(
        area=area,
        actor=users["output_checker"],
        request_id=earlier.id,
        reason="Seen.",
        exceptions={},
        seen_sha256=earlier.sha256,
    )
    head = client_for("head_of_service")
    answer = head.post(address_of(request, "release/"), decide(request), follow=True)
    page = text(answer)
    assert len(area_queue(area).register.records()) == 1
    assert "Nothing was released. This is the table as it would be printed now" in page
    (again,) = waiting(area)
    assert again.sha256 != request.sha256
    assert again.sha256 in page
    # Sent again from the page that showed the former table, nothing leaves either.
    answer = head.post(address_of(request, "release/"), {"sha256": request.sha256}, follow=True)
    assert "Nothing was released." in text(answer)
    head.post(address_of(request, "release/"), decide(request))
    assert len(area_queue(area).register.records()) == 1
    reasons = {f"nevertheless-{row.id}": "Seen." for row in again.checks if row.needs_reason}
    head.post(address_of(request, "release/"), decide(again) | reasons)
    assert len(area_queue(area).register.records()) == 2


def test_a_places_own_definition_names_who_checks(
    area: Area, ask: Any, client_for: Any, address_of: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "definitions" / "checkers"
    folder.mkdir(parents=True)
    (folder / "default.toml").write_text('title = "One role"\nroles = ["output-checker"]\n')
    area.own_definitions = str(folder.parent)
    area.save()
    request = ask()
    answer = client_for("head_of_service").post(address_of(request, "release/"), decide(request))
    assert "does not let tables out; expected output-checker" in text(answer)
    assert waiting(area) == (request,)
    client_for("output_checker").post(address_of(request, "release/"), decide(request))
    assert waiting(area) == ()


def test_a_refused_table_leaves_nothing_behind(area: Area, client_for: Any) -> None:
    client = client_for("analyst")
    wrong = csv_of().replace(b"Total,942734277", b"Total,999999999")
    answer = client.post(f"{BEGIN}ask/", upload(wrong, purpose="", policy="no-such"))
    page = text(answer)
    assert "Enter what it is for" in page
    assert "Select a valid choice" in page or "Select" in page
    page = text(client.post(f"{BEGIN}ask/", upload(wrong)))
    assert "parts" in page
    assert "Nothing was kept. Choose both files again." in page
    assert waiting(area) == ()
    assert not [path for path in register_folder(area).rglob("*") if path.suffix == ".sealed"]
    assert not Event.objects.filter(object_type="releases.request").exists()
