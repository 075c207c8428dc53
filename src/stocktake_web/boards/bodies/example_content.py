"""Bodies and seats of the demonstration: the plan's, and in the invented place with people."""

from __future__ import annotations

from datetime import timedelta

from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.boards.bodies.models import Body, Seat
from stocktake_web.boards.bodies.queries import seats_on
from stocktake_web.plans.revisions.queries import find_plan
from stocktake_web.records.change import change

TERM = timedelta(days=400)
PEOPLE = (
    ("board_member", "member", "Member for primary schools"),
    ("councillor", "member", "Cabinet member for children"),
    ("headteacher", "member", "Headteacher, secondary"),
    ("adviser", "adviser", "Adviser on attendance"),
    ("secretary", "secretary", "Board secretary"),
)


def add_bodies_of_plan(area: Area) -> list[Body]:
    """The plan's bodies, with a seat for each role that it names."""
    plan = find_plan(area)
    return [add_body_of_plan(area, source) for source in plan.body] if plan else []


def add_body_of_plan(area: Area, source: object) -> Body:
    """One of them."""
    names = ("name", "purpose", "meets")
    values = {name: getattr(source, name) for name in names}
    body = change(
        Body(area=area),
        actor=None,
        values=values | {"key": source.id},  # type: ignore[attr-defined]
    )
    for kind, roles in (("member", source.members), ("adviser", source.advisers)):  # type: ignore[attr-defined]
        for role in roles:
            is_chair = kind == "member" and "chair" in role.lower()
            _add_seat(body, role[:120], "chair" if is_chair else kind, None)
    return body


def add_youth_seat(panel: Body, user: User) -> Seat:
    """A seat of the young people's account on their panel."""
    return _add_seat(panel, "Member of the panel", "member", user)


def add_own_board(area: Area) -> Body:
    """A board where the plan names none."""
    values = {"key": "partnership-board", "name": "Partnership board", "meets": "monthly"}
    return change(Body(area=area), actor=None, values=values)


def add_people(board: Body, users: dict[str, User]) -> list[Seat]:
    """The accounts of the demonstration on a board; all its seats."""
    for account, kind, role in PEOPLE:
        _add_seat(board, role, kind, users[account])
    return seats_on(board.area, board, services.today())


def _add_seat(body: Body, role: str, kind: str, user: User | None) -> Seat:
    return change(
        Seat(area=body.area, body=body),
        actor=None,
        values={
            "user": user,
            "role": role,
            "kind": kind,
            "starts": services.today() - TERM,
        },
    )
