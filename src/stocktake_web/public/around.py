"""What stands around a plan's priorities: strands, boards, partners, stated facts. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from stocktake_web.gateway import public_report as library
from stocktake_web.gateway.plan_texts import Plan
from stocktake_web.public import account as public

NO_PAGE = "none"


def names_of(plan: Plan) -> Mapping[str, str]:
    """The names of boards and partners by their ids."""
    return {body.id: body.name for body in plan.body} | {
        partner.id: partner.name for partner in plan.partner
    }


def strands(plan: Plan) -> Iterator[public.Strand]:
    """The work that cuts across the priorities."""
    names = names_of(plan)
    for strand in plan.strand:
        yield public.Strand(
            id=strand.id,
            title=strand.title,
            why=strand.why,
            promised=tuple(
                public.Promise(
                    words=action.words,
                    partners=tuple(names.get(each, each) for each in action.partners),
                )
                for action in strand.action
            ),
        )


def bodies(plan: Plan) -> Iterator[public.Body]:
    """The boards and groups, as the plan describes them."""
    for body in plan.body:
        yield public.Body(
            id=body.id,
            name=body.name,
            purpose=body.purpose,
            meets=body.meets,
            members=body.members,
            advisers=body.advisers,
        )


def partners(plan: Plan) -> Iterator[public.Partner]:
    """The partners, each with the priorities and strands in whose work it is named."""
    joins: dict[str, dict[str, None]] = {}
    work: list[tuple[str, tuple[str, ...]]] = []
    for priority in plan.priority:
        work += [(priority.title, each.partners) for each in priority.action]
        work += [(priority.title, each.partners) for each in priority.activity]
    work += [(strand.title, each.partners) for strand in plan.strand for each in strand.action]
    for title, named in work:
        for each in named:
            joins.setdefault(each, {})[title] = None
    for partner in plan.partner:
        yield public.Partner(
            name=partner.name, brings=partner.brings, joins=tuple(joins.get(partner.id, ()))
        )


def claims(content: library.ReportContent) -> Iterator[public.Claim]:
    """What the plan states as facts, each with what the figures say; in the plan's order."""
    for words, tag, sentence, page in content.claims.rows if content.claims else ():
        yield public.Claim(
            words=words.text,
            tag=tag.text,
            sentence=for_readers(sentence.text),
            page="" if page.text == NO_PAGE else page.text,
        )


def for_readers(sentence: str) -> str:
    """A sentence without what an analyst would type next.

    Examples
    --------
    >>> for_readers("Cannot tell: no indicator 'x'; search with: stocktake indicators x.")
    "Cannot tell: no indicator 'x'."
    """
    said, found, _ = sentence.partition("; search with: ")
    return f"{said}." if found else sentence
