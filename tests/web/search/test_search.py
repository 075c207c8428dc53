"""One search on every page, which finds only what the reader may open."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from stocktake_web import services
from stocktake_web.accounts.areas.actions import add_area
from stocktake_web.accounts.memberships.actions import give_role
from stocktake_web.accounts.models import Area, Role, User
from stocktake_web.boards.agenda import actions as agenda
from stocktake_web.boards.agenda.papers import check_file
from stocktake_web.boards.decisions import actions as decisions
from stocktake_web.boards.meetings import actions as meetings
from stocktake_web.boards.meetings.actions import AttendanceMark
from stocktake_web.boards.models import AgendaItem, Body, Meeting, Paper, Recusal, Seat
from stocktake_web.boards.models import Publication as Minutes
from stocktake_web.boards.publications import actions as publications
from stocktake_web.plans.models import ActivityState, Risk
from stocktake_web.plans.revisions.actions import add_revision
from stocktake_web.plans.revisions.queries import current_revision
from stocktake_web.public.drafting.preparation import prepare_edition
from stocktake_web.public.editions import actions as editions
from stocktake_web.public.models import Publication
from stocktake_web.records.change import change

pytestmark = pytest.mark.django_db

LEVELS = ("open", "restricted", "exempt")
WEB = Path(__file__).parent.parent


def results(client: Client, query: str, slug: str = "example-borough", **more: str) -> str:
    answer = client.get(f"/{slug}/search/", {"q": query, **more})
    assert answer.status_code == 200
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split()))


def links(client: Client, query: str, slug: str = "example-borough", **more: str) -> list[str]:
    """The addresses of the results, without those of the page around them."""
    text = client.get(f"/{slug}/search/", {"q": query, **more}).content.decode()
    rows = re.findall(r'<li class="stocktake-break"><a class="govuk-link" href="([^"]+)"', text)
    return [unescape(row) for row in rows]


@pytest.fixture
def plan(area: Area, load_module: Callable[[Path], Any]) -> None:
    """A small plan in force."""
    text = load_module(WEB / "plans" / "conftest.py").plan_text()
    add_revision(area=area, actor=None, text=text, reason="first")


@pytest.fixture
def load_module() -> Callable[[Path], Any]:
    """Reads a file of another folder of these tests."""
    import importlib.util

    def load_module(path: Path) -> Any:
        spec = importlib.util.spec_from_file_location(f"search_{path.parent.name}", path)
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load_module


@pytest.fixture
def meeting(area: Area, users: dict[str, User]) -> Meeting:
    """A closed meeting with a paper and a decision of each openness, and its public minutes."""
    secretary = users["secretary"]
    body = change(
        Body(area=area),
        actor=secretary,
        values={"key": "example-board", "name": "Example Board", "quorum_count": 1},
    )
    seats = {
        role: change(
            Seat(area=area, body=body),
            actor=secretary,
            values={"user": users[role], "role": "Member", "kind": kind, "starts": "2026-01-01"},
        )
        for role, kind in (("board_member", "member"), ("adviser", "adviser"))
    }
    meeting = meetings.plan_meeting(
        actor=secretary, body=body, values={"meeting_date": services.today()}
    )
    items = {
        level: agenda.add_item(
            actor=secretary,
            meeting=meeting,
            values={"title": f"The {level} matter", "openness": level},
        )
        for level in LEVELS
    }
    for level, item in items.items():
        agenda.add_paper(
            actor=secretary,
            item=item,
            title=f"Zephyr report {level}",
            openness=level,
            file=check_file("paper.pdf", b"%PDF-1.7"),
        )
    sitting = meetings.open_meeting(actor=secretary, meeting=meeting, expected_version=1)
    sitting = meetings.record_attendance(
        actor=secretary,
        meeting=sitting,
        expected_version=sitting.version,
        marks={seat.pk: AttendanceMark("present") for seat in seats.values()},
    )
    for level, item in items.items():
        values = {"text": f"Zephyr hubs go on {level}.", "reason": "Why not.", "openness": level}
        decisions.decide(actor=secretary, item=item, values=values)
    meetings.close_meeting(actor=secretary, meeting=sitting, expected_version=sitting.version)
    sitting.refresh_from_db()
    read = publications.redact_minutes(area, sitting)
    publications.publish_minutes(actor=secretary, meeting=sitting, read_sha256=read.sha256)
    return sitting


@pytest.mark.parametrize(
    ("role", "levels"),
    [
        ("public", {"open"}),
        # The role of every account but the administrator's names the board in these tests.
        ("headteacher", {"open", "restricted"}),
        ("administrator", {"open"}),
        ("adviser", {"open", "restricted"}),
        ("analyst", {"open", "restricted"}),
        ("board_member", {"open", "restricted", "exempt"}),
        ("secretary", {"open", "restricted", "exempt"}),
    ],
)
def test_papers_and_decisions_are_found_by_those_who_may_read_them(
    meeting: Meeting, client_for: Callable[[str], Client], role: str, levels: set[str]
) -> None:
    client = client_for(role)
    text = results(client, "zephyr")
    readable = {level for level in LEVELS if f"Zephyr report {level}" in text}
    decided = {level for level in LEVELS if f"Zephyr hubs go on {level}" in text}
    assert (readable, decided) == (levels, levels)
    for href in links(client, "zephyr"):
        assert client.get(href).status_code == 200, href


@pytest.mark.slow
@pytest.mark.parametrize("role", ["public", *Role.values])
def test_no_role_finds_what_it_may_not_open(
    meeting: Meeting, plan: None, client_for: Callable[[str], Client], role: str
) -> None:
    client = client_for(role)
    for query in ("zephyr", "absence", "attendance team", "reading", "matter", "board", "risk"):
        for href in links(client, query):
            answer = client.get(href)
            assert answer.status_code == 200, (role, href)


def test_a_hidden_title_shows_in_no_suggestion_and_no_count(
    meeting: Meeting, client_for: Callable[[str], Client]
) -> None:
    outsider = client_for("public")
    # The word stands in closed titles only: no count, and a slip in it is not corrected.
    for query in ("exempt", "exemt", "restricted", "restrictd"):
        text = results(outsider, query)
        assert "Nothing that you may open has these words" in text, query
        assert "Nothing is written that way" not in text
    assert "Zephyr report exempt" in results(client_for("board_member"), "exemt")


def test_boards_are_found_by_members_and_meetings_by_those_who_read_them(
    meeting: Meeting, client_for: Callable[[str], Client]
) -> None:
    page = f"/example-borough/dashboard/boards/meetings/{meeting.pk}/"
    board = "/example-borough/dashboard/boards/bodies/example-board/"
    assert {board, page} <= set(links(client_for("secretary"), "example board"))
    assert page not in links(client_for("administrator"), "example board")
    assert board in links(client_for("administrator"), "example board")
    assert not {board, page} & set(links(client_for("public"), "example board"))


def test_risks_are_found_by_those_who_see_the_plan(
    plan: None, area: Area, users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    values = {"title": "The zephyr money ends", "likelihood": 3, "impact": 4}
    risk = change(Risk(area=area), actor=users["delivery_lead"], values=values)
    risks = "/example-borough/dashboard/plan/risks/"
    assert links(client_for("delivery_lead"), "zephyr money") == [f"{risks}{risk.pk}/"]
    assert links(client_for("board_member"), "zephyr money") == [risks]
    for client in (client_for("public"), client_for("headteacher"), client_for("provider")):
        assert links(client, "zephyr money") == []


def test_who_withdrew_from_an_item_does_not_find_its_papers(
    area: Area, meeting: Meeting, users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    item = meeting.items.get(title="The restricted matter")
    seat = Seat.objects.get(user=users["board_member"])
    Recusal(area=area, item=item, seat=seat, reason="My firm.", at=services.now()).save()
    text = results(client_for("board_member"), "zephyr")
    assert "Zephyr report restricted" not in text
    assert "Zephyr report exempt" in text


def test_recalled_minutes_are_not_found(
    area: Area, meeting: Meeting, users: dict[str, User], client: Client
) -> None:
    assert "Zephyr report open" in results(client, "zephyr")
    publications.recall_publication(
        actor=users["secretary"],
        publication=Minutes.objects.get(meeting=meeting),
        reason="A name was in them.",
        expected_version=1,
    )
    assert links(client, "zephyr") == []


@pytest.mark.slow
def test_members_find_the_plan_and_the_public_what_was_published(
    area: Area, plan: None, users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    lead, outsider = client_for("delivery_lead"), client_for("public")
    assert links(lead, "persistant absence") == ["/example-borough/dashboard/plan/targets/absence/"]
    assert links(outsider, "persistant absence") == []
    revision = current_revision(area)
    prepared = prepare_edition(area, revision, as_of=services.today())
    publication = editions.prepare(
        area=area,
        actor=users["analyst"],
        revision=revision,
        account=prepared.account,
        documents=prepared.documents,
        drawings=prepared.drawings,
        reason="First.",
    )
    assert links(outsider, "persistent absence") == []
    publish(area, users, publication)
    assert links(outsider, "persistent absence") == ["/example-borough/targets/absence/"]
    assert links(outsider, "reading coaches") == ["/example-borough/activities/"]
    # Of one target the page that tells more is shown, once.
    assert links(lead, "persistent absence") == ["/example-borough/dashboard/plan/targets/absence/"]


def publish(area: Area, users: dict[str, User], publication: Publication) -> None:
    approved = editions.approve(
        area=area,
        actor=users["head_of_service"],
        publication=publication,
        expected_version=publication.version,
    )
    editions.publish(
        area=area, actor=users["secretary"], publication=approved, expected_version=approved.version
    )


def test_an_owner_finds_their_own_activity_and_no_other(
    area: Area, plan: None, users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    change(
        ActivityState(area=area, activity_id="visits"),
        actor=users["delivery_lead"],
        values={"owner_user": users["headteacher"]},
    )
    head = client_for("headteacher")
    assert links(head, "absent pupil") == ["/example-borough/dashboard/plan/activities/visits/"]
    assert links(head, "attendance team") == []
    assert links(client_for("governor"), "absent pupil") == []


def test_another_places_content_is_not_found(
    area: Area, other_area: Area, plan: None, meeting: Meeting, client_for: Callable[[str], Client]
) -> None:
    for role in ("public", "board_member", "secretary"):
        text = results(client_for(role), "zephyr", "other-town")
        assert "Zephyr" not in text
        assert links(client_for(role), "absence", "other-town") == []


@pytest.mark.parametrize(
    "query",
    [
        "x" * 10_000,
        "absence " * 1_250,
        "'; DROP TABLE plans_risk; --",
        '" OR 1=1 --',
        "(.*)+$",
        "[[[",
        "\\",
        "%_%",
        "\x00",
        "absence\x00zephyr",
        "<script>alert(1)</script>",
        "‮cihtnaf",
        "🏫",
        "null",
    ],
)
def test_any_query_is_answered(
    meeting: Meeting, plan: None, client_for: Callable[[str], Client], query: str
) -> None:
    for role in ("public", "board_member"):
        answer = client_for(role).get("/example-borough/search/", {"q": query})
        assert answer.status_code == 200
        assert b"<script>alert" not in answer.content
        assert len(answer.content) < 60_000


@pytest.mark.parametrize(
    "more", [{"kind": "nonsense"}, {"kind": "papers", "page": "x"}, {"page": "-4"}, {"kind": "\0"}]
)
def test_a_filter_with_nonsense_is_left_out(
    meeting: Meeting, client: Client, more: dict[str, str]
) -> None:
    assert "Zephyr report open" in results(client, "zephyr", **more)


def test_the_header_of_every_page_leads_to_the_search(
    area: Area, client_for: Callable[[str], Client]
) -> None:
    for role in ("public", "board_member"):
        client = client_for(role)
        for page, action in (
            ("/", "/search/"),
            ("/accounts/login/" if role == "public" else "/accounts/security/", "/search/"),
            ("/example-borough/", "/example-borough/search/"),
            ("/example-borough/explore/", "/example-borough/search/"),
            ("/example-borough/decisions/", "/example-borough/search/"),
            ("/example-borough/search/", "/example-borough/search/"),
        ):
            answer = client.get(page, follow=True)
            assert f'action="{action}" role="search"' in answer.content.decode(), page


def test_with_one_place_the_search_goes_there_and_with_several_all_are_searched(
    area: Area, client: Client, client_for: Callable[[str], Client], request: Any
) -> None:
    answer = client.get("/search/", {"q": "absence & more"})
    assert answer["Location"] == "/example-borough/search/?q=absence+%26+more"
    request.getfixturevalue("other_area")
    text = client.get("/search/", {"q": "absence"}).content.decode()
    assert 'href="/other-town/search/?q=absence"' in text
    assert 'href="/example-borough/search/?q=absence"' in text
    assert "In which place" not in text
    # Who works for one place is not asked.
    answer = client_for("secretary").get("/search/", {"q": "absence"})
    assert answer["Location"] == "/example-borough/search/?q=absence"


def test_a_search_without_a_place_finds_what_every_place_shows_and_no_more(
    area: Area, other_area: Area, users: dict[str, User], meeting: Meeting, client: Client
) -> None:
    def search(query: str, **more: str) -> str:
        answer = client.get("/search/", {"q": query, **more})
        assert answer.status_code == 200
        return unescape(" ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split()))

    text = search("zephyr")
    assert "Zephyr report open" in text
    assert "Example Borough: Example Board" in text
    for level in ("restricted", "exempt"):
        assert f"Zephyr report {level}" not in text
    assert "2 results: papers 1, decisions 1." in text
    assert "Papers: zephyr" in search("zephyr", kind="papers")
    assert "Nothing that you may open has these words." in search("xylophone")
    assert search("\0")


def test_one_target_of_two_places_is_found_twice_and_told_apart(
    area: Area, other_area: Area, users: dict[str, User], plan: None,
    load_module: Callable[[Path], Any], client_for: Callable[[str], Client],
) -> None:  # fmt: skip
    text = load_module(WEB / "plans" / "conftest.py").plan_text()
    add_revision(area=other_area, actor=None, text=text, reason="first")
    lead = users["delivery_lead"]
    give_role(area=other_area, actor=None, user=lead, role=Role.DELIVERY_LEAD)
    answer = client_for("delivery_lead").get("/search/", {"q": "persistent absence"})
    page = answer.content.decode()
    rows = re.findall(r'stocktake-break"><a class="govuk-link" href="([^"]+)"', page)
    target = "dashboard/plan/targets/absence/"
    assert {f"/example-borough/{target}", f"/other-town/{target}"} <= set(rows)
    assert "Other Town: Every child there" in page


def test_a_search_of_many_places_asks_a_bounded_number_of_times(
    area: Area, client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        add_area(actor=None, slug=f"town-{number}", name=f"Town {number}", place_id="la-890")
    client.get("/search/", {"q": "absence"})
    with django_assert_max_num_queries(12 * 8):
        text = client.get("/search/", {"q": "absence"}).content.decode()
    assert text.count("Not searched yet") == 1


def test_results_of_a_person_are_kept_by_no_cache(
    meeting: Meeting, client_for: Callable[[str], Client]
) -> None:
    for role in ("public", "secretary"):
        answer = client_for(role).get("/example-borough/search/", {"q": "zephyr"})
        assert "no-store" in answer["Cache-Control"]


def add_papers(item: AgendaItem, user: User, title: str, count: int) -> None:
    """Papers of a meeting that is closed, as if they had been there before."""
    for number in range(count):
        Paper(
            area=item.area,
            item=item,
            title=f"{title} {number}",
            openness=item.openness,
            file_name="paper.pdf",
            media_type="application/pdf",
            size_bytes=8,
            sha256="0" * 64,
            added_at=services.now(),
            added_by=user,
        ).save()


def test_one_kind_has_pages_of_its_own(
    area: Area, users: dict[str, User], meeting: Meeting, client_for: Callable[[str], Client]
) -> None:
    item = meeting.items.get(title="The open matter")
    add_papers(item, users["secretary"], "Budget", 24)
    secretary = client_for("secretary")
    assert "Papers (24)" in results(secretary, "budget")
    assert len(links(secretary, "budget")) == 5
    first, second = (links(secretary, "budget", kind="papers", page=page) for page in "12")
    assert (len(first), len(second)) == (20, 4)
    assert not set(first) & set(second)


def test_a_search_asks_as_often_of_much_as_of_little(
    area: Area, users: dict[str, User], meeting: Meeting, plan: None, client_for: Any,
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    member = client_for("board_member")
    with django_assert_max_num_queries(30) as few:
        results(member, "zephyr")
    item = meeting.items.get(title="The restricted matter")
    add_papers(item, users["secretary"], "Zephyr", 12)
    with django_assert_max_num_queries(len(few.captured_queries)):
        results(member, "zephyr")


def test_a_result_has_at_least_half_of_the_words(
    meeting: Meeting, client_for: Callable[[str], Client]
) -> None:
    secretary = client_for("secretary")
    assert "These results have some of them" in results(secretary, "zephyr quxbar")
    assert links(secretary, "zephyr quxbar zzyzx") == []
