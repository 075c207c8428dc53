"""Activities: the list, one of them, updates, owners and what they wait on."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from stocktake_web import gateway
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.rights import account_of, right
from stocktake_web.audit import Thing
from stocktake_web.plans import actions, queries
from stocktake_web.plans.forms.work import EvidenceForm, OwnerForm, SettleForm, WaitForm
from stocktake_web.plans.models import ActionLink, WaitsOn
from stocktake_web.plans.status import WORDS
from stocktake_web.plans.views.pages import ask, done, to
from stocktake_web.plans.work import Work


@right("plans.see")
def activities(request: HttpRequest, area: Area) -> HttpResponse:
    """Every activity, or those with one status."""
    works = queries.activities(area, gateway.now())
    wanted = request.GET.get("status", "")
    counts = {code: sum(each.status.code == code for each in works) for code in WORDS}
    context = {
        "works": [each for each in works if not wanted or each.status.code == wanted],
        "wanted": wanted if wanted in WORDS else "",
        "words": WORDS,
        "counts": counts,
        "all_count": len(works),
        "waiting": queries.waiting(area, gateway.now()),
    }
    return render(request, "plans/activities.html", context)


@right("plans.see_activity", of=queries.activity)
def activity(request: HttpRequest, area: Area, work: Work) -> HttpResponse:
    """One activity: what was done, what difference it made, what it waits on."""
    now = gateway.now()
    links = [(link, _link_state(link, now)) for link in queries.links(area, work.id)]
    lines = [each for each in queries.funding_lines(area) if each.activity_id == work.id]
    context = {
        "work": work,
        "links": links,
        "lines": lines,
        "risks": [each for each in queries.risks(area) if work.id in each.activity_ids],
        "comments": queries.comments_on(area, Thing("plans.activity", work.id)),
    }
    return render(request, "plans/activity.html", context)


@right("plans.update_activity", post="plans.update_activity", of=queries.activity)
def update(request: HttpRequest, area: Area, work: Work) -> HttpResponse:
    """Say where an activity stands."""
    form = EvidenceForm(request.POST or None, request.FILES or None)
    back = to("activity", area, activity=work.id)
    if request.method == "POST" and form.is_valid():
        actions.add_update(
            area=area, actor=account_of(request), activity_id=work.id, **form.cleaned_data
        )
        return done(request, "Your update was added.", back)
    return ask(
        request,
        form,
        title="Update an activity",
        button="Add update",
        back=back,
        quoted=work.words,
    )


@right("plans.see_activity", of=queries.activity)
def evidence(request: HttpRequest, area: Area, work: Work, update: int) -> HttpResponse:
    """A file that was given with an update, to save."""
    found = next((each for each in work.updates if each.pk == update and each.file_name), None)
    if found is None:
        raise Http404
    return HttpResponse(
        bytes(found.content.held),
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": content_disposition_header(True, found.file_name) or "attachment"
        },
    )


@right("plans.assign", post="plans.assign", of=queries.activity)
def owner(request: HttpRequest, area: Area, work: Work) -> HttpResponse:
    """Say who owns an activity."""
    now = {
        "owner_user": str(work.owner_user_id or ""),
        "owner_role": work.owner_role,
        "version": work.state_version,
    }
    form = OwnerForm(area, request.POST or None, initial=now)
    back = to("activity", area, activity=work.id)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.assign_owner(
            area=area,
            actor=account_of(request),
            activity_id=work.id,
            owner_user=given["owner_user"],
            owner_role=given["owner_role"],
            expected_version=given["version"],
        )
        return done(request, "The owner was changed.", back)
    return ask(
        request, form, title="Owner of an activity", button="Save", back=back, quoted=work.words
    )


@right("plans.assign", post="plans.assign", of=queries.activity)
def wait(request: HttpRequest, area: Area, work: Work) -> HttpResponse:
    """Record what an activity waits on."""
    form = WaitForm(queries.plan(area), request.POST or None)
    back = to("activity", area, activity=work.id)
    if request.method == "POST" and form.is_valid():
        actions.add_wait(
            area=area, actor=account_of(request), activity_id=work.id, **form.cleaned_data
        )
        return done(request, "What it waits on was recorded.", back)
    return ask(
        request,
        form,
        title="What an activity waits on",
        button="Save",
        back=back,
        quoted=work.words,
    )


@right("plans.assign", post="plans.assign", of=queries.waits_on)
def settle(request: HttpRequest, area: Area, wait: WaitsOn) -> HttpResponse:
    """Say that what was waited on came."""
    first = {"settled_on": gateway.today(), "version": wait.version}
    form = SettleForm(request.POST or None, initial=first)
    back = to("activity", area, activity=wait.activity_id)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.settle_wait(
            area=area,
            actor=account_of(request),
            wait=wait,
            settled_on=given["settled_on"],
            expected_version=given["version"],
        )
        return done(request, "It no longer waits on that.", back)
    return ask(
        request,
        form,
        title="What was waited on came",
        button="Save",
        back=back,
        quoted=wait.words,
    )


def _link_state(link: ActionLink, now: datetime) -> str:
    if link.used_at:
        return "used"
    if link.withdrawn_at:
        return "withdrawn"
    return "expired" if link.expires <= now else "open"
