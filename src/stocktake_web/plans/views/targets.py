"""Targets: verdicts as computed, people's ratings beside, interim objectives, decisions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stocktake_web import gateway
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.rights import account_of, right
from stocktake_web.audit import Thing
from stocktake_web.formats import counted
from stocktake_web.gateway import target_cards
from stocktake_web.plans import actions, queries
from stocktake_web.plans.forms.targets import (
    AnswerForm,
    ObjectiveForm,
    ObjectiveMetForm,
    RatingForm,
)
from stocktake_web.plans.models import InterimObjective, OpenDecision
from stocktake_web.plans.views.pages import ask, done, to


@right("plans.see")
def targets(request: HttpRequest, area: Area) -> HttpResponse:
    """Every target with its verdict and the latest rating."""
    context = {
        "targets": queries.targets(area, gateway.today()),
        "objectives": list(queries.objectives(area)),
        "as_of": gateway.today(),
    }
    return render(request, "plans/targets.html", context)


@right("plans.see", of=queries.target)
def target(request: HttpRequest, area: Area, view: queries.TargetView) -> HttpResponse:
    """One target: leading indicators first, then the verdict, its figures and what people say."""
    judgement = queries.judgement(area, gateway.today())
    card = target_cards.card(judgement, view.id)
    in_hand = queries.judgement_in_hand(area, gateway.today())
    context = {
        "view": view,
        "card": card,
        # What moves first is read as of today, even where the verdict is of an earlier year.
        "leading": target_cards.card(in_hand, view.id).leading,
        "drawn": {each.id: [target_cards.draw(s) for s in each.figures] for each in card.family},
        "ratings": [each for each in queries.ratings(area) if each.target_id == view.id],
        "decisions": list(queries.open_decisions_of(area, view.id)),
        "objectives": [each for each in queries.objectives(area) if each.target_id == view.id],
        "risks": [each for each in queries.risks(area) if view.id in each.target_ids],
        "comments": queries.comments_on(area, Thing("plans.target", view.id)),
    }
    return render(request, "plans/target.html", context)


@right("plans.rate", post="plans.rate", of=queries.target)
def rate(request: HttpRequest, area: Area, view: queries.TargetView) -> HttpResponse:
    """Rate a target beside its verdict."""
    form = RatingForm(request.POST or None)
    back = to("target", area, target=view.id)
    if request.method == "POST" and form.is_valid():
        actions.rate_target(
            area=area,
            actor=account_of(request),
            target_id=view.id,
            computed_status=view.verdict.status,
            **form.cleaned_data,
        )
        return done(request, "Your rating was added beside the verdict.", back)
    return ask(
        request,
        form,
        title="Rate a target",
        button="Add rating",
        back=back,
        intro=[
            f"The verdict as computed is: {gateway.STATUS_WORDS[view.verdict.status]}. Your rating "
            "is shown beside it and never replaces it."
        ],
        quoted=view.target.words or view.target.title,
    )


@right("plans.set_objectives", post="plans.set_objectives")
def add_objective(request: HttpRequest, area: Area) -> HttpResponse:
    """Set an interim objective."""
    first = {"target_id": request.GET.get("target", "")}
    form = ObjectiveForm(queries.plan(area), request.POST or None, initial=first)
    back = to("targets", area)
    if request.method == "POST" and form.is_valid():
        actions.add_objective(area=area, actor=account_of(request), **form.cleaned_data)
        return done(request, "The interim objective was set.", back)
    return ask(request, form, title="Interim objective", button="Save", back=back)


@right("plans.set_objectives", post="plans.set_objectives", of=queries.objective)
def objective(request: HttpRequest, area: Area, objective: InterimObjective) -> HttpResponse:
    """Say whether an interim objective was met."""
    met = {True: "yes", False: "no", None: ""}[objective.met]
    first = {"met": met, "evidence": objective.evidence, "version": objective.version}
    form = ObjectiveMetForm(request.POST or None, initial=first)
    back = to("targets", area)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        actions.change_objective(
            area=area,
            actor=account_of(request),
            objective=objective,
            expected_version=given.pop("version"),
            **given,
        )
        return done(request, "The interim objective was changed.", back)
    return ask(
        request,
        form,
        title="Was the objective met?",
        button="Save",
        back=back,
        quoted=objective.words,
    )


@right(post="plans.notice")
def notice(request: HttpRequest, area: Area) -> HttpResponse:
    """Look at every verdict for news."""
    opened = actions.notice_verdicts(area=area, actor=account_of(request))
    said = f"{counted(len(opened), 'decision')} opened." if opened else "There is no news."
    return done(request, said, to("decisions", area))


@right("plans.see")
def decisions(request: HttpRequest, area: Area) -> HttpResponse:
    """What a board must decide, and how it answered before."""
    plan = queries.plan(area)
    context = {
        "open": list(queries.open_decisions(area)),
        "answered": list(queries.answered_decisions(area)),
        "titles": {target.id: target.title for target in plan.target},
    }
    return render(request, "plans/decisions.html", context)


@right("plans.answer_decision", post="plans.answer_decision", of=queries.open_decision)
def answer(request: HttpRequest, area: Area, decision: OpenDecision) -> HttpResponse:
    """Answer an open decision."""
    back = to("decisions", area)
    form = AnswerForm(request.POST or None, initial={"version": decision.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.answer_decision(
            area=area,
            actor=account_of(request),
            decision=decision,
            answer=given["answer"],
            words=given["words"],
            expected_version=given["version"],
        )
        return done(request, "The decision was answered.", back)
    return ask(
        request,
        form,
        title="Answer a decision",
        button="Save answer",
        back=back,
        quoted=decision.evidence,
    )
