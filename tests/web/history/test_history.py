"""The pages of a history: what differs from before, under the names of today."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from django.test import Client

from stocktake_web.accounts.areas.actions import change_area
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit import ObjectRef, labels, record
from stocktake_web.audit.actions import erase_values
from stocktake_web.audit.labels import FormerLabels
from stocktake_web.audit.models import Event
from stocktake_web.audit.verify import verify_all
from stocktake_web.history.queries import area_events, read_changes

pytestmark = pytest.mark.django_db

HISTORY = "/example-borough/dashboard/history/"
RISK = ObjectRef("plans.risk", "7")
OLD_RISK = ObjectRef("plans.danger", "7")


@pytest.fixture
def former_labels(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A risk was a danger and a hazard before, and its title and level had other names."""
    former = FormerLabels(
        object_types={"plans.danger": "plans.hazard", "plans.hazard": "plans.risk"},
        value_names={"plans.risk": {"words": "text", "text": "title"}},
    )
    monkeypatch.setattr(
        labels, "registered", lambda name: [former] if name == "former_labels" else []
    )
    labels._labels.cache_clear()
    yield
    labels._labels.cache_clear()


def note(area: Area, obj: ObjectRef = RISK, verb: str = "change", **values: object) -> Event:
    with transaction.atomic():
        return record(area=area, actor=None, verb=verb, obj=obj, values=values)


def words_of(page: str) -> str:
    """A page's text, without its marks."""
    return " ".join(re.sub(r"<[^>]*>", "", page).split())


def list_changes(area: Area, *events: Event) -> list[dict[str, object]]:
    return [change.values for change in read_changes(area, events)]


def test_an_added_row_shows_what_is_not_empty(area: Area) -> None:
    event = note(area, verb="add", title="Old Mill", text="", owner=None, ids=[], open=False, n=0)
    assert list_changes(area, event) == [{"title": "Old Mill", "open": False, "n": 0}]


def test_a_change_shows_only_what_differs(area: Area) -> None:
    note(area, verb="add", title="Old Mill", level=3, owner=None)
    second = note(area, title="Old Mill", level=4, owner="Clerk")
    third = note(area, title="Old Mill", level=4, owner="")
    assert list_changes(area, third, second) == [{"owner": ""}, {"level": 4, "owner": "Clerk"}]


def test_an_event_with_some_values_only_does_not_hide_what_was_known(area: Area) -> None:
    note(area, verb="add", title="Old Mill", level=3)
    note(area, verb="rate", level=4)
    event = note(area, title="Old Mill", level=3)
    assert list_changes(area, event) == [{"level": 3}]


def test_an_event_in_which_nothing_differs_says_so(
    area: Area, client_for: Callable[[str], Client]
) -> None:
    note(area, title="Old Mill")
    event = note(area, title="Old Mill")
    note(area, verb="close")
    assert [change.is_same for change in read_changes(area, area_events(area)[:3])] == [
        False,
        True,
        False,
    ]
    assert list_changes(area, event) == [{}]
    text = client_for("analyst").get(f"{HISTORY}plans.risk/7/").content.decode()
    assert text.count("Nothing differs from what was recorded before.") == 1


def test_what_is_filed_with_a_thing_without_a_row_shows_whole(area: Area) -> None:
    """A second return of the same figure is no change of the first."""
    target = ObjectRef("plan.target", "attendance")
    note(area, target, verb="return", value=93)
    assert list_changes(area, note(area, target, verb="return", value=93, note="")) == [
        {"value": 93}
    ]


def test_the_values_of_another_object_or_place_are_not_compared(
    area: Area, other_area: Area
) -> None:
    note(area, ObjectRef("plans.risk", "8"), title="Old Mill")
    note(area, ObjectRef("plans.dependency", "7"), title="Old Mill")
    note(other_area, title="Old Mill")
    assert list_changes(area, note(area, title="Old Mill")) == [{"title": "Old Mill"}]


def test_an_erased_value_is_shown_as_erased_and_what_follows_it_in_full(
    area: Area, client_for: Callable[[str], Client]
) -> None:
    first = note(area, verb="add", owner="Example Person", title="Old Mill")
    second = note(area, owner="Clerk", title="Old Mill")
    erase_values(first, ["owner"], actor=None, reason="asked")
    earlier, later = read_changes(area, [first, second])
    assert (earlier.values, earlier.erased_names) == ({"title": "Old Mill"}, ("owner",))
    assert (later.values, later.erased_names) == ({"owner": "Clerk"}, ())
    text = client_for("analyst").get(f"{HISTORY}plans.risk/7/").content.decode()
    assert "erased" in text
    assert "Example Person" not in text


def test_an_object_has_one_history_under_all_names_of_its_type(
    area: Area, former_labels: None, client_for: Callable[[str], Client]
) -> None:
    note(area, OLD_RISK, verb="add", words="Old Mill", level=3)
    note(area, ObjectRef("plans.hazard", "7"), text="Old Mill", level=4)
    note(area, RISK, title="New Mill", level=4)
    pages = [
        client_for("analyst").get(f"{HISTORY}{type}/7/").content.decode()
        for type in ("plans.danger", "plans.hazard", "plans.risk")
    ]
    for page in pages:
        sentences = re.findall(r'<h2[^>]*><a[^>]*href="([^"]*)">([^<]*)</a>', page)
        assert sentences == [
            (f"{HISTORY}plans.risk/7/", f"The risk “{title} Mill”")
            for title in ("New", "Old", "Old")
        ]
        assert "plans.danger" not in page
        assert "Words" not in page


def test_what_is_hashed_keeps_the_names_of_its_day(area: Area, former_labels: None) -> None:
    event = note(area, OLD_RISK, words="Old Mill")
    assert list_changes(area, event) == [{"title": "Old Mill"}]
    stored_event = Event.objects.get(pk=event.pk)
    assert (stored_event.object_type, list(stored_event.digests)) == ("plans.danger", ["words"])
    assert [proof.breaks for proof in verify_all()] == [()]


def test_what_is_closed_is_closed_under_its_former_name_too(
    area: Area,
    former_labels: None,
    client_for: Callable[[str], Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    note(area, OLD_RISK, words="Old Mill")
    monkeypatch.setattr(
        "stocktake_web.history.queries.registered",
        lambda name: [lambda user, area, refs: set(refs) & {RISK}],
    )
    text = client_for("analyst").get(f"{HISTORY}plans.danger/7/").content.decode()
    assert "The risk, which you may not open, was changed by the system." in words_of(text)
    assert "you may not open the thing itself" in text
    assert "Old Mill" not in text


def test_an_account_is_named_by_its_name(
    area: Area, users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    note(area, owner_user=users["clerk"].pk)
    text = client_for("analyst").get(f"{HISTORY}plans.risk/7/").content.decode()
    assert "Example Clerk" in text


def test_the_page_of_a_history(
    area: Area, users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    change_area(area=area, actor=users["administrator"], name="Examplebury", expected_version=1)
    page = client_for("analyst").get(f"/example-borough/dashboard/history/accounts.area/{area.pk}/")
    text = page.content.decode()
    assert "Examplebury" in text
    assert "Example Administrator" in text
    assert "23 November 2026, 9:30am" in text
    answer = client_for("analyst").get("/example-borough/dashboard/history/accounts.area/999/")
    assert answer.status_code == 404


def test_the_history_of_one_place_is_not_shown_in_another(
    area: Area, other_area: Area, client_for: Callable[[str], Client]
) -> None:
    address = f"/example-borough/dashboard/history/accounts.area/{other_area.pk}/"
    assert client_for("administrator").get(address).status_code == 404
