"""What surrounds a plan's priorities: strands, boards, partners, stated facts. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from stocktake.plan import Plan
from stocktake.publish import Body, Partner, ReportContent, Strand, StrandAction, Table

SENTENCE = 2
"""The column of a claim in which the figures speak."""


def names_of(plan: Plan) -> Mapping[str, str]:
    """The names of boards and partners by their ids."""
    return {body.id: body.name for body in plan.body} | {
        partner.id: partner.name for partner in plan.partner
    }


def strands(plan: Plan) -> Iterator[Strand]:
    """The work that cuts across the priorities."""
    names = names_of(plan)
    for strand in plan.strand:
        yield Strand(
            id=strand.id,
            title=strand.title,
            why=strand.why,
            actions=tuple(
                StrandAction(
                    text=action.words,
                    partners=tuple(names.get(key, key) for key in action.partners),
                )
                for action in strand.action
            ),
        )


def bodies(plan: Plan) -> Iterator[Body]:
    """The boards and groups, as the plan describes them."""
    for body in plan.body:
        yield Body(
            id=body.id,
            name=body.name,
            purpose=body.purpose,
            meets=body.meets,
            members=body.members,
            advisers=body.advisers,
        )


def partners(plan: Plan) -> Iterator[Partner]:
    """The partners, each with the priorities and strands in whose work it is named."""
    titles: dict[str, dict[str, None]] = {}
    for title, partner_ids in _shared_work(plan):
        for partner_id in partner_ids:
            titles.setdefault(partner_id, {})[title] = None
    for partner in plan.partner:
        yield Partner(
            name=partner.name, brings=partner.brings, joins=tuple(titles.get(partner.id, ()))
        )


def _shared_work(plan: Plan) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The title of each priority and strand, with the partners of each piece of its work."""
    for priority in plan.priority:
        for action in priority.action:
            yield priority.title, action.partners
        for activity in priority.activity:
            yield priority.title, activity.partners
    for strand in plan.strand:
        for strand_action in strand.action:
            yield strand.title, strand_action.partners


def claims(content: ReportContent) -> Table | None:
    """What the plan states as facts, each with what the figures say; in the plan's order."""
    if content.claims is None:
        return None
    rows = tuple(
        (
            *row[:SENTENCE],
            replace(row[SENTENCE], text=for_readers(row[SENTENCE].text)),
            *row[SENTENCE + 1 :],
        )
        for row in content.claims.rows
    )
    return replace(content.claims, rows=rows)


def for_readers(sentence: str) -> str:
    """A sentence without what an analyst would type next.

    Examples
    --------
    >>> for_readers("Cannot tell: no indicator 'x'; search with: stocktake indicators x.")
    "Cannot tell: no indicator 'x'."
    """
    text, advice, _ = sentence.partition("; search with: ")
    return f"{text}." if advice else sentence
