"""Single-purpose links: made and answered at the desk, opened by whoever holds one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from stocktake_web import gateway
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.rights import account_of, public_page, right
from stocktake_web.plans import actions, queries
from stocktake_web.plans.actions.links import LinkSpent
from stocktake_web.plans.forms.work import DeclineForm, LinkForm, UpdateForm, VersionForm
from stocktake_web.plans.models import ActionLink, OfferedUpdate
from stocktake_web.plans.tokens import activity_of, digest_of
from stocktake_web.plans.views.pages import ask, done, to
from stocktake_web.plans.work import Work


@right("plans.accept_update", post="plans.accept_update", of=queries.activity)
def make(request: HttpRequest, area: Area, work: Work) -> HttpResponse:
    """Make a link; it is shown once, to be sent by whoever made it."""
    form = LinkForm(request.POST or None)
    back = to("activity", area, activity=work.id)
    if request.method == "POST" and form.is_valid():
        link, token = actions.make_link(
            area=area,
            actor=account_of(request),
            activity_id=work.id,
            role=form.cleaned_data["role"],
        )
        address = request.build_absolute_uri(reverse("link", kwargs={"token": token}))
        context = {"link": link, "address": address, "work": work, "back": back}
        return render(request, "plans/link_made.html", context)
    return ask(
        request,
        form,
        title="Link for an owner without an account",
        button="Make link",
        back=back,
        intro=[
            "Whoever opens the link can update this one activity, once, and sees nothing else. "
            "You accept the update before it counts."
        ],
        quoted=work.words,
    )


@right(post="plans.accept_update", of=queries.link)
def withdraw(request: HttpRequest, area: Area, link: ActionLink) -> HttpResponse:
    """Make a link useless."""
    form = VersionForm(request.POST)
    if form.is_valid():
        actions.withdraw_link(
            area=area,
            actor=account_of(request),
            link=link,
            expected_version=form.cleaned_data["version"],
        )
    return done(request, "The link was withdrawn.", to("activity", area, activity=link.activity_id))


@right("plans.accept_update", post="plans.accept_update", of=queries.offer)
def answer(request: HttpRequest, area: Area, offer: OfferedUpdate) -> HttpResponse:
    """Read what came through a link, and accept it."""
    if request.method == "POST":
        form = VersionForm(request.POST)
        if form.is_valid():
            actions.accept_offer(
                area=area,
                actor=account_of(request),
                offer=offer,
                expected_version=form.cleaned_data["version"],
            )
            address = to("activity", area, activity=offer.activity_id)
            return done(request, "The update was accepted.", address)
    work = queries.activity(area, offer.activity_id)
    context = {
        "offer": offer,
        "work": work,
        "accept": VersionForm(initial={"version": offer.version}),
    }
    return render(request, "plans/offer.html", context)


@right("plans.accept_update", post="plans.accept_update", of=queries.offer)
def decline(request: HttpRequest, area: Area, offer: OfferedUpdate) -> HttpResponse:
    """Decline what came through a link."""
    form = DeclineForm(request.POST or None, initial={"version": offer.version})
    back = to("offer", area, offer=offer.pk)
    if request.method == "POST" and form.is_valid():
        actions.decline_offer(
            area=area,
            actor=account_of(request),
            offer=offer,
            answer=form.cleaned_data["answer"],
            expected_version=form.cleaned_data["version"],
        )
        address = to("activity", area, activity=offer.activity_id)
        return done(request, "The update was declined.", address)
    return ask(
        request, form, title="Decline an update", button="Decline", back=back, quoted=offer.words
    )


@public_page(post=True)
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """What whoever holds a link sees: one activity and a form, or why the link no longer works."""
    link = queries.link_of(digest_of(token)) if activity_of(token) else None
    why = _why_shut(link)
    if link is None or why:
        return _shut(request, why)
    try:
        work = queries.activity(link.area, link.activity_id)
    except queries.NoPlan:
        return _shut(request, "gone")
    form = UpdateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.offer_update(link=link, **form.cleaned_data)
        except LinkSpent:
            return _shut(request, "used")
        return _private(render(request, "plans/link_thanks.html", {"work": work}))
    context = {"form": form, "work": work, "link": link, "place": link.area}
    return _private(render(request, "plans/link.html", context))


def _why_shut(link: ActionLink | None) -> str:
    if link is None:
        return "unknown"
    if link.used_at:
        return "used"
    if link.withdrawn_at:
        return "withdrawn"
    return "expired" if link.expires <= gateway.now() else ""


def _shut(request: HttpRequest, why: str) -> HttpResponse:
    status = 404 if why == "unknown" else 410
    return _private(render(request, "plans/link_shut.html", {"why": why}, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    """Kept by no cache; its address is given to no other site (the settings see to that)."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
