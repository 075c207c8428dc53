"""Likelihood of delivery: opened, scored, and shown with its spread."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from stocktake_web import gateway
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.rights import account_of, may, right
from stocktake_web.plans import actions, queries
from stocktake_web.plans.actions.likelihood import GivenAlready, RoundClosed
from stocktake_web.plans.forms.likelihood import RoundForm, ScoreForm
from stocktake_web.plans.models import LikelihoodRound
from stocktake_web.plans.rules import rules
from stocktake_web.plans.views.pages import ask, done, to


@right("plans.see")
def likelihood(request: HttpRequest, area: Area) -> HttpResponse:
    """Every round, as the reader may see it."""
    scores = may(request.user, area, "plans.score")
    shown = [
        (
            each,
            queries.is_open(each),
            queries.scores_for(area, each, account_of(request), scores=scores),
        )
        for each in queries.rounds(area)[:4]
    ]
    return render(request, "plans/likelihood.html", {"rounds": shown})


@right("plans.open_round", post="plans.open_round")
def open_round(request: HttpRequest, area: Area) -> HttpResponse:
    """Open this quarter's round."""
    closes = gateway.today() + timedelta(days=rules().likelihood.open_for_days)
    form = RoundForm(request.POST or None, initial={"closes": closes})
    back = to("likelihood", area)
    if request.method == "POST" and form.is_valid():
        actions.open_round(area=area, actor=account_of(request), closes=form.cleaned_data["closes"])
        return done(request, "The round is open.", back)
    return ask(request, form, title="Open this quarter's round", button="Open round", back=back)


@right("plans.score", post="plans.score", of=queries.likelihood_round)
def score(request: HttpRequest, area: Area, round_: LikelihoodRound, priority: str) -> HttpResponse:
    """Score one priority, then the next."""
    found = {each.id: each for each in queries.plan(area).priority}
    if priority not in found:
        raise Http404
    form = ScoreForm(request.POST or None)
    back = to("likelihood", area)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_score(
                area=area,
                actor=account_of(request),
                round_=round_,
                priority_id=priority,
                **form.cleaned_data,
            )
        except GivenAlready:
            return done(request, "You had scored it before; your first scores stand.", back)
        except RoundClosed:
            return done(request, "The round is closed; your scores were not taken.", back)
        left = [
            each.priority.id
            for each in queries.scores_for(area, round_, account_of(request), scores=True)
            if each.mine is None
        ]
        if left:
            address = to("score", area, round=round_.pk, priority=left[0])
            return done(request, f"Taken. {len(left)} to go.", address)
        return done(request, "Thank you. You have scored every priority.", back)
    return ask(
        request,
        form,
        title=found[priority].title,
        button="Give scores",
        back=back,
        intro=[
            "Score by yourself. You see what others gave when you have given yours. Scores stay "
            "as given."
        ],
    )
