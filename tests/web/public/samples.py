"""What the walk over all permissions opens in this app."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from stocktake.publish import Count, PublicAccount, Table
from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.plans.revisions.actions import add_revision
from stocktake_web.public.corrections.models import Correction
from stocktake_web.public.editions import actions
from stocktake_web.records.change import change


def little_account() -> PublicAccount:
    """An account of a plan without priorities: made at once."""
    return PublicAccount(
        place="Example Borough",
        plan="Example plan",
        revision=1,
        as_of=date(2026, 11, 23),
        title="Example plan: what was promised and what happened",
        headline="Of 1 target, 1 is met.",
        vision="Every child does well.",
        audience="For the public.",
        counts=(Count(kind="met", tag="Met", count=1),),
        facts=(),
        sections=(),
        summary=Table(caption="Targets", columns=(), rows=()),
        reading=(),
        methods=(),
        sources=Table(caption="Sources", columns=(), rows=()),
        licence="Open Government Licence v3.0",
    )


def samples(area: Area, users: dict[str, User], moment: datetime) -> dict[str, Any]:
    """The parts of addresses, by the name of the view."""
    publication = actions.prepare(
        area=area,
        actor=users["analyst"],
        revision=add_revision(
            area=area, actor=None, text=services.example_plan_text("blackpool"), reason="first"
        ),
        account=little_account(),
        documents={"account.json": b"{}"},
        drawings={"x.svg": b"<svg/>"},
        reason="first",
    )
    correction = change(
        Correction(area=area, at=moment, by=users["analyst"], by_role="Analyst"),
        actor=users["analyst"],
        values={
            "subject": "A figure",
            "wrong_text": "It said one.",
            "since": date(2026, 11, 1),
            "corrected_text": "It says two.",
        },
        verb="correct",
    )
    number = {"number": publication.number}
    return {
        "public:publication": number,
        "public:approve": number,
        "public:publish": number,
        "public:recall": number,
        "public:preview_home": number,
        "public:preview": number | {"path": "targets/"},
        "public:preview_drawing": number | {"file": "x.svg"},
        "public:preview_document": number | {"file": "account.json"},
        "public:withdraw_correction": {"correction": correction.pk},
        "public:notice": {"kind": "cookies"},
        "public:change_notice": {"kind": "contact"},
        "installation-notice": {"kind": "privacy"},
    }
