"""The filter of a history, its pages, and what they never show."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.http import QueryDict
from django.test import Client

from stocktake_web.accounts.models import Area, User
from stocktake_web.audit import ObjectRef, record
from stocktake_web.audit.models import Event
from stocktake_web.history.views import PAGE_SIZE
from stocktake_web.installation import personal_data
from stocktake_web.plans.risks.models import Risk
from stocktake_web.records.change import change
from tests.web.history.test_history import words_of

pytestmark = pytest.mark.django_db

HISTORY = "/example-borough/dashboard/history/"
SEPTEMBER = {"first_day": "1", "first_month": "9", "first_year": "2026"}


@pytest.fixture
def risks(area: Area, users: dict[str, User], clock: object) -> list[Risk]:
    """Two risks: the clerk added one today, the secretary the other a day later."""
    rows = [add_risk(area, users["clerk"], "Coaches cannot be found.")]
    clock.forward(days=1)  # type: ignore[attr-defined]
    rows.append(add_risk(area, users["secretary"], "The boiler may fail."))
    return rows


def add_risk(area: Area, actor: User, title: str) -> Risk:
    return change(
        Risk(area=area), actor=actor, values={"title": title, "likelihood": 3, "impact": 2}
    )


def sentences(client: Client, address: str = HISTORY, **query: str) -> list[str]:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return [
        words_of(heading)
        for heading in re.findall(r"<h2 [^>]*id=\"event-.*?</h2>", answer.content.decode(), re.S)
    ]


@pytest.fixture
def analyst(client_for: Callable[[str], Client]) -> Client:
    return client_for("analyst")


def test_by_person(risks: list[Risk], users: dict[str, User], analyst: Client) -> None:
    assert sentences(analyst, person=str(users["clerk"].pk)) == [
        "The risk “Coaches cannot be found” was added by Example Clerk (clerk)."
    ]
    by_system = sentences(analyst, person="system")
    assert by_system
    assert all("by the system" in sentence for sentence in by_system)


def test_by_kind_and_name(risks: list[Risk], analyst: Client) -> None:
    assert len(sentences(analyst, kind="plans.risk")) == 2
    assert len(sentences(analyst, name="BOILER")) == 1
    assert len(sentences(analyst, name="the risk")) == 2
    assert sentences(analyst, kind="accounts.area", name="boiler") == []
    assert len(sentences(analyst, kind="accounts.membership", name="clerk")) == 1


def test_by_day(risks: list[Risk], analyst: Client) -> None:
    day = {"first_day": "24", "first_month": "11", "first_year": "2026"}
    assert sentences(analyst, **day) == [
        "The risk “The boiler may fail” was added by Example Secretary (secretary)."
    ]
    until = {"last_day": "23", "last_month": "11", "last_year": "2026", "kind": "plans.risk"}
    assert len(sentences(analyst, **until)) == 1
    assert sentences(analyst, **day, **until) == []


def test_the_days_are_those_of_england(area: Area, clock: object, analyst: Client) -> None:
    """Half past eleven in the evening of 30 June in UTC is 1 July in England."""
    clock.moment = clock.moment.replace(year=2026, month=6, day=30, hour=23)  # type: ignore[attr-defined]
    with transaction.atomic():
        record(area=area, actor=None, verb="add", obj=ObjectRef("plans.risk", "7"), values={})
    day = {"first_day": "1", "first_month": "7", "first_year": "2026"}
    until = {name.replace("first", "last"): value for name, value in day.items()}
    assert len(sentences(analyst, kind="plans.risk", **day, **until)) == 1


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("person=abc", "Select a person from the list"),
        ("person=999999999999999999999999", "Select a person from the list"),
        ("person=-1", "Select a person from the list"),
        ("kind=plans.nothing", "Select a kind of thing from the list"),
        ("kind=%00", "Select a kind of thing from the list"),
        ("name=%00", "Null characters are not allowed"),
        (f"name={'x' * 101}", "The name must be 100 characters or fewer"),
        ("first_day=31&first_month=2&first_year=2026", "From must be a real date"),
        ("first_day=1&first_month=1&first_year=99999", "From must be a real date"),
        ("last_day=x&last_month=y&last_year=z", "To must be a real date"),
        ("last_day=1&last_year=2026", "To must include a month"),
        (
            "first_day=2&first_month=1&first_year=2026&last_day=1&last_month=1&last_year=2026",
            "To must be the same as or after From",
        ),
    ],
)
def test_nonsense_is_answered_with_what_is_wrong(
    risks: list[Risk], analyst: Client, query: str, message: str
) -> None:
    answer = analyst.get(f"{HISTORY}?{query}")
    text = words_of(answer.content.decode())
    assert answer.status_code == 200
    assert "There is a problem" in text
    assert message in text
    assert "Correct the filter" in text
    assert "boiler" not in text


def test_all_faults_are_named_together(area: Area, analyst: Client) -> None:
    text = analyst.get(f"{HISTORY}?person=x&kind=y&last_day=40").content.decode()
    for message in ("Select a person", "Select a kind", "To must include a month and a year"):
        assert message in text


@pytest.mark.parametrize("year", ["1000", "2199"])
def test_the_first_and_the_last_day_that_there_is(
    risks: list[Risk], analyst: Client, year: str
) -> None:
    for part in ("first", "last"):
        query = {f"{part}_day": "31", f"{part}_month": "12", f"{part}_year": year}
        texts = sentences(analyst, **query)
        assert (texts == []) == ((part, year) in {("first", "2199"), ("last", "1000")})


def test_a_page_that_there_is_not(risks: list[Risk], analyst: Client) -> None:
    for number in ("abc", "-1", "99999999999999999999", ""):
        assert analyst.get(f"{HISTORY}?page={number}").status_code == 200


def test_nothing_that_the_filter_lets_through_says_so(risks: list[Risk], analyst: Client) -> None:
    text = words_of(analyst.get(f"{HISTORY}?name=zebra").content.decode())
    assert "Nothing that the filter lets through." in text
    assert "Show everything" in text


def test_a_long_history_has_pages_that_keep_the_filter(area: Area, analyst: Client) -> None:
    with transaction.atomic():
        for number in range(PAGE_SIZE + 3):
            ref = ObjectRef("plans.risk", str(number))
            record(area=area, actor=None, verb="add", obj=ref, values={"title": f"No {number}"})
    first = analyst.get(f"{HISTORY}?kind=plans.risk").content.decode()
    assert first.count('id="event-') == PAGE_SIZE
    (address,) = re.findall(r'rel="next"[^>]*|href="(\?[^"]*page=2)"', first)[:1]
    query = QueryDict(address.removeprefix("?").replace("&amp;", "&"))
    assert query.dict() == {"kind": "plans.risk", "page": "2"}
    assert len(sentences(analyst, **query.dict())) == 3


def test_the_filter_of_one_thing(
    risks: list[Risk], users: dict[str, User], analyst: Client
) -> None:
    address = f"{HISTORY}plans.risk/{risks[0].pk}/"
    change(risks[0], actor=users["secretary"], values={"impact": 4}, expected_version=1)
    page = words_of(analyst.get(address).content.decode())
    assert "History The risk “Coaches cannot be found”" in page
    assert "Kind of thing" not in page
    assert len(sentences(analyst, address)) == 2
    assert len(sentences(analyst, address, person=str(users["clerk"].pk))) == 1
    assert analyst.get(address, {"person": "x"}).status_code == 200


@pytest.mark.parametrize("id", ["abc", "99999999999999999999999999", "-1", "7%00", "é"])
def test_the_history_of_what_is_no_thing(area: Area, analyst: Client, id: str) -> None:
    assert analyst.get(f"{HISTORY}plans.risk/{id}/").status_code == 404
    assert analyst.get(f"{HISTORY}nonsense/{id}/").status_code == 404


def test_the_name_of_an_erased_person_stays_erased(
    area: Area, users: dict[str, User], risks: list[Risk], client_for: Callable[[str], Client]
) -> None:
    clerk = users["clerk"]
    analyst = client_for("analyst")
    personal_data.erase(clerk, actor=None, reason="asked")
    pages = [
        analyst.get(HISTORY, query).content.decode()
        for query in ({}, {"person": str(clerk.pk)}, {"kind": "accounts.membership"})
    ]
    proofs = [
        analyst.get(f"{HISTORY}events/{number}/").content.decode()
        for number in Event.objects.filter(chain__area=area).values_list("number", flat=True)
    ]
    for page in [*pages, *proofs]:
        assert "Example Clerk" not in page
        assert "example.clerk@" not in page
    assert f"was added by Erased account {clerk.pk} (clerk)." in words_of(pages[1])
    assert sentences(analyst, name="example clerk") == []


def test_what_a_reader_may_not_open_is_not_found_by_its_name(
    risks: list[Risk], analyst: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = ObjectRef("plans.risk", str(risks[1].pk))
    monkeypatch.setattr("stocktake_web.boards.redactions.closed_references", lambda u, a, r: {ref})
    assert sentences(analyst, name="boiler") == []
    page = analyst.get(HISTORY).content.decode()
    assert "The risk, which you may not open, was added by Example Secretary" in words_of(page)
    assert "boiler" not in page
    number = Event.objects.get(object_type=ref.type, object_id=ref.id).number
    proof = analyst.get(f"{HISTORY}events/{number}/").content.decode()
    assert "boiler" not in proof
    assert "not shown: you may not open the thing itself" in proof


def test_the_proof_of_an_event_says_what_was_recorded(risks: list[Risk], analyst: Client) -> None:
    event = Event.objects.filter(object_type="plans.risk").latest("number")
    page = words_of(analyst.get(f"{HISTORY}events/{event.number}/").content.decode())
    assert "The event is as it was recorded" in page
    for text in (event.hash, event.previous, event.digests["title"], "plans.risk", "likelihood"):
        assert text in page
    assert analyst.get(f"{HISTORY}events/99999/").status_code == 404


def test_the_proof_of_an_event_that_was_changed_says_so(risks: list[Risk], analyst: Client) -> None:
    event = Event.objects.filter(object_type="plans.risk").latest("number")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_event SET verb = 'close' WHERE id = %s", [event.pk])
    page = words_of(analyst.get(f"{HISTORY}events/{event.number}/").content.decode())
    assert "The event is not as it was recorded: was changed after it was recorded" in page


def test_an_event_of_another_place_has_no_proof_here(
    area: Area, other_area: Area, analyst: Client
) -> None:
    for _ in range(30):
        with transaction.atomic():
            record(
                area=other_area, actor=None, verb="add", obj=ObjectRef("plans.risk", "1"), values={}
            )
    number = Event.objects.filter(chain__area=other_area).latest("number").number
    own_numbers = set(Event.objects.filter(chain__area=area).values_list("number", flat=True))
    assert number not in own_numbers
    assert analyst.get(f"{HISTORY}events/{number}/").status_code == 404


def test_very_long_words_and_marks_are_shown_as_they_are(
    area: Area, users: dict[str, User], analyst: Client
) -> None:
    add_risk(area, users["clerk"], "<b>{actor}</b>" + "x" * 200)
    page = analyst.get(HISTORY).content.decode()
    assert "&lt;b&gt;{actor}&lt;/b&gt;xxx" in page
    assert "<b>" not in page
