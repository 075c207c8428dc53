"""Local returns: asked for, given by form or file, and seen where none came."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from stocktake_web import gateway
from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.rights import account_of, memberships_of, right
from stocktake_web.gateway import InputError, local_returns
from stocktake_web.plans import actions, queries
from stocktake_web.plans.forms.returns import AskForm, FigureForm, FileForm, WithdrawForm
from stocktake_web.plans.forms.work import VersionForm
from stocktake_web.plans.mails import mail_reminder
from stocktake_web.plans.models import LocalRequest
from stocktake_web.plans.views.pages import ask, done, to

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@right("plans.see")
def returns(request: HttpRequest, area: Area) -> HttpResponse:
    """What was asked for, what came and how old it is, and what did not come."""
    plan = queries.plan(area)
    context = {
        "asked": queries.local_requests(area, gateway.now()),
        "returned": [(each, queries.age(each)) for each in queries.local_returns(area)[:50]],
        "figures": {each.id: each.words for each in plan.local_indicator},
    }
    return render(request, "plans/returns.html", context)


@right("plans.ask_returns", post="plans.ask_returns")
def ask_for(request: HttpRequest, area: Area) -> HttpResponse:
    """Ask for a local figure."""
    form = AskForm(area, queries.plan(area), request.POST or None)
    back = to("returns", area)
    if request.method == "POST" and form.is_valid():
        actions.ask_return(area=area, actor=account_of(request), **form.cleaned_data)
        return done(request, "The figure was asked for.", back)
    return ask(request, form, title="Ask for a local figure", button="Ask", back=back)


@right("plans.give_return", post="plans.give_return", of=queries.local_request)
def give(request: HttpRequest, area: Area, asked: LocalRequest) -> HttpResponse:
    """Return one figure through a page."""
    plan = queries.plan(area)
    words = {each.id: each.words for each in plan.local_indicator}
    form = FigureForm(request.POST or None)
    back = reverse("desk:home", kwargs={"area": area.slug})
    if request.method == "POST" and form.is_valid():
        role = asked.requested_from
        content = local_returns.form_text(
            form.cleaned_data
            | {
                "indicator": f"local:{asked.indicator_id}",
                "date": form.cleaned_data["date"].isoformat(),
                "place": "" if asked.school_urn else area.place_id,
                "school_urn": asked.school_urn,
                "returned_by": role,
                "returned_on": gateway.today().isoformat(),
            }
        )
        try:
            actions.take_return(
                area=area,
                actor=account_of(request),
                request=asked,
                by_role=role,
                name="form.csv",
                content=content,
            )
        except InputError as error:
            for fault in error.faults:
                form.add_error(None, f"{fault.what}; expected {fault.expected}")
        else:
            return done(request, "The figure was returned. It is for the board only.", back)
    return ask(
        request,
        form,
        title="Return a figure",
        button="Return",
        back=back,
        intro=[f"Asked for: {asked.period}. For the board only, until it is released."],
        quoted=words.get(asked.indicator_id, asked.indicator_id),
    )


@right("plans.ask_returns", post="plans.ask_returns")
def file(request: HttpRequest, area: Area) -> HttpResponse:
    """Return figures as a file: all of it is taken, or nothing."""
    form = FileForm(request.POST or None, request.FILES or None)
    back = to("returns", area)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            if form.cleaned_data["only_read"]:
                return _read_through(request, area, sent.name, sent.read())
            row = actions.take_return(
                area=area,
                actor=account_of(request),
                request=None,
                by_role=_role(account_of(request), area),
                name=sent.name,
                content=sent.read(),
            )
        except InputError as error:
            for fault in error.faults:
                form.add_error("file", f"{fault.where}: {fault.what}")
        else:
            return done(request, f"{row.rows_count} figures were taken.", back)
    return ask(request, form, title="Return figures as a file", button="Send", back=back)


def _read_through(request: HttpRequest, area: Area, name: str, content: bytes) -> HttpResponse:
    """What would be taken of a file, row by row; nothing is kept."""
    through = local_returns.read_through(
        area, queries.plan(area), name=name, content=content, on=gateway.today()
    )
    context = {"form": FileForm(), "through": through, "name": name}
    return render(request, "plans/return_read.html", context)


@right("plans.see")
def template(request: HttpRequest, area: Area) -> HttpResponse:
    """The template in which local figures are returned."""
    disposition = {"Content-Disposition": 'attachment; filename="local-return.xlsx"'}
    content = local_returns.template(queries.plan(area))
    return HttpResponse(content, content_type=WORKBOOK, headers=disposition)


@right(post="plans.ask_returns", of=queries.local_request)
def remind(request: HttpRequest, area: Area, asked: LocalRequest) -> HttpResponse:
    """Remind whoever was asked, if they have an account."""
    form = VersionForm(request.POST)
    back = to("returns", area)
    if not form.is_valid():
        return done(request, "Nobody was reminded.", back)
    actions.remind(
        area=area,
        actor=account_of(request),
        request=asked,
        expected_version=form.cleaned_data["version"],
    )
    if asked.owner_user is None:
        return done(request, "Recorded. Nobody with an account was asked, so tell them.", back)
    address = request.build_absolute_uri(to("give-return", area, asked=asked.pk))
    mail_reminder(asked.owner_user, address)
    return done(request, "A reminder was sent.", back)


@right("plans.ask_returns", post="plans.ask_returns", of=queries.local_request)
def withdraw(request: HttpRequest, area: Area, asked: LocalRequest) -> HttpResponse:
    """No longer ask for a figure."""
    form = WithdrawForm(request.POST or None, initial={"version": asked.version})
    back = to("returns", area)
    if request.method == "POST" and form.is_valid():
        actions.withdraw_request(
            area=area,
            actor=account_of(request),
            request=asked,
            expected_version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
        )
        return done(request, "It is no longer asked for.", back)
    return ask(request, form, title="No longer ask", button="Withdraw", back=back)


def _role(user: User, area: Area) -> str:
    held = memberships_of(user, area)
    return held[0].get_role_display() if held else ""
