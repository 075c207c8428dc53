"""Pages of bodies: which there are, who sits on them, what they declared."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stocktake_web import gateway
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.rights import account_of, may, right
from stocktake_web.boards import queries
from stocktake_web.boards.absence import Kept, absence_warning
from stocktake_web.boards.actions import bodies as actions
from stocktake_web.boards.forms.bodies import (
    BodyForm,
    ChangeBodyForm,
    EndSeatForm,
    InterestForm,
    SeatForm,
)
from stocktake_web.boards.models import Body, Interest, Presence, Seat
from stocktake_web.boards.presenters import BodyRow, SeatRow
from stocktake_web.boards.register import standing
from stocktake_web.boards.views.asking import ask, given, go, people, to


@right("boards.see")
def home(request: HttpRequest, area: Area) -> HttpResponse:
    """Every body of the area, with its next meeting and its late actions."""
    found = queries.with_overview(area, gateway.today())
    upcoming = queries.next_meetings(area)
    rows = [
        BodyRow(
            body,
            upcoming.get(body.pk),
            body.open_count,  # type: ignore[attr-defined]
            body.late_count,  # type: ignore[attr-defined]
        )
        for body in found
    ]
    return render(request, "boards/home.html", {"rows": rows})


@right("boards.see", of=queries.body)
def body(request: HttpRequest, area: Area, body: Body) -> HttpResponse:
    """One body: its people, its meetings, its open actions."""
    today = gateway.today()
    reads = may(request.user, area, "boards.read", body)
    seats = queries.seats_on(area, body, today)
    lines = queries.register(area, seats)
    attended = queries.attended(area, body) if reads else {}
    rows = [
        SeatRow(
            seat,
            standing(lines[seat.pk], today),
            absence_warning(
                [
                    Kept(each.meeting.held_on, each.presence == Presence.PRESENT, each.consent)
                    for each in attended.get(seat.pk, [])
                ],
                on=today,
                months=body.absence_months,
            )
            if seat.votes
            else None,
        )
        for seat in seats
    ]
    sees_exempt = may(request.user, area, "boards.read_exempt", body)
    context = {
        "body": body,
        "rows": rows,
        "reads": reads,
        "meetings": queries.meetings(area).filter(body=body)[:24],
        "actions": queries.standing_actions(area, body, exempt=sees_exempt) if reads else [],
        "today": today,
    }
    return render(request, "boards/body.html", context)


@right("boards.change_bodies", post="boards.change_bodies")
def add_body(request: HttpRequest, area: Area) -> HttpResponse:
    """Add a board or group."""

    def done(form: BodyForm) -> HttpResponse:
        made = actions.add_body(area=area, actor=account_of(request), **form.cleaned_data)
        return go(request, f"{made.name} was added.", to("body", area, body=made.key))

    form = BodyForm(**given(request))
    if (
        form.is_bound
        and form.is_valid()
        and queries.bodies(area).filter(key=form.cleaned_data["key"])
    ):
        form.add_error("key", "There is a body with this short name: enter another")
    return ask(
        request,
        form,
        title="Add a board or group",
        button="Add",
        back=to("home", area),
        done=done,
    )


@right("boards.change_bodies", post="boards.change_bodies", of=queries.body)
def change_body(request: HttpRequest, area: Area, body: Body) -> HttpResponse:
    """Change what a body is called, what it is for and its rules."""
    back = to("body", area, body=body.key)

    def done(form: ChangeBodyForm) -> HttpResponse:
        changes = dict(form.cleaned_data)
        version = changes.pop("version")
        actions.change_body(
            area=area,
            actor=account_of(request),
            body=body,
            changes=changes,
            expected_version=version,
        )
        return go(request, "The change was saved.", back)

    initial = {name: getattr(body, name) for name in (*ChangeBodyForm.base_fields,)}
    return ask(
        request,
        ChangeBodyForm(**given(request), initial=initial),
        title=f"Change {body.name}",
        button="Save",
        back=back,
        done=done,
    )


@right("boards.change_bodies", post="boards.change_bodies", of=queries.body)
def add_seat(request: HttpRequest, area: Area, body: Body) -> HttpResponse:
    """Give somebody a seat."""
    back = to("body", area, body=body.key)

    def done(form: SeatForm) -> HttpResponse:
        seat = actions.add_seat(
            area=area, actor=account_of(request), body=body, **form.cleaned_data
        )
        return go(request, f"{seat.name} has a seat on {body.name}.", back)

    form = SeatForm(
        **given(request),
        people=people(area),
        initial={"kind": "member", "starts": gateway.today()},
    )
    title = f"Add a seat on {body.name}"
    return ask(request, form, title=title, button="Add the seat", back=back, done=done)


@right("boards.change_bodies", post="boards.change_bodies", of=queries.seat)
def end_seat(request: HttpRequest, area: Area, seat: Seat) -> HttpResponse:
    """Say when a term ends."""
    back = to("body", area, body=seat.body.key)

    def done(form: EndSeatForm) -> HttpResponse:
        given = form.cleaned_data
        actions.end_seat(
            area=area,
            actor=account_of(request),
            seat=seat,
            ends=given["ends"],
            reason=given["reason"],
            expected_version=given["version"],
        )
        return go(request, f"The term of {seat.name} has an end.", back)

    initial = {"ends": seat.ends or gateway.today(), "version": seat.version}
    form = EndSeatForm(**given(request), initial=initial)
    title = f"End the term of {seat.name}"
    return ask(request, form, title=title, button="Save", back=back, done=done)


@right("boards.read", of=queries.body)
def register(request: HttpRequest, area: Area, body: Body) -> HttpResponse:
    """The register of interests of a body."""
    today = gateway.today()
    seats = queries.seats_on(area, body, today)
    lines = queries.register(area, seats)
    rows = [(seat, standing(lines[seat.pk], today), lines[seat.pk]) for seat in seats]
    return render(request, "boards/register.html", {"body": body, "rows": rows})


@right("boards.declare", post="boards.declare", of=queries.seat)
def declare(request: HttpRequest, area: Area, seat: Seat) -> HttpResponse:
    """Declare an interest, or that there is none."""
    back = to("register", area, body=seat.body.key)

    def done(form: InterestForm) -> HttpResponse:
        given = form.cleaned_data
        actions.declare(
            area=area,
            actor=account_of(request),
            seat=seat,
            organisation=given["organisation"],
            nature=given["nature"],
        )
        return go(request, "The register was changed.", back)

    form = InterestForm(**given(request))
    stands = any(not line.nil for line in queries.interests_of(area, seat))
    if stands and form.is_bound and form.is_valid() and form.cleaned_data["nil"] == "nil":
        form.add_error("nil", "End the interests that stand before you declare nil")
    title = f"Declare interests of {seat.name}"
    return ask(request, form, title=title, button="Declare", back=back, done=done)


@right(post="boards.declare", of=queries.seat)
def confirm(request: HttpRequest, area: Area, seat: Seat) -> HttpResponse:
    """Confirm that a seat's entries still hold."""
    actions.confirm_interests(area=area, actor=account_of(request), seat=seat)
    back = to("register", area, body=seat.body.key)
    return go(request, f"The entries of {seat.name} are confirmed for a year.", back)


@right(post="boards.declare", of=queries.interest)
def end_interest(request: HttpRequest, area: Area, interest: Interest) -> HttpResponse:
    """Say that an interest is no more."""
    actions.end_interest(
        area=area,
        actor=account_of(request),
        interest=interest,
        expected_version=interest.version,
    )
    back = to("register", area, body=interest.seat.body.key)
    return go(request, "The interest has ended; the history keeps it.", back)
