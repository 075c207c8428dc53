"""Pages of an agenda's items: what they say, their papers, what came of them."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stocktake_web import gateway
from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.rights import account_of, may, require, right
from stocktake_web.boards import plan_view, queries
from stocktake_web.boards.actions import agenda, holding
from stocktake_web.boards.forms.agenda import ChangeItemForm, ItemForm, NoteForm, PaperForm
from stocktake_web.boards.forms.meetings import WithdrawalForm
from stocktake_web.boards.models import AgendaItem, Meeting, Paper
from stocktake_web.boards.openness import EXEMPT
from stocktake_web.boards.presenters import OPENNESS_CLASSES
from stocktake_web.boards.views.asking import ask, given, go, to


@right("boards.run", post="boards.run", of=queries.meeting)
def add(request: HttpRequest, area: Area, meeting: Meeting) -> HttpResponse:
    """Put an item on the agenda."""
    back = to("meeting", area, meeting=meeting.pk)

    def done(form: ItemForm) -> HttpResponse:
        agenda.add_item(
            area=area, actor=account_of(request), meeting=meeting, values=form.cleaned_data
        )
        return go(request, "The item is on the agenda.", back)

    form = ItemForm(
        **given(request), priorities=plan_view.priorities(area), initial={"kind": "report"}
    )
    return ask(request, form, title="Add an item", button="Put on the agenda", back=back, done=done)


@right("boards.read", of=queries.item)
def item(request: HttpRequest, area: Area, item: AgendaItem) -> HttpResponse:
    """One item; while the meeting is open, where the secretary writes what happens."""
    require_sight(request, area, item)
    runs = may(request.user, area, "boards.run", item)
    exempt = may(request.user, area, "boards.read_exempt", item)
    papers = [each for each in queries.papers(area, item) if exempt or each.openness != EXEMPT]
    context = {
        "item": item,
        "meeting": item.meeting,
        "papers": papers,
        "flags": queries.flagged(area, item),
        "withdrawals": item.withdrawals.select_related("seat__user"),
        "quorum": queries.item_quorum(area, item),
        "decisions": [e for e in item.decisions.all() if exempt or e.openness != EXEMPT],
        "actions": [
            each
            for each in item.actions.select_related("owner_user")
            if exempt or each.openness != EXEMPT
        ],
        "proposals": item.proposals.all(),
        "carried": [
            each
            for each in queries.carried(area, item.meeting)
            if exempt or EXEMPT not in (each.openness, each.item.openness)
        ]
        if item.kind == "actions"
        else [],
        "to_approve": list(queries.unapproved_before(area, item.meeting))
        if item.kind == "minutes"
        else [],
        "priority": dict(plan_view.priorities(area)).get(item.priority_key, ""),
        "runs": runs,
        "comments": queries.comments_of(area, item),
        "comment_counts": queries.paper_comment_counts(area),
        "answers": may(request.user, area, "boards.answer_comment", item),
        "note_form": NoteForm(initial={"note": item.note, "version": item.version}),
        "today": gateway.today(),
        "openness_classes": OPENNESS_CLASSES,
    }
    return render(request, "boards/item.html", context)


@right("boards.run", post="boards.run", of=queries.item)
def change(request: HttpRequest, area: Area, item: AgendaItem) -> HttpResponse:
    """Change an item, or who may see it."""
    back = to("item", area, item=item.pk)

    def done(form: ChangeItemForm) -> HttpResponse:
        changes = dict(form.cleaned_data)
        version = changes.pop("version")
        agenda.change_item(
            area=area,
            actor=account_of(request),
            item=item,
            changes=changes,
            expected_version=version,
        )
        return go(request, "The change was saved.", back)

    initial = {name: getattr(item, name) for name in ChangeItemForm.base_fields}
    form = ChangeItemForm(**given(request), priorities=plan_view.priorities(area), initial=initial)
    return ask(request, form, title=f"Change {item.title}", button="Save", back=back, done=done)


@right(post="boards.run", of=queries.item)
def move(request: HttpRequest, area: Area, item: AgendaItem) -> HttpResponse:
    """Move an item one place up or down."""
    up = request.POST.get("way") == "up"
    agenda.move_item(area=area, actor=account_of(request), item=item, up=up)
    words = f"{item.title} moved {'up' if up else 'down'}."
    return go(request, words, to("meeting", area, meeting=item.meeting_id))


@right(post="boards.run", of=queries.item)
def remove(request: HttpRequest, area: Area, item: AgendaItem) -> HttpResponse:
    """Take an item off the agenda."""
    agenda.remove_item(area=area, actor=account_of(request), item=item)
    words = f"{item.title} is off the agenda."
    return go(request, words, to("meeting", area, meeting=item.meeting_id))


@right("boards.run", post="boards.run", of=queries.item)
def note(request: HttpRequest, area: Area, item: AgendaItem) -> HttpResponse:
    """Write down what was said."""
    back = to("item", area, item=item.pk)

    def done(form: NoteForm) -> HttpResponse:
        holding.write_note(
            area=area,
            actor=account_of(request),
            item=item,
            note=form.cleaned_data["note"],
            expected_version=form.cleaned_data["version"],
        )
        return go(request, "The note was saved.", back)

    form = NoteForm(**given(request), initial={"note": item.note, "version": item.version})
    title = f"What was said of {item.title}"
    return ask(request, form, title=title, button="Save the note", back=back, done=done)


@right("boards.run", post="boards.run", of=queries.item)
def withdraw(request: HttpRequest, area: Area, item: AgendaItem) -> HttpResponse:
    """Record that somebody stepped out of the item."""
    back = to("item", area, item=item.pk)
    flags = {flag.seat.pk: flag.interest for flag in queries.flagged(area, item)}
    gone = {each.seat_id for each in item.withdrawals.all()}
    seats = {
        seat.pk: seat
        for seat in queries.seats_on(area, item.meeting.body, item.meeting.held_on)
        if seat.pk not in gone
    }

    def done(form: WithdrawalForm) -> HttpResponse:
        seat = seats[int(form.cleaned_data["seat"])]
        holding.record_withdrawal(
            area=area,
            actor=account_of(request),
            item=item,
            seat=seat,
            reason=form.cleaned_data["reason"],
            interest=flags.get(seat.pk),
        )
        quorum = queries.item_quorum(area, queries.item(area, item.pk))
        return go(request, f"The withdrawal is recorded. {quorum.words}", back)

    first = next((pk for pk in flags if pk in seats), None)
    initial = {"seat": first, "reason": flags[first].organisation} if first else {}
    form = WithdrawalForm(
        **given(request),
        seats=[(pk, seat.name) for pk, seat in seats.items()],
        initial=initial,
    )
    title = f"Withdrawal from {item.title}"
    button = "Record the withdrawal"
    return ask(request, form, title=title, button=button, back=back, done=done)


@right("boards.run", post="boards.run", of=queries.item)
def add_paper(request: HttpRequest, area: Area, item: AgendaItem) -> HttpResponse:
    """Add a paper to the item."""
    back = to("item", area, item=item.pk)

    def done(form: PaperForm) -> HttpResponse:
        agenda.add_paper(area=area, actor=account_of(request), item=item, **form.cleaned_data)
        return go(request, "The paper was added.", back)

    form = PaperForm(**given(request))
    title = f"Add a paper to {item.title}"
    return ask(request, form, title=title, button="Add the paper", back=back, done=done)


@right("boards.read", of=queries.paper)
def paper(request: HttpRequest, area: Area, paper: Paper) -> HttpResponse:
    """Download a paper."""
    require_sight(request, area, paper.item)
    if paper.openness == EXEMPT:
        require(request.user, area, "boards.read_exempt", paper)
    response = HttpResponse(bytes(paper.content.held), content_type=paper.media_type)
    # The name holds plain characters only: papers.check_file saw to it.
    name = paper.file_name.encode("ascii", "replace").decode().replace("?", "_")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@right(post="boards.run", of=queries.paper)
def withdraw_paper(request: HttpRequest, area: Area, paper: Paper) -> HttpResponse:
    """Take a paper away."""
    agenda.withdraw_paper(area=area, actor=account_of(request), paper=paper, reason="")
    return go(request, f"{paper.title} was taken away.", to("item", area, item=paper.item_id))


def require_sight(request: HttpRequest, area: Area, item: AgendaItem) -> None:
    """Refuse an exempt item to who may not read it, and any item to who withdrew from it.

    Raises
    ------
    PermissionDenied
        Shown as a page.
    """
    if item.openness == EXEMPT:
        require(request.user, area, "boards.read_exempt", item)
    user = request.user
    runs = may(user, area, "boards.run", item)
    if isinstance(user, User) and not runs and queries.withdrew(area, item, user):
        raise PermissionDenied("You withdrew from this item, so you do not see its papers.")
