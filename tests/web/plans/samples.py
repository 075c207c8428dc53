"""What the walk over all rights opens in this app."""

from __future__ import annotations

import importlib.util
from datetime import date, datetime
from pathlib import Path
from typing import Any

from stocktake_web.accounts.models import Area, Role, User
from stocktake_web.plans import actions, queries


def _given() -> Any:
    """The plan of this folder's tests."""
    path = Path(__file__).parent / "conftest.py"
    spec = importlib.util.spec_from_file_location("plans_given", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def samples(area: Area, users: dict[str, User], now: datetime) -> dict[str, Any]:
    """The parts of addresses, by the name of the view."""
    text = _given().plan_text()
    actions.add_revision(area=area, actor=users["analyst"], kept=text, reason="first")
    actions.add_revision(area=area, actor=users["analyst"], kept=text, reason="again")
    actions.start_draft(area=area, actor=users["analyst"])
    lead = users["delivery_lead"]
    link, _ = actions.make_link(area=area, actor=lead, activity_id="reading", role="Coach")
    offer = actions.offer_update(link=link, words="Done.", kind="action", told_of=now.date())
    wait = actions.add_wait(
        area=area, actor=lead, activity_id="team", words="Money", since=date(2026, 9, 1)
    )
    risk = actions.add_risk(area=area, actor=lead, words="Rain", likelihood=2, impact=2)
    line = actions.add_funding(
        area=area,
        actor=lead,
        activity_id="team",
        source="Council",
        committed_pounds=10,
        spent_pounds=5,
        forecast_pounds=12,
    )
    objective = actions.add_objective(
        area=area,
        actor=lead,
        words="Heads meet.",
        aspect="leadership",
        academic_year="202627",
        term="1-autumn",
        due=date(2026, 12, 18),
    )
    decision = actions.notice_verdicts(area=area)[0]
    round_ = actions.open_round(area=area, actor=lead, closes=now.date())
    recommendation = actions.add_letter(area=area, actor=lead)[0]
    kept = actions.keep_workbook(area=area, actor=lead, file_name="plan.xlsx", rows=[])

    def request_for(role: str) -> dict[str, Any]:
        """A figure that the role was asked for."""
        asked = actions.ask_return(
            area=area,
            actor=lead,
            indicator_id="visits-made",
            period="autumn",
            requested_from="A role",
            owner_user=users.get(role),
            due=date(2026, 12, 1),
        )
        return {"asked": asked.pk}

    def owned(role: str) -> dict[str, Any]:
        """An activity that the role owns."""
        actor = users.get(role)
        if actor is None:
            return {"activity": "visits"}
        version = queries.activity(area, "visits").state_version
        actions.assign_owner(
            area=area,
            actor=lead,
            activity_id="visits",
            owner_user=actor,
            owner_role=Role(role).label,
            expected_version=version,
        )
        return {"activity": "visits"}

    evidence = actions.add_update(
        area=area,
        actor=lead,
        activity_id="visits",
        words="See the file.",
        kind="action",
        file=_file(),
    )
    absence = queries.commented(area, "target", "absence").thing
    comment = actions.comment(area=area, actor=users["adviser"], on=absence, words="Why?")
    activity = {"activity": "visits"}
    return {
        "plans:activity": owned,
        "plans:update": owned,
        "plans:evidence": lambda role: owned(role) | {"update": evidence.pk},
        "plans:owner": activity,
        "plans:wait": activity,
        "plans:make-link": activity,
        "plans:settle": {"wait": wait.pk},
        "plans:withdraw-link": {"link": link.pk},
        "plans:offer": {"offer": offer.pk},
        "plans:decline-offer": {"offer": offer.pk},
        "plans:target": {"target": "absence"},
        "plans:rate": {"target": "absence"},
        "plans:objective": {"objective": objective.pk},
        "plans:comments": {"kind": "target", "key": "absence"},
        "plans:answer-comment": {"comment": comment.pk},
        "plans:section": {"kind": "priority"},
        "plans:add-item": {"kind": "partner"},
        "plans:add-item-in": {"kind": "measure", "parent": "team"},
        "plans:remove-item": {"kind": "activity", "item": "team"},
        "plans:decision": {"decision": decision.pk},
        "plans:risk": {"risk": risk.pk},
        "plans:close-risk": {"risk": risk.pk},
        "plans:funding-line": {"line": line.pk},
        "plans:score": {"round": round_.pk, "priority": "attend"},
        "plans:recommendation": {"recommendation": recommendation.pk},
        "plans:change-recommendation": {"recommendation": recommendation.pk},
        "plans:recommendation-evidence": {"recommendation": recommendation.pk},
        "plans:recommendation-pdf": {"recommendation": recommendation.pk},
        "plans:recommendation-word": {"recommendation": recommendation.pk},
        "plans:give-return": request_for,
        "plans:remind": request_for("nobody"),
        "plans:withdraw-request": request_for("nobody"),
        "plans:sheet": {"sheet": kept.pk},
        "plans:revision": {"number": 1},
        "plans:export": {"number": 1},
        "plans:publish": {"number": 1},
        "plans:compare": {"before": 1, "after": 2},
        "plans:edit": {"kind": "activity", "item": "team"},
    }


def others(area: Area, users: dict[str, User], now: datetime) -> dict[str, Any]:
    """What somebody else owns, for the rights that depend on owning."""
    asked = actions.ask_return(
        area=area,
        actor=None,
        indicator_id="visits-made",
        period="autumn",
        requested_from="Nobody with an account",
        due=date(2026, 12, 1),
    )
    return {
        "plans:give-return": {"asked": asked.pk},
        "plans:activity": {"activity": "reading"},
        "plans:update": {"activity": "reading"},
        "plans:evidence": {"activity": "reading", "update": 1},
    }


def _file() -> Any:
    from django.core.files.base import ContentFile

    return ContentFile(b"%PDF-1.7 example", name="minutes.pdf")
