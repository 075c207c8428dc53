"""The plan at a glance, its dated points and how fresh the account of it is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stocktake_web import gateway
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.rights import right
from stocktake_web.plans import queries


@right("plans.see")
def overview(request: HttpRequest, area: Area) -> HttpResponse:
    """Each priority: a sentence, its verdicts, its late activities."""
    now = gateway.now()
    try:
        revision = queries.current_revision(area)
    except queries.NoPlan:
        return render(request, "plans/no_plan.html")
    judgement = queries.judgement(area, gateway.today())
    context = {
        "plan": judgement.plan,
        "judgement": judgement,
        "revision": revision,
        "priorities": queries.priorities(area, now),
        "decisions": list(queries.open_decisions(area)),
        "offers": list(queries.offers(area)),
        "freshness": queries.freshness(area, now),
        "titles": {target.id: target.title for target in judgement.plan.target},
        "comment_counts": queries.comment_counts(area, "plans.priority"),
    }
    return render(request, "plans/overview.html", context)


@right("plans.see")
def milestones(request: HttpRequest, area: Area) -> HttpResponse:
    """Every dated point of the plan."""
    context = {"milestones": queries.milestones(area, gateway.now())}
    return render(request, "plans/milestones.html", context)


@right("plans.see")
def freshness(request: HttpRequest, area: Area) -> HttpResponse:
    """How current and complete the account of the plan is."""
    context = {"freshness": queries.freshness(area, gateway.now())}
    return render(request, "plans/freshness.html", context)
