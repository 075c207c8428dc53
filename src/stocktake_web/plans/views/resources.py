"""Risks and money."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stocktake_web import gateway
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.rights import account_of, right
from stocktake_web.plans import actions, queries
from stocktake_web.plans.forms import choices
from stocktake_web.plans.forms.resources import CloseForm, FundingForm, RiskForm
from stocktake_web.plans.models import FundingLine, Risk
from stocktake_web.plans.rules import rules
from stocktake_web.plans.views.pages import ask, done, to

RISK_FIELDS = (
    "words",
    "likelihood",
    "impact",
    "response",
    "owner_role",
    "target_ids",
    "activity_ids",
    "version",
)
MONEY_FIELDS = (
    "activity_id",
    "source",
    "committed_pounds",
    "spent_pounds",
    "forecast_pounds",
    "note",
    "version",
)


@right("plans.see")
def risks(request: HttpRequest, area: Area) -> HttpResponse:
    """Open risks, the highest first, with the targets and activities that each threatens."""
    try:
        plan = queries.plan(area)
    except queries.NoPlan:
        plan = None
    context = {
        "risks": list(queries.risks(area)),
        "line": rules().risk.line,
        "comment_counts": queries.comment_counts(area, "plans.risk"),
        "targets": dict(choices.targets(plan)) if plan else {},
        "activities": dict(choices.activities(plan)) if plan else {},
    }
    return render(request, "plans/risks.html", context)


@right("plans.change_risks", post="plans.change_risks")
def add_risk(request: HttpRequest, area: Area) -> HttpResponse:
    """Add a risk."""
    form = RiskForm(area, queries.plan(area), request.POST or None)
    back = to("risks", area)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        del given["version"]
        actions.add_risk(area=area, actor=account_of(request), **given)
        return done(request, "The risk was added.", back)
    return ask(request, form, title="Add a risk", button="Add risk", back=back)


@right("plans.change_risks", post="plans.change_risks", of=queries.risk)
def risk(request: HttpRequest, area: Area, risk: Risk) -> HttpResponse:
    """Change a risk; saving it counts as having looked at it."""
    first = _held(risk, RISK_FIELDS) | {"owner_user": str(risk.owner_user_id or "")}
    form = RiskForm(area, queries.plan(area), request.POST or None, initial=first)
    back = to("risks", area)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        actions.change_risk(
            area=area,
            actor=account_of(request),
            risk=risk,
            expected_version=given.pop("version"),
            **given,
        )
        return done(request, "The risk was changed.", back)
    return ask(request, form, title="Change a risk", button="Save", back=back)


@right("plans.change_risks", post="plans.change_risks", of=queries.risk)
def close_risk(request: HttpRequest, area: Area, risk: Risk) -> HttpResponse:
    """Close a risk."""
    form = CloseForm(request.POST or None, initial={"version": risk.version})
    back = to("risks", area)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.close_risk(
            area=area,
            actor=account_of(request),
            risk=risk,
            reason=given["reason"],
            expected_version=given["version"],
        )
        return done(request, "The risk was closed.", back)
    return ask(
        request, form, title="Close a risk", button="Close risk", back=back, quoted=risk.words
    )


@right("plans.see")
def funding(request: HttpRequest, area: Area) -> HttpResponse:
    """Committed, spent and forecast, by priority and activity."""
    works = queries.activities(area, gateway.now())
    context = {
        "lines": list(queries.funding_lines(area)),
        "works": {each.id: each for each in works},
        "sums": queries.funding_by_priority(area),
        "priorities": [(each.id, each.title) for each in queries.plan(area).priority],
        "total": queries.Money.of(queries.funding_lines(area)),
    }
    return render(request, "plans/funding.html", context)


@right("plans.change_funding", post="plans.change_funding")
def add_funding(request: HttpRequest, area: Area) -> HttpResponse:
    """Add a line of money."""
    first = {"activity_id": request.GET.get("activity", "")}
    form = FundingForm(queries.plan(area), request.POST or None, initial=first)
    back = to("funding", area)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        del given["version"]
        actions.add_funding(area=area, actor=account_of(request), **given)
        return done(request, "The funding line was added.", back)
    return ask(request, form, title="Add a funding line", button="Add line", back=back)


@right("plans.change_funding", post="plans.change_funding", of=queries.funding_line)
def change_funding(request: HttpRequest, area: Area, line: FundingLine) -> HttpResponse:
    """Change a line of money."""
    first = _held(line, MONEY_FIELDS)
    form = FundingForm(queries.plan(area), request.POST or None, initial=first)
    back = to("funding", area)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        actions.change_funding(
            area=area,
            actor=account_of(request),
            line=line,
            expected_version=given.pop("version"),
            **given,
        )
        return done(request, "The funding line was changed.", back)
    return ask(request, form, title="Change a funding line", button="Save", back=back)


def _held(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
