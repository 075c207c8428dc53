"""Recommendations: the register, one of them, and its page as Word and PDF."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stocktake_web import gateway
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.rights import account_of, right
from stocktake_web.audit import Thing
from stocktake_web.plans import actions, queries
from stocktake_web.plans.actions.recommendations import NoEvidence
from stocktake_web.plans.countdown import countdown
from stocktake_web.plans.forms.recommendations import ChangeForm, EvidenceForm, NewForm
from stocktake_web.plans.models import Recommendation
from stocktake_web.plans.one_page import as_pdf, as_word, page_of
from stocktake_web.plans.views.pages import ask, done, to

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@right("plans.see")
def recommendations(request: HttpRequest, area: Area) -> HttpResponse:
    """The register, with the countdown to each window."""
    today = gateway.today()
    shown = [
        (each, countdown(each.window_opens, each.window_closes, today))
        for each in queries.recommendations(area)
    ]
    return render(request, "plans/recommendations.html", {"recommendations": shown})


@right("plans.change_recommendations", post="plans.change_recommendations")
def add(request: HttpRequest, area: Area) -> HttpResponse:
    """Add a recommendation."""
    form = NewForm(request.POST or None)
    back = to("recommendations", area)
    if request.method == "POST" and form.is_valid():
        actions.add_recommendation(area=area, actor=account_of(request), **form.cleaned_data)
        return done(request, "The recommendation was added.", back)
    return ask(request, form, title="Add a recommendation", button="Add", back=back)


@right(post="plans.change_recommendations")
def add_letter(request: HttpRequest, area: Area) -> HttpResponse:
    """Add the eight recommendations that ship with the product, if the register is empty."""
    back = to("recommendations", area)
    if not queries.recommendations(area).exists():
        actions.add_letter(area=area, actor=account_of(request))
    return done(request, "The letter's recommendations are in the register.", back)


@right("plans.see", of=queries.recommendation)
def recommendation(
    request: HttpRequest, area: Area, recommendation: Recommendation
) -> HttpResponse:
    """One recommendation with its evidence."""
    today = gateway.today()
    context = {
        "recommendation": recommendation,
        "page": page_of(recommendation, place=area.name, as_of=today),
        "comments": queries.comments_on(
            area, Thing("plans.recommendation", str(recommendation.pk))
        ),
    }
    return render(request, "plans/recommendation.html", context)


@right(
    "plans.change_recommendations",
    post="plans.change_recommendations",
    of=queries.recommendation,
)
def change(request: HttpRequest, area: Area, recommendation: Recommendation) -> HttpResponse:
    """Change who owns it, what is done and how far it has come."""
    first = {
        "owner_user": str(recommendation.owner_user_id or ""),
        "owner_role": recommendation.owner_role,
        "actions": recommendation.actions,
        "state": recommendation.state,
        "version": recommendation.version,
    }
    form = ChangeForm(area, request.POST or None, initial=first)
    back = to("recommendation", area, recommendation=recommendation.pk)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            actions.change_recommendation(
                area=area,
                actor=account_of(request),
                recommendation=recommendation,
                expected_version=given.pop("version"),
                **given,
            )
        except NoEvidence as error:
            form.add_error("state", f"{error}")
        else:
            return done(request, "The recommendation was changed.", back)
    return ask(
        request,
        form,
        title="Change a recommendation",
        button="Save",
        back=back,
        quoted=recommendation.words,
    )


@right(
    "plans.change_recommendations",
    post="plans.change_recommendations",
    of=queries.recommendation,
)
def evidence(request: HttpRequest, area: Area, recommendation: Recommendation) -> HttpResponse:
    """Give evidence of action or of impact."""
    form = EvidenceForm(request.POST or None)
    back = to("recommendation", area, recommendation=recommendation.pk)
    if request.method == "POST" and form.is_valid():
        actions.add_recommendation_evidence(
            area=area, actor=account_of(request), recommendation=recommendation, **form.cleaned_data
        )
        return done(request, "The evidence was added.", back)
    return ask(
        request,
        form,
        title="Give evidence",
        button="Add",
        back=back,
        quoted=recommendation.words,
    )


@right("plans.see", of=queries.recommendation)
def pdf(request: HttpRequest, area: Area, recommendation: Recommendation) -> HttpResponse:
    """Its page as a tagged PDF."""
    page = page_of(recommendation, place=area.name, as_of=gateway.today())
    return _file(as_pdf(page), "application/pdf", f"recommendation-{recommendation.number}.pdf")


@right("plans.see", of=queries.recommendation)
def word(request: HttpRequest, area: Area, recommendation: Recommendation) -> HttpResponse:
    """Its page as a Word document."""
    page = page_of(recommendation, place=area.name, as_of=gateway.today())
    return _file(as_word(page), WORD, f"recommendation-{recommendation.number}.docx")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=disposition)
