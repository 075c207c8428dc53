"""Lists of the plan: narrowed, put in order, and saying what to do where there is nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from stocktake_web.plans.models import PlanRevision

pytestmark = pytest.mark.django_db
PLAN = "/example-borough/dashboard/plan"


def titles(page: str) -> list[str]:
    """The first link of each row of the page's table."""
    body = page[page.index("<tbody") : page.index("</tbody>")]
    return re.findall(r'<th scope="row"[^>]*><a[^>]*>([^<]+)', body)


def test_activities_come_in_the_order_that_the_address_asks_for(
    client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    client = client_for("adviser")
    by_title = titles(client.get(f"{PLAN}/activities/?sort=title").content.decode())
    assert by_title == sorted(by_title)
    assert len(by_title) == 3
    late_last = titles(client.get(f"{PLAN}/activities/?sort=-due").content.decode())
    assert late_last[-1] == "The attendance team is in post."


def test_a_filter_keeps_to_its_status_and_nonsense_shows_all(
    client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    client = client_for("adviser")
    late = client.get(f"{PLAN}/activities/?status=late").content.decode()
    assert titles(late) == ["The attendance team is in post."]
    assert re.search(r'href="\?status=late" aria-current="true">Late \(1\)', late)
    # The order is chosen within the filter.
    assert "?status=late&amp;sort=title" in late
    nonsense = client.get(f"{PLAN}/activities/?status=%3Cscript%3E&sort=nothing").content.decode()
    assert len(titles(nonsense)) == 3
    assert "<script>" not in nonsense


def test_an_empty_filter_says_how_to_see_the_rest(
    client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    page = client_for("adviser").get(f"{PLAN}/activities/?status=done").content.decode()
    assert "No activity has this status." in page
    assert f'href="{PLAN}/activities/">Show all activities' in page
    assert "Done: 0 of 3" in page
    assert '<progress value="0" max="3"' in page


@pytest.mark.parametrize(
    ("path", "role", "text", "link"),
    [
        ("risks", "delivery_lead", "No risk is recorded.", "Add the first risk"),
        ("risks", "adviser", "No risk is recorded.", ""),
        (
            "recommendations",
            "delivery_lead",
            "No recommendation is recorded.",
            "Add a recommendation",
        ),
        ("recommendations", "adviser", "No recommendation is recorded.", ""),
        ("decisions", "adviser", "No decision is open.", "See how the targets stand"),
    ],
)
def test_a_list_with_nothing_in_it_says_what_to_do_next(
    client_for: Callable[[str], Client],
    revision: PlanRevision,
    path: str,
    role: str,
    text: str,
    link: str,
) -> None:
    page = client_for(role).get(f"{PLAN}/{path}/").content.decode()
    empty = page[page.index('<div class="stocktake-empty">') :]
    empty = empty[: empty.index("</div>")]
    assert text in empty
    assert (f">{link}</a>" in empty) if link else ("<a" not in empty)


def test_a_place_without_a_plan_says_who_brings_it_in(
    client_for: Callable[[str], Client], users: object
) -> None:
    assert "Bring in a plan.toml</a>" in client_for("analyst").get(f"{PLAN}/").content.decode()
    page = client_for("adviser").get(f"{PLAN}/").content.decode()
    assert "An analyst or delivery lead of this place brings it in." in page
    assert "Bring in a plan.toml" not in page


def test_ratings_stand_on_a_line_of_time_with_their_days(
    client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    client = client_for("board_member")
    for reason in ("First.", "<b>Second</b>."):
        client.post(f"{PLAN}/targets/absence/rate/", {"rating": "red", "reason": reason})
    page = client.get(f"{PLAN}/targets/absence/").content.decode()
    line = page[page.index('<ol class="stocktake-timeline"') :]
    line = line[: line.index("</ol>")]
    assert line.count("<time") == 2
    assert ">23 November 2026</time>" in line
    assert "&lt;b&gt;Second" in line
