"""Pages of a meeting: its agenda, who came, opening and closing it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from stocktake_web import gateway
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.rights import account_of, may, right
from stocktake_web.boards import plan_view, queries
from stocktake_web.boards.actions import agenda, holding
from stocktake_web.boards.actions import meetings as actions
from stocktake_web.boards.forms.meetings import (
    AttendanceForm,
    ChangeMeetingForm,
    MeetingForm,
    SuggestionsForm,
)
from stocktake_web.boards.models import Body, Meeting, State
from stocktake_web.boards.presenters import OPENNESS_CLASSES, item_rows
from stocktake_web.boards.proposing import Suggestion, suggestions
from stocktake_web.boards.views.asking import ask, given, go, to


@right("boards.run", post="boards.run", of=queries.body)
def plan(request: HttpRequest, area: Area, body: Body) -> HttpResponse:
    """Plan a meeting of a body."""

    def done(form: MeetingForm) -> HttpResponse:
        made = actions.plan_meeting(
            area=area, actor=account_of(request), body=body, **form.cleaned_data
        )
        words = "The meeting is planned. Its agenda begins with the minutes and the actions."
        return go(request, words, to("meeting", area, meeting=made.pk))

    return ask(
        request,
        MeetingForm(**given(request)),
        title=f"Plan a meeting of {body.name}",
        button="Plan the meeting",
        back=to("body", area, body=body.key),
        done=done,
    )


@right("boards.read", of=queries.meeting)
def meeting(request: HttpRequest, area: Area, meeting: Meeting) -> HttpResponse:
    """The agenda, with what each reader may see of it."""
    found = queries.items(area, meeting)
    exempt = may(request.user, area, "boards.read_exempt", meeting)
    flags = queries.flag_counts(area, meeting, found)
    runs = may(request.user, area, "boards.run", meeting)
    withdrawn: set[int] = set()
    if not runs:
        withdrawn = queries.withdrawn_from(area, meeting, account_of(request))
    waiting: tuple[Suggestion, ...] = ()
    if runs and meeting.state in (State.PLANNED, State.OPEN):
        waiting = _suggested(area, meeting)
    context = {
        "meeting": meeting,
        "rows": item_rows(found, reads_exempt=exempt, flagged=flags, withdrawn=withdrawn),
        "quorum": queries.meeting_quorum(area, meeting),
        "attended": meeting.attendance.exists(),
        "carried": _readable(queries.carried(area, meeting), exempt),
        "to_approve": list(queries.unapproved_before(area, meeting)),
        "minutes": queries.minutes(area, meeting),
        "publication": queries.publication(area, meeting),
        "waiting": waiting,
        "runs": runs,
        "today": gateway.today(),
        "openness_classes": OPENNESS_CLASSES,
    }
    return render(request, "boards/meeting.html", context)


@right("boards.run", post="boards.run", of=queries.meeting)
def change(request: HttpRequest, area: Area, meeting: Meeting) -> HttpResponse:
    """Move a planned meeting, or change its quorum."""
    back = to("meeting", area, meeting=meeting.pk)

    def done(form: ChangeMeetingForm) -> HttpResponse:
        changes = dict(form.cleaned_data)
        version = changes.pop("version")
        actions.change_meeting(
            area=area,
            actor=account_of(request),
            meeting=meeting,
            changes=changes,
            expected_version=version,
        )
        return go(request, "The change was saved.", back)

    initial = {name: getattr(meeting, name) for name in ChangeMeetingForm.base_fields}
    form = ChangeMeetingForm(**given(request), initial=initial)
    title = "Change when and where the meeting is held"
    return ask(request, form, title=title, button="Save", back=back, done=done)


@right("boards.run", post="boards.run", of=queries.meeting)
def suggested(request: HttpRequest, area: Area, meeting: Meeting) -> HttpResponse:
    """What proposes itself for the agenda: choose from it."""
    back = to("meeting", area, meeting=meeting.pk)
    found = _suggested(area, meeting)
    if not found:
        return redirect(back)

    def done(form: SuggestionsForm) -> HttpResponse:
        agenda.accept_suggestions(
            area=area, actor=account_of(request), meeting=meeting, chosen=form.picked()
        )
        return go(request, "The agenda was changed.", back)

    return ask(
        request,
        SuggestionsForm(**given(request), suggestions=found),
        title="What waits for this meeting",
        button="Put on the agenda",
        back=back,
        done=done,
        intro="Open decisions, late activities, missing returns and risks above the line, "
        "as the plan has them today.",
    )


@right("boards.run", post="boards.run", of=queries.meeting)
def attendance(request: HttpRequest, area: Area, meeting: Meeting) -> HttpResponse:
    """Record who came, and consent to absence."""
    back = to("meeting", area, meeting=meeting.pk)
    form = AttendanceForm(
        **given(request),
        seats=queries.seats_on(area, meeting.body, meeting.held_on),
        recorded={each.seat_id: each for each in meeting.attendance.all()},
        initial={"version": meeting.version},
    )
    if request.method == "POST" and form.is_valid():
        holding.record_attendance(
            area=area,
            actor=account_of(request),
            meeting=meeting,
            marks=form.marks(),
            expected_version=form.cleaned_data["version"],
        )
        quorum = queries.meeting_quorum(area, queries.meeting(area, meeting.pk))
        return go(request, f"Attendance is recorded. {quorum.words}", back)
    context = {"meeting": meeting, "form": form, "back": back}
    return render(request, "boards/attendance.html", context)


@right(post="boards.run", of=queries.meeting)
def open_(request: HttpRequest, area: Area, meeting: Meeting) -> HttpResponse:
    """Open the meeting."""
    actions.open_meeting(
        area=area,
        actor=account_of(request),
        meeting=meeting,
        expected_version=_version(request, meeting),
    )
    words = "The meeting is open. Record who is here."
    return go(request, words, to("attendance", area, meeting=meeting.pk))


@right(post="boards.run", of=queries.meeting)
def close(request: HttpRequest, area: Area, meeting: Meeting) -> HttpResponse:
    """Close the meeting and draft its minutes."""
    actions.close_meeting(
        area=area,
        actor=account_of(request),
        meeting=meeting,
        expected_version=_version(request, meeting),
    )
    words = "The meeting is closed. Its minutes are drafted from what was recorded."
    return go(request, words, to("minutes", area, meeting=meeting.pk))


def _version(request: HttpRequest, meeting: Meeting) -> int:
    """The version that the button was made from; without one, nothing was read."""
    said = request.POST.get("version", "")
    return int(said) if said.isdigit() else 0


def _suggested(area: Area, meeting: Meeting) -> tuple[Suggestion, ...]:
    plan = plan_view.plan_now(area, meeting.body.key, gateway.now())
    already = {item.source for item in queries.items(area, meeting)}
    return suggestions(plan, already=already)


def _readable(actions: list, exempt: bool) -> list:  # type: ignore[type-arg]
    return [
        each for each in actions if exempt or "exempt" not in (each.openness, each.item.openness)
    ]
