"""What the public reads in the demonstration: two accounts a year apart, and a correction."""

from __future__ import annotations

import random
from datetime import timedelta

from stocktake_web import services
from stocktake_web.accounts.models import Area, Role, User
from stocktake_web.plans.revisions import queries as revision_queries
from stocktake_web.public import actions, preparing

REASONS = (
    (timedelta(days=365), "The plan's first year is over."),
    (timedelta(), "The figures of another year are out."),
)


def add_example_content(area: Area, users: dict[str, User], rng: random.Random) -> None:
    """Publish the plan of a place; two accounts and a correction where the place is invented."""
    numbers = sorted(revision_queries.revisions(area).values_list("number", flat=True))
    if not numbers:
        return
    # The first account is of the first revision, so that the second tells what was changed.
    told = zip(REASONS, (numbers[0], numbers[-1]), strict=True)
    for (before, reason), number in list(told) if area.invented else list(told)[-1:]:
        revision = revision_queries.revision(area, number)
        made = preparing.prepare(area, revision, as_of=services.today() - before)
        prepared = actions.prepare(
            area=area,
            actor=users[Role.ANALYST],
            revision=revision,
            account=made.account,
            documents=made.documents,
            drawings=made.drawings,
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
        actions.correct(
            area=area,
            actor=users[Role.ANALYST],
            by_role=Role.ANALYST.label,
            what="The number of schools that returned attendance in the autumn",
            was_wrong="31 of 34 schools had returned.",
            since=services.today() - timedelta(days=40),
            is_now="32 of 34 schools had returned; one return had been filed under another school.",
        )
