"""What a role is about: needed by some, chosen by search, of this place, and open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client

from stocktake_web.accounts.invitations.actions import invite
from stocktake_web.accounts.memberships.actions import change_role, give_role
from stocktake_web.accounts.memberships.models import BODY_ROLES, SCHOOL_ROLES
from stocktake_web.accounts.models import Area, Invitation, Membership, Role, School, User
from stocktake_web.accounts.schools.actions import load_schools
from stocktake_web.accounts.schools.register import SchoolRow
from stocktake_web.boards.bodies.models import Body
from stocktake_web.records.change import change
from tests.web.conftest import BODY_ID, SCHOOL_URN

pytestmark = pytest.mark.django_db

INVITE = "/example-borough/dashboard/people/invite/"
PERSON = {"display_name": "Example Newcomer", "email": "new.comer@example.org"}


@pytest.fixture
def administrator(client_for: Callable[[str], Client]) -> Client:
    return client_for("administrator")


@pytest.fixture
def elsewhere(other_area: Area) -> Area:
    """Another place with a school and a board of its own."""
    rows = [SchoolRow("999777", "Far Mill School", "Farton", None)]
    load_schools(area=other_area, actor=None, rows=rows)
    values = {"key": "far-board", "name": "Far Board", "quorum_count": 1}
    change(Body(area=other_area), actor=None, values=values)
    return other_area


@pytest.fixture
def closed_school(area: Area) -> School:
    rows = [SchoolRow("999002", "New Mill School", "Milton", date(2026, 8, 31))]
    load_schools(area=area, actor=None, rows=rows)
    return School.objects.get(area=area, urn="999002")


def give(area: Area, user: User, role: Role, **subject: str) -> Membership:
    return give_role(area=area, actor=None, user=user, role=role, **subject)


def find(client: Client, **query: str) -> str:
    answer = client.get(INVITE, query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("role", sorted(SCHOOL_ROLES | BODY_ROLES))
def test_a_role_that_needs_one_is_not_given_without(
    area: Area, users: dict[str, User], role: Role
) -> None:
    for act in (
        lambda: give(area, users["analyst"], role),
        lambda: invite(area=area, actor=users["administrator"], role=role, **PERSON),
        lambda: change_role(
            area=area,
            actor=users["administrator"],
            membership=users["analyst"].memberships.get(),
            role=role,
            school_urn="",
            body_id="",
            ends=None,
            expected_version=1,
            reason="another job",
        ),
    ):
        with pytest.raises(ValidationError, match=f"role of {role.label.lower()} is about"):
            act()
    assert users["analyst"].memberships.count() == 1
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", sorted(set(Role) - SCHOOL_ROLES - BODY_ROLES))
def test_any_other_role_is_about_the_whole_place(
    area: Area, users: dict[str, User], role: Role
) -> None:
    assert give(area, users["clerk"], role).school_urn == ""


def test_a_role_about_what_is_here(
    area: Area, users: dict[str, User], school: School, board: Body
) -> None:
    user = users["analyst"]
    assert give(area, user, Role.GOVERNOR, school_urn=SCHOOL_URN).school_urn == SCHOOL_URN
    assert give(area, user, Role.BOARD_MEMBER, body_id=BODY_ID).body_id == BODY_ID
    assert give(area, user, Role.ADVISER, school_urn=SCHOOL_URN, body_id=BODY_ID).pk


@pytest.mark.parametrize(
    ("role", "subject", "message"),
    [
        (Role.GOVERNOR, {"school_urn": "999777"}, "Select a school of this place"),
        (Role.GOVERNOR, {"school_urn": "999002"}, "school of this place that is open"),
        (Role.GOVERNOR, {"school_urn": "123456"}, "Select a school of this place"),
        (Role.ANALYST, {"school_urn": "999777"}, "Select a school of this place"),
        (Role.BOARD_MEMBER, {"body_id": "far-board"}, "Select a board or body of this place"),
        (Role.ADVISER, {"body_id": "no-board"}, "Select a board or body of this place"),
    ],
)
def test_what_is_of_another_place_closed_or_unknown_is_refused(
    area: Area,
    elsewhere: Area,
    closed_school: School,
    users: dict[str, User],
    role: Role,
    subject: dict[str, str],
    message: str,
) -> None:
    with pytest.raises(ValidationError, match=message):
        give(area, users["analyst"], role, **subject)
    with pytest.raises(ValidationError, match=message):
        invite(area=area, actor=users["administrator"], role=role, **PERSON, **subject)


def test_both_faults_are_named_together(area: Area, users: dict[str, User]) -> None:
    with pytest.raises(ValidationError) as caught:
        give(area, users["analyst"], Role.GOVERNOR, body_id="no-board")
    assert set(caught.value.message_dict) == {"school_urn", "body_id"}


def test_a_school_that_closes_today_is_closed(area: Area, users: dict[str, User]) -> None:
    for urn, day in (("999003", date(2026, 11, 23)), ("999004", date(2026, 11, 24))):
        load_schools(area=area, actor=None, rows=[SchoolRow(urn, f"School {urn}", "", day)])
    with pytest.raises(ValidationError):
        give(area, users["analyst"], Role.CLERK, school_urn="999003")
    assert give(area, users["analyst"], Role.CLERK, school_urn="999004").pk


@pytest.mark.parametrize(
    "text", ["old mill", "MILL old", SCHOOL_URN, SCHOOL_URN[:4], "milton", "  Old   Milton "]
)
def test_a_school_is_found_by_name_urn_or_town(
    administrator: Client, school: School, text: str
) -> None:
    page = find(administrator, role="governor", school=text)
    assert "Old Mill School" in page
    assert f"URN {SCHOOL_URN}, Milton" in page
    assert f'type="radio" value="{SCHOOL_URN}"' in page


def test_a_role_is_given_through_the_search(
    administrator: Client, school: School, board: Body
) -> None:
    query = "?role=board_member&body=example"
    assert f'value="{BODY_ID}"' in administrator.get(INVITE + query).content.decode()
    data = PERSON | {"role": "board_member", "body_id": BODY_ID, "school_urn": "-"}
    assert administrator.post(INVITE + query, data).status_code == 200
    invitation = Invitation.objects.get()
    assert (invitation.body_id, invitation.school_urn) == (BODY_ID, "")
    assert len(mail.outbox) == 1


def test_no_page_asks_for_a_number(administrator: Client, school: School, board: Body) -> None:
    page = find(administrator, role="governor")
    for name in ("school_urn", "body_id"):
        assert f'type="text" name="{name}"' not in page
        assert f'name="{name}" type="text"' not in page


@pytest.mark.parametrize("text", ["zebra", "%", "_", "<b>", "old zebra", "x" * 100, "\u00e9"])
def test_a_search_that_finds_nothing_says_what_to_do(
    administrator: Client, school: School, text: str
) -> None:
    page = find(administrator, role="governor", school=text, body=text)
    assert "No open school of this place has" in page
    assert "No board or body of this place has" in page
    assert "cannot be given without the school or board" in page
    assert "Send the invitation" not in page
    assert "<b>”" not in page


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"role": "king"}, "Select a role from the list"),
        ({"role": ""}, "Select a role"),
        ({"role": "governor", "school": "x" * 101}, "must be 100 characters or fewer"),
        ({"role": "governor", "school": "\0"}, "Null characters are not allowed"),
        ({"role": "governor", "body": "\0"}, "Null characters are not allowed"),
    ],
)
def test_a_search_that_is_nonsense_says_so(
    administrator: Client, school: School, query: dict[str, str], message: str
) -> None:
    page = find(administrator, **query)
    assert "There is a problem" in page
    assert message in page
    assert "Send the invitation" not in page


def test_a_closed_school_is_named_and_cannot_be_chosen(
    administrator: Client, closed_school: School
) -> None:
    page = find(administrator, role="governor", school="new mill")
    assert "New Mill School, closed on 31 August 2026" in page
    assert 'value="999002"' not in page
    data = PERSON | {"role": "governor", "school_urn": "999002", "body_id": "-"}
    answer = administrator.post(f"{INVITE}?role=governor&school=new+mill", data)
    assert "Select a school of this place that is open" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_a_place_without_a_list_of_schools_says_who_loads_it(administrator: Client) -> None:
    assert "This place has no list of schools yet" in find(administrator, role="clerk")


def test_schools_and_boards_of_another_place_are_not_found(
    administrator: Client, school: School, elsewhere: Area
) -> None:
    page = find(administrator, role="adviser", school="far", body="far")
    assert "Far Mill School" not in page
    assert "Far Board" not in page


def test_of_many_schools_only_the_first_are_listed(area: Area, administrator: Client) -> None:
    rows = [SchoolRow(str(999100 + n), f"Mill {n:02}", "", None) for n in range(25)]
    load_schools(area=area, actor=None, rows=rows)
    page = find(administrator, role="governor", school="mill")
    assert page.count('name="school_urn" type="radio"') == 20
    assert "25 schools found; the first 20 are listed" in page
    page_of_all = find(administrator, role="governor")
    assert "25 schools: find the one you mean" in page_of_all
    assert 'name="school_urn" type="radio"' not in page_of_all


def test_a_role_that_was_stored_before_stays_as_it_is(
    administrator: Client, users: dict[str, User], closed_school: School
) -> None:
    """Its school has no row and its board is not here; another last day is still possible."""
    membership = users["clerk"].memberships.get()
    address = f"/example-borough/dashboard/people/{membership.pk}/"
    assert f"the school with URN {SCHOOL_URN}" in administrator.get(address).content.decode()
    form = {
        "version": 1,
        "role": "clerk",
        "school_urn": SCHOOL_URN,
        "body_id": BODY_ID,
        "reason": "the term is over",
        "ends_day": "30",
        "ends_month": "11",
        "ends_year": "2026",
    }
    assert administrator.post(address, form).status_code == 302
    other_form = form | {"version": 2, "school_urn": closed_school.urn}
    answer = administrator.post(f"{address}?role=clerk&school=new", other_form)
    assert "Select a school of this place that is open" in answer.content.decode()
    membership.refresh_from_db()
    assert (membership.school_urn, membership.ends) == (SCHOOL_URN, date(2026, 11, 30))


def test_an_invitation_to_a_school_that_closed_since_is_over(
    area: Area, users: dict[str, User], school: School, client_for: Callable[[str], Client]
) -> None:
    _, token = invite(
        area=area,
        actor=users["administrator"],
        email=users["analyst"].email,
        display_name="Example Analyst",
        role=Role.GOVERNOR,
        school_urn=SCHOOL_URN,
    )
    rows = [SchoolRow(SCHOOL_URN, school.name, school.town, date(2026, 11, 1))]
    load_schools(area=area, actor=None, rows=rows)
    answer = client_for("analyst").post(f"/accounts/invitation/{token}/")
    assert answer.status_code == 410
    assert users["analyst"].memberships.count() == 1


def test_only_an_administrator_searches(
    school: School, client_for: Callable[[str], Client]
) -> None:
    query = {"role": "governor", "school": "old"}
    assert client_for("secretary").get(INVITE, query).status_code == 403
    assert Client().get(INVITE, query).status_code == 302


def test_the_list_of_people_names_schools_and_boards(
    administrator: Client, school: School, board: Body
) -> None:
    page = administrator.get("/example-borough/dashboard/people/").content.decode()
    assert "Old Mill School, Example Board" in page


def test_what_was_sent_can_be_sent_again_without_the_search(
    area: Area, administrator: Client, users: dict[str, User], school: School
) -> None:
    """As the page does that says somebody else changed the role meanwhile."""
    rows = [SchoolRow(str(999100 + n), f"Mill {n:02}", "", None) for n in range(25)]
    load_schools(area=area, actor=None, rows=rows)
    membership = users["analyst"].memberships.get()
    form = {"role": "clerk", "school_urn": "999124", "body_id": "-", "reason": "another job"}
    address = f"/example-borough/dashboard/people/{membership.pk}/"
    assert administrator.post(address, form | {"version": 7}).status_code == 409
    assert administrator.post(address, form | {"version": 1}).status_code == 302
    membership.refresh_from_db()
    assert (membership.role, membership.school_urn, membership.body_id) == ("clerk", "999124", "")


@pytest.mark.parametrize("urn", ["\0", "99999999999999999999", "-1", "\u0661\u0661", "", "abc"])
def test_a_sent_school_that_is_nonsense_is_refused(
    administrator: Client, school: School, urn: str
) -> None:
    data = PERSON | {"role": "governor", "school_urn": urn, "body_id": "-"}
    answer = administrator.post(f"{INVITE}?role=governor", data)
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert not Invitation.objects.exists()
