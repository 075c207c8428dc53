"""What goes wrong is said plainly, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from stocktake.standards import InputError
from stocktake_web import errors
from stocktake_web.accounts.areas.actions import change_area
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit.models import Event

pytestmark = pytest.mark.django_db

PLACE = "/example-borough/dashboard/people/place/"


def test_two_people_change_one_thing_and_the_second_is_told(
    area: Area, users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    client = client_for("administrator")
    form = {"name": "Borough of Examples", "version": area.version}
    change_area(
        area=area, actor=users["administrator"], name="Examplebury", expected_version=area.version
    )

    answer = client.post(PLACE, form)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Somebody else has changed this" in page
    assert "Examplebury" in page
    assert "Borough of Examples" in page
    area.refresh_from_db()
    assert area.name == "Examplebury"

    again = client.post(PLACE, {"name": "Borough of Examples", "version": 2})
    assert again.status_code == 302
    area.refresh_from_db()
    assert (area.name, area.version) == ("Borough of Examples", 3)


def test_a_conflict_leaves_no_event(
    area: Area, users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    before = Event.objects.count()
    client = client_for("administrator")
    assert client.post(PLACE, {"name": "X", "version": 9}).status_code == 409
    assert Event.objects.count() == before


def test_the_page_of_a_conflict_carries_all_that_was_sent(
    area: Area, client_for: Callable[[str], Client]
) -> None:
    form = {"name": 'The "Example" & Co', "version": 9, "more": ["one", "two"]}
    page = client_for("administrator").post(PLACE, form).content.decode()
    assert '<input type="hidden" name="version" value="1">' in page
    assert 'value="The &#34;Example&#34; &amp; Co"' in page
    assert '<input type="hidden" name="more" value="two">' in page


def test_a_refusal_of_the_library_lists_every_fault(rf: RequestFactory) -> None:
    from stocktake.standards.errors import Fault

    fault = Fault("returns.csv: row 3", "no period", "a period such as 201718", "fill it in")
    error = InputError("returns.csv has 1 fault", [fault])
    answer = errors.answer_to(make_request(rf), error)
    assert answer is not None
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "returns.csv has 1 fault" in page
    assert "row 3: no period; expected a period such as 201718; fill it in" in page


@pytest.mark.parametrize("layer", ["view", "session"])
def test_a_lost_database_is_said_so_without_asking_it(rf: RequestFactory, layer: str) -> None:
    lost = OperationalError("the connection is closed")
    request = rf.get("/")
    if layer == "view":
        answer = errors.answer_to(request, lost)
    else:
        try:
            raise lost
        except OperationalError:
            answer = errors.server_error(request)
    assert answer is not None
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert "does not answer" in answer.content.decode()
    assert "connection is closed" not in answer.content.decode()


def test_a_fault_of_ours_shows_no_traceback(rf: RequestFactory) -> None:
    page = errors.server_error(rf.get("/"))
    assert page.status_code == 500
    assert "The fault is ours" in page.content.decode()


def test_a_page_that_is_not_there(client: Client) -> None:
    page = client.get("/nowhere/at/all/")
    assert page.status_code == 404
    assert "Page not found" in page.content.decode()


def test_who_may_not_is_told_what_he_may_not(client_for: Callable[[str], Client]) -> None:
    page = client_for("governor").get("/example-borough/dashboard/people/")
    assert page.status_code == 403
    assert "Your role does not let you see who works in this place." in page.content.decode()


def test_a_form_from_elsewhere_is_refused(users: dict[str, User]) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.post("/accounts/login/", {"login": "a@example.org", "password": "x"})
    assert page.status_code == 403
    assert "This form is too old" in page.content.decode()


def test_a_view_without_an_access_rule_is_shut(rf: RequestFactory) -> None:
    from stocktake_web.accounts.permissions.access import default_deny

    middleware = default_deny(lambda request: HttpResponse())
    with pytest.raises(PermissionDenied):
        middleware.process_view(rf.get("/"), lambda request: HttpResponse(), (), {})


def make_request(rf: RequestFactory) -> HttpRequest:
    """A request as the middleware leaves it."""
    from django.contrib.auth.models import AnonymousUser
    from django.contrib.messages.storage.fallback import FallbackStorage

    request = rf.get("/")
    request.user = AnonymousUser()
    request.session = {}  # type: ignore[assignment]
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    return request
