"""What the public reads in the demonstration: two accounts a year apart, and a correction."""

from __future__ import annotations

import random
from datetime import timedelta

from stocktake_web import services
from stocktake_web.accounts.models import Area, Role, User
from stocktake_web.plans.revisions import queries as revision_queries
from stocktake_web.public.corrections.models import Correction
from stocktake_web.public.drafting.preparation import prepare_edition
from stocktake_web.public.editions import actions
from stocktake_web.records.change import change

REASONS = (
    (timedelta(days=365), "The plan's first year is over."),
    (timedelta(), "The figures of another year are out."),
)


def add_example_content(area: Area, users: dict[str, User], rng: random.Random) -> None:
    """Publish the plan of a place; two accounts and a correction where the place is invented."""
    numbers = sorted(revision_queries.revisions(area).values_list("number", flat=True))
    if not numbers:
        return
    # The first account is of the first revision, so that the second says what was changed.
    editions = list(zip(REASONS, (numbers[0], numbers[-1]), strict=True))
    for (age, reason), number in editions if area.invented else editions[-1:]:
        revision = revision_queries.revision(area, number)
        preparation = prepare_edition(area, revision, as_of=services.today() - age)
        prepared = actions.prepare(
            area=area,
            actor=users[Role.ANALYST],
            revision=revision,
            account=preparation.account,
            documents=preparation.documents,
            drawings=preparation.drawings,
            reason=reason,
        )
        approved = actions.approve(
            area=area,
            # Blackpool's plan is shown without a head of service: nobody invented acts for it.
            actor=users[Role.HEAD_OF_SERVICE] if area.invented else None,
            publication=prepared,
            expected_version=prepared.version,
        )
        actions.publish(
            area=area,
            actor=users[Role.ANALYST],
            publication=approved,
            expected_version=approved.version,
        )
    if area.invented:
        change(
            Correction(
                area=area,
                at=services.now(),
                by=users[Role.ANALYST],
                by_role=Role.ANALYST.label,
            ),
            actor=users[Role.ANALYST],
            values={
                "subject": "The number of schools that returned attendance in the autumn",
                "wrong_text": "31 of 34 schools had returned.",
                "since": services.today() - timedelta(days=40),
                "corrected_text": (
                    "32 of 34 schools had returned; one return had been filed under another school."
                ),
            },
            verb="correct",
        )
