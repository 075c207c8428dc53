"""What the walk over all permissions opens in this app."""

from __future__ import annotations

import importlib.util
from datetime import date, datetime
from pathlib import Path
from typing import Any

from stocktake.sources import FormRow
from stocktake_web.accounts.models import Area, Role, User
from stocktake_web.plans.activities.actions import add_update
from stocktake_web.plans.activities.queries import activity_state
from stocktake_web.plans.comments.actions import add_comment
from stocktake_web.plans.comments.queries import comment_subject
from stocktake_web.plans.decisions.actions import notice_verdicts
from stocktake_web.plans.dependencies.models import Dependency
from stocktake_web.plans.drafts.actions import start_draft
from stocktake_web.plans.funding.models import FundingLine
from stocktake_web.plans.likelihood.actions import open_round
from stocktake_web.plans.links.actions import make_link, submit_update
from stocktake_web.plans.objectives.models import InterimObjective
from stocktake_web.plans.recommendations.actions import add_letter
from stocktake_web.plans.returns.actions import keep_file
from stocktake_web.plans.returns.models import LocalRequest
from stocktake_web.plans.revisions.actions import add_revision
from stocktake_web.plans.risks.models import Risk
from stocktake_web.plans.sheets.actions import keep_workbook
from stocktake_web.records.change import change


def _conftest() -> Any:
    """The plan of this folder's tests."""
    path = Path(__file__).parent / "conftest.py"
    spec = importlib.util.spec_from_file_location("plans_given", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def samples(area: Area, users: dict[str, User], moment: datetime) -> dict[str, Any]:
    """The parts of addresses, by the name of the view."""
    text = _conftest().plan_text()
    add_revision(area=area, actor=users["analyst"], text=text, reason="first")
    add_revision(area=area, actor=users["analyst"], text=text, reason="again")
    start_draft(area=area, actor=users["analyst"])
    lead = users["delivery_lead"]
    link, _ = make_link(area=area, actor=lead, activity_id="reading", role="Coach")
    answer = {"text": "Done.", "kind": "action", "effective_date": moment.date()}
    pending = submit_update(link=link, values=answer)
    dependency = change(
        Dependency(area=area, activity_id="team"),
        actor=lead,
        values={"title": "Money", "since": date(2026, 9, 1)},
    )
    risk = change(
        Risk(area=area), actor=lead, values={"title": "Rain", "likelihood": 2, "impact": 2}
    )
    line = change(
        FundingLine(area=area), actor=lead, values={"activity_id": "team", "source": "Council"}
    )
    objective = change(
        InterimObjective(area=area),
        actor=lead,
        values={
            "title": "Heads meet.",
            "aspect": "leadership",
            "academic_year": "202627",
            "term": "1-autumn",
            "due": date(2026, 12, 18),
        },
    )
    decision = notice_verdicts(area=area)[0]
    round_ = open_round(area=area, actor=lead, closes=moment.date())
    recommendation = add_letter(area=area, actor=lead)[0]
    workbook = keep_workbook(area=area, actor=lead, file_name="plan.xlsx", rows=[])
    bad_row = FormRow(2, {"indicator": "local:visits-mad"})
    file = keep_file(area=area, actor=lead, file_name="return.csv", rows=[bad_row])

    def request_for(role: str) -> dict[str, Any]:
        """A figure that the role was asked for."""
        local_request = change(
            LocalRequest(area=area),
            actor=lead,
            verb="ask",
            values={
                "indicator_id": "visits-made",
                "period": "autumn",
                "requested_from": "A role",
                "owner_user": users.get(role),
                "due": date(2026, 12, 1),
            },
        )
        return {"pk": local_request.pk}

    def activity_parts(role: str) -> dict[str, Any]:
        """An activity that the role owns."""
        actor = users.get(role)
        if actor is None:
            return {"activity": "visits"}
        state = activity_state(area, "visits")
        owner = {"owner_user": actor, "owner_role": Role(role).label}
        change(state, actor=lead, values=owner, expected_version=state.version)
        return {"activity": "visits"}

    evidence = add_update(
        area=area,
        actor=lead,
        activity_id="visits",
        text="See the file.",
        kind="action",
        file=_file(),
    )
    absence = comment_subject(area, "target", "absence").ref
    comment = add_comment(area=area, actor=users["adviser"], on=absence, text="Why?")
    activity = {"activity": "visits"}
    return {
        "plans:activity": activity_parts,
        "plans:update": activity_parts,
        "plans:evidence": lambda role: activity_parts(role) | {"update": evidence.pk},
        "plans:owner": activity,
        "plans:wait": activity,
        "plans:make-link": activity,
        "plans:settle": {"pk": dependency.pk},
        "plans:withdraw-link": {"pk": link.pk},
        "plans:offer": {"pk": pending.pk},
        "plans:decline-offer": {"pk": pending.pk},
        "plans:target": {"target": "absence"},
        "plans:target-figure": {"target": "absence", "number": 0, "kind": "csv"},
        "plans:rate": {"target": "absence"},
        "plans:objective": {"pk": objective.pk},
        "plans:comments": {"kind": "target", "key": "absence"},
        "plans:answer-comment": {"comment": comment.pk},
        "plans:section": {"kind": "priority"},
        "plans:add-item": {"kind": "partner"},
        "plans:add-item-in": {"kind": "measure", "parent": "team"},
        "plans:remove-item": {"kind": "activity", "item": "team"},
        "plans:decision": {"pk": decision.pk},
        "plans:risk": {"pk": risk.pk},
        "plans:close-risk": {"pk": risk.pk},
        "plans:funding-line": {"pk": line.pk},
        "plans:score": {"round": round_.pk, "priority": "attend"},
        "plans:recommendation": {"pk": recommendation.pk},
        "plans:change-recommendation": {"pk": recommendation.pk},
        "plans:recommendation-evidence": {"pk": recommendation.pk},
        "plans:recommendation-pdf": {"pk": recommendation.pk},
        "plans:recommendation-word": {"pk": recommendation.pk},
        "plans:give-return": request_for,
        "plans:remind": request_for("nobody"),
        "plans:withdraw-request": request_for("nobody"),
        "plans:return-rows": {"pk": file.pk},
        "plans:return-corrections": {"pk": file.pk},
        "plans:sheet": {"pk": workbook.pk},
        "plans:sheet-corrections": {"pk": workbook.pk},
        "plans:revision": {"number": 1},
        "plans:export": {"number": 1},
        "plans:publish": {"number": 1},
        "plans:compare": {"before": 1, "after": 2},
        "plans:edit": {"kind": "activity", "item": "team"},
    }


def samples_of_others(area: Area, users: dict[str, User], moment: datetime) -> dict[str, Any]:
    """What somebody else owns, for the permissions that depend on owning."""
    local_request = change(
        LocalRequest(area=area),
        actor=None,
        verb="ask",
        values={
            "indicator_id": "visits-made",
            "period": "autumn",
            "requested_from": "Nobody with an account",
            "due": date(2026, 12, 1),
        },
    )
    return {
        "plans:give-return": {"pk": local_request.pk},
        "plans:activity": {"activity": "reading"},
        "plans:update": {"activity": "reading"},
        "plans:evidence": {"activity": "reading", "update": 1},
    }


def _file() -> Any:
    from django.core.files.base import ContentFile

    return ContentFile(b"%PDF-1.7 example", name="minutes.pdf")
