"""Decides what a report says: the same for page, PDF and workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stocktake.plan.check import check_plan
from stocktake.plan.claims import CLAIM_STATUS_WORDS, Answer, CheckedClaim, check_claims
from stocktake.plan.judge import Judgement
from stocktake.publish.content import (
    Card,
    Cell,
    Column,
    Fact,
    Item,
    ReportContent,
    Section,
    Table,
)
from stocktake.publish.target_card import SHA_LENGTH, CardBuilder, page_words
from stocktake.publish.wording import (
    METHODS,
    WITHHELD_TAG,
    counts_of,
    long_date,
    overall,
    reading_guide,
)
from stocktake.standards.errors import UsageError
from stocktake.standards.periods import parse_period
from stocktake.targets import BaseTarget, Verdict

LICENCE = (
    "Published statistics contain public sector information licensed under the Open Government "
    "Licence v3.0. Figures are as their producers published them; verdicts and sentences are not "
    "theirs."
)
FOR_BOARD = (
    "For the board. It shows and labels local data that is not published; the copy is not for "
    "publication."
)
FOR_PUBLIC = (
    "For the public. Figures and verdicts that use unpublished local data are left out; a note "
    "says where."
)
NO_PRIORITY_TITLE = "Targets without a priority"


def report_content(judgement: Judgement, *, for_public: bool = False) -> ReportContent:
    """Everything that a report on a judgement shows, decided once.

    Parameters
    ----------
    judgement : Judgement
        A plan, judged.
    for_public : bool
        Whether to leave out every figure and verdict that rests on a local return. By default
        they are shown and labelled.

    Returns
    -------
    ReportContent
        The same for ``write_html``, ``write_pdf`` and ``write_workbook``. What the plan does not
        yet answer is for the board: it may rest on local returns.

    Examples
    --------
    >>> from datetime import date
    >>> from stocktake.examples import example_plan
    >>> from stocktake.plan.judge import judge
    >>> judgement = judge(example_plan("blackpool"), as_of=date(2026, 11, 22), at="202021")
    >>> content = report_content(judgement)
    >>> content.place, len(content.cards)
    ('Blackpool', 14)
    >>> [count.tag for count in content.counts]
    ['Not met', 'Cannot tell']
    """
    plan = judgement.plan
    builder = CardBuilder(judgement, for_public)
    targets = {target.id: target for target in plan.target}
    pairs: list[tuple[Verdict, BaseTarget]] = [
        (verdict, targets[verdict.id]) for verdict in judgement.verdicts
    ]
    cards = {verdict.id: builder.build_card(verdict, target) for verdict, target in pairs}
    kinds = [cards[verdict.id].kind for verdict, _ in pairs]
    return ReportContent(
        title=f"{plan.title}: what was promised and what happened",
        place=judgement.place_name,
        plan=plan.title,
        headline=overall(kinds, judgement.verdicts),
        counts=counts_of(kinds),
        facts=_facts(judgement),
        audience=FOR_PUBLIC if for_public else FOR_BOARD,
        summary=_summary(judgement.verdicts, cards),
        sections=tuple(_sections(judgement, pairs, cards)),
        reading=reading_guide(),
        methods=METHODS,
        sources=_sources(judgement, builder),
        licence=LICENCE,
        as_of=judgement.context.as_of,
        for_public=for_public,
        queries=tuple(Item(query.words, page_words(query.source_page)) for query in plan.query),
        gaps=None if for_public else _gaps(judgement),
        claims=_claims(check_claims(judgement.plan_file, judgement.context), for_public),
    )


def _gaps(judgement: Judgement) -> tuple[str, ...]:
    return tuple(check_plan(judgement.plan_file, judgement.context).sentences())


def _facts(judgement: Judgement) -> tuple[Fact, ...]:
    plan, context = judgement.plan, judgement.context
    facts = [
        Fact(
            "Years of the plan",
            f"{parse_period(plan.period.first).label} to {parse_period(plan.period.last).label}"
            f" (version {plan.version} of the file)",
        ),
        Fact("As known on", long_date(context.as_of)),
    ]
    if context.at:
        facts.insert(1, Fact("Judged at", f"School year {parse_period(context.at).label}"))
    if plan.source is not None:
        document = ", ".join(filter(None, (plan.source.title, plan.source.publisher)))
        facts.append(Fact("Written down from", document))
    return tuple(facts)


def _summary(verdicts: Sequence[Verdict], cards: dict[str, Card]) -> Table:
    rows = []
    for verdict in verdicts:
        card = cards[verdict.id]
        facts = {fact.label: fact.text for fact in card.facts}
        figure = facts.get("Figure", "none")
        if "Figure" in facts and "Rank" in facts:
            figure += f" ({facts['Rank']})"
        rows.append(
            (
                Cell(card.title, link=card.id),
                Cell(card.tag),
                Cell(figure),
                Cell(facts.get("Asked for", "see what was promised")),
                Cell(parse_period(verdict.due).label if verdict.due else "no date"),
            )
        )
    columns = ("Target", "Verdict", "Figure", "Asked for", "Due")
    return Table(
        "Verdict, figure and due year of each target", tuple(map(Column, columns)), tuple(rows)
    )


def _sections(
    judgement: Judgement, pairs: list[tuple[Verdict, BaseTarget]], cards: dict[str, Card]
) -> Iterator[Section]:
    priority_ids = {priority.id for priority in judgement.plan.priority}
    for priority in judgement.plan.priority:
        priority_verdicts = [verdict for verdict, target in pairs if target.priority == priority.id]
        yield Section(
            f"priority-{priority.id}",
            priority.title,
            overall([cards[v.id].kind for v in priority_verdicts], priority_verdicts),
            priority.why,
            tuple(cards[v.id] for v in priority_verdicts),
        )
    rest = [verdict for verdict, target in pairs if target.priority not in priority_ids]
    if rest:
        sentence = overall([cards[v.id].kind for v in rest], rest)
        yield Section(
            "no-priority", NO_PRIORITY_TITLE, sentence, "", tuple(cards[v.id] for v in rest)
        )


def _claims(claims: Sequence[CheckedClaim], for_public: bool) -> Table | None:
    if not claims:
        return None

    def cell(answer: Answer) -> Cell:
        if for_public and not answer.released:
            return Cell("The answer uses local data that is not published.")
        return Cell(answer.sentence)

    def status(answer: Answer) -> str:
        is_withheld = for_public and not answer.released
        return WITHHELD_TAG if is_withheld else CLAIM_STATUS_WORDS[answer.status]

    rows = tuple(
        (
            Cell(claim.words),
            Cell(status(claim.answer_now)),
            cell(claim.answer_now),
            Cell(f"page {claim.source_page}" if claim.source_page else "none"),
        )
        for claim in claims
    )
    return Table(
        "What the plan states as fact, checked against the figures known now",
        tuple(map(Column, ("The plan says", "Checked", "What the figures say", "Source"))),
        rows,
    )


def _sources(judgement: Judgement, builder: CardBuilder) -> Table:
    """Every release and quotation behind the targets, once, with its licence and digest."""
    sources: dict[str, tuple[Cell, ...]] = {}
    for indicator, group in _indicators(judgement.plan.target):
        if builder.for_public and builder.has_local_figures(indicator, group):
            continue
        try:
            figures = judgement.context.statistics.figures(indicator, group)
        except UsageError:
            continue
        for release in figures.releases.values():
            provenance = release.provenance
            published = long_date(provenance.published) if provenance.published else "not stated"
            sources[release.id] = tuple(
                map(
                    Cell,
                    (
                        provenance.title,
                        provenance.producer,
                        published,
                        provenance.licence,
                        release.id,
                        provenance.sha256[:SHA_LENGTH],
                    ),
                )
            )
        for title, digest in (
            figures.quoted_figures.select("stated_in", "sha256")
            .unique(maintain_order=True)
            .iter_rows()
        ):
            sources[f"quoted {title}"] = tuple(
                map(
                    Cell,
                    (
                        title,
                        "as quoted with the plan",
                        "see the title",
                        "see the title",
                        "quoted with the plan",
                        (digest or "")[:SHA_LENGTH] or "none",
                    ),
                )
            )
    columns = ("Source", "Producer", "Published", "Licence", "Release", "SHA-256, first 12")
    return Table(
        "Where the figures were published", tuple(map(Column, columns)), tuple(sources.values())
    )


def _indicators(targets: Sequence[BaseTarget]) -> Iterator[tuple[str, str]]:
    for target in targets:
        pairs = [(target.indicator, target.group)]
        pairs += [(r.indicator, r.group or target.group) for r in target.reading]
        pairs += [(proxy.indicator, proxy.group) for proxy in target.proxy]
        pairs += [(watch.indicator, watch.group) for watch in target.watch]
        pairs += [(leading.indicator, leading.group) for leading in target.leading]
        yield from ((indicator, group) for indicator, group in pairs if indicator)
        yield from _indicators(target.parts)
