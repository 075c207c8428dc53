"""Lists of the plan: narrowed, put in order, and saying what to do where there is nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from markupsafe import escape

from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.plans.likelihood.actions import give_score, open_round
from stocktake_web.plans.models import FundingLine, LocalRequest, PlanRevision
from stocktake_web.plans.revisions.actions import add_revision
from stocktake_web.plans.revisions.queries import judgement
from stocktake_web.plans.targets.queries import target_views
from stocktake_web.records.change import change

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


def rows_of(page: str, table: str) -> list[list[str]]:
    """The texts of the cells of each row in the body of a table."""
    body = page[page.index(f'id="{table}"') :].split("<tbody", 1)[1].split("</tbody>", 1)[0]
    return [
        [
            " ".join(re.sub(r"<[^>]+>", " ", cell).split())
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)
        ]
        for row in re.findall(r"<tr.*?</tr>", body, re.S)
    ]


def test_targets_are_narrowed_by_verdict_and_priority_together(
    client_for: Callable[[str], Client], area: Area
) -> None:
    text = services.example_plan_text("blackpool")
    add_revision(area=area, actor=None, text=text, reason="first")
    client = client_for("adviser")

    def target_titles(query: str) -> set[str]:
        page = client.get(f"{PLAN}/targets/?{query}").content.decode()
        return set(titles(page)) if "<tbody" in page else set()

    views = target_views(area, judgement(area, services.today()), ())
    statuses = {view.verdict.status for view in views}
    assert len(statuses) > 1
    for status in statuses:
        assert target_titles(f"status={status}") == {
            str(escape(view.target.title)) for view in views if view.verdict.status == status
        }
    priority = views[0].target.priority
    status = views[0].verdict.status
    intersection = target_titles(f"status={status}&priority={priority}")
    assert intersection == target_titles(f"status={status}") & target_titles(f"priority={priority}")
    page = client.get(f"{PLAN}/targets/?status={status}").content.decode()
    assert f'href="?status={status}&amp;priority={priority}"' in page
    assert f'href="?status={status}&amp;sort=title#targets"' in page


@pytest.mark.parametrize(
    ("path", "param"),
    [
        ("targets", "status"),
        ("targets", "priority"),
        ("activities", "status"),
        ("milestones", "kind"),
        ("returns", "state"),
    ],
)
def test_a_choice_that_there_is_not_shows_all_and_says_so(
    client_for: Callable[[str], Client], revision: PlanRevision, path: str, param: str
) -> None:
    client = client_for("adviser")
    plain = client.get(f"{PLAN}/{path}/").content.decode()
    answer = client.get(f"{PLAN}/{path}/?{param}=%3Cb%3E{'x' * 80}")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert f"There is no choice “&lt;b&gt;{'x' * 37}” here, so all are shown." in page
    assert "There is no choice" not in plain
    assert page.count('<tr class="govuk-table__row"') == plain.count('<tr class="govuk-table__row"')


def test_milestones_are_put_in_order_and_narrowed(
    client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    client = client_for("adviser")
    usual = rows_of(client.get(f"{PLAN}/milestones/").content.decode(), "milestones")
    reverse = rows_of(client.get(f"{PLAN}/milestones/?sort=-day").content.decode(), "milestones")
    assert usual[0][0] == reverse[-1][0]
    assert len(usual) == len(reverse) > 3
    beginnings = rows_of(
        client.get(f"{PLAN}/milestones/?kind=begins").content.decode(), "milestones"
    )
    assert beginnings
    assert all(row[1].endswith("begins") for row in beginnings)


def test_money_is_put_in_order_and_its_sums_stay_last(
    client_for: Callable[[str], Client], revision: PlanRevision, area: Area
) -> None:
    for activity, amount in (("team", 5), ("reading", 70)):
        values = {"activity_id": activity, "source": f"S{amount}", "committed_pounds": amount}
        change(FundingLine(area=area), actor=None, values=values)
    client = client_for("adviser")
    page = client.get(f"{PLAN}/funding/?sort=-committed&sort-lines=-committed").content.decode()
    assert rows_of(page, "priorities")[0][0] == "Every child learning"
    assert [row[1] for row in rows_of(page, "lines")] == ["S70", "S5"]
    assert "<tfoot" in page.split('id="priorities"')[1].split("</table>")[0]
    assert "All lines" not in str(rows_of(page, "priorities"))


def test_requests_are_put_in_order_and_narrowed(
    client_for: Callable[[str], Client], revision: PlanRevision, area: Area
) -> None:
    for role, due in (("The team", date(2026, 11, 1)), ("A school", date(2026, 12, 1))):
        values = {
            "indicator_id": "visits-made",
            "period": "autumn",
            "requested_from": role,
            "due": due,
        }
        change(LocalRequest(area=area), actor=None, values=values, verb="ask")
    client = client_for("adviser")
    by_name = rows_of(client.get(f"{PLAN}/returns/?sort=from").content.decode(), "requests")
    assert [row[2] for row in by_name] == ["A school", "The team"]
    late = rows_of(client.get(f"{PLAN}/returns/?state=overdue").content.decode(), "requests")
    assert len(late) == 1
    assert "22 days overdue" in late[0][1]


def test_questions_of_a_round_are_put_in_order(
    client_for: Callable[[str], Client],
    revision: PlanRevision,
    area: Area,
    users: dict[str, User],
    clock: Any,
) -> None:
    round_ = open_round(area=area, actor=users["delivery_lead"], closes=date(2026, 11, 30))
    scores = {"challenge": 1, "planning": 4, "capacity": 4, "stage": 4}
    member = users["councillor"]
    give_score(area=area, actor=member, round_=round_, priority_id="attend", **scores)
    clock.forward(days=14)
    client = client_for("adviser")
    page = client.get(f"{PLAN}/likelihood/?sort=-point-1").content.decode()
    assert rows_of(page, f"round-{round_.pk}-attend")[0][0] == "How hard is this to deliver?"
    page = client.get(f"{PLAN}/likelihood/?sort=point-1").content.decode()
    assert rows_of(page, f"round-{round_.pk}-attend")[-1][0] == "How hard is this to deliver?"
