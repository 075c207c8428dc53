"""Reads public accounts of the first format into the content model that pages show."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from stocktake.publish import (
    Activity,
    Card,
    Cell,
    Change,
    Chart,
    ChartWithTable,
    Column,
    Fact,
    Item,
    PrioritySection,
    PublicAccount,
    Strand,
    StrandAction,
    Table,
    VerdictChange,
)
from stocktake_web.public.editions import stored_v1 as v1

FORMAT = "stocktake-public-account/1"


def read_edition_v1(text: str) -> PublicAccount:
    """A stored account of the first format, as the pages show accounts today.

    Parameters
    ----------
    text : str
        As it was stored.

    Returns
    -------
    PublicAccount
        Words and figures as they were approved. Of a chart the format kept the title and the
        file of its drawing; of a cell its text; of the basis of a figure nothing but that the
        account was public. These are read as such: a chart has no lines, a cell no number, and
        the basis of every figure is the account itself.
    """
    account = v1.Account.model_validate_json(text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    plain = account.model_dump(
        exclude={"format", "priorities", "strands", "claims", "changes", "sources"}
    )
    return PublicAccount.model_validate(
        plain
        | {
            "title": f"{account.plan}: what was promised and what happened",
            "summary": Table("Not stored in the first format", (), ()),
            "sections": tuple(_section(priority, digest) for priority in account.priorities),
            "strands": tuple(_strand(strand) for strand in account.strands),
            "claims": _claims(account.claims),
            "changes": tuple(_change(change) for change in account.changes),
            "sources": _table(account.sources),
        }
    )


def _section(priority: v1.Priority, digest: str) -> PrioritySection:
    return PrioritySection(
        id=priority.id,
        title=priority.title,
        sentence=priority.sentence,
        why=priority.reason,
        cards=tuple(_card(card, digest) for card in priority.targets),
        what=priority.description,
        position=priority.position,
        actions=priority.actions,
        activities=tuple(_activity(activity) for activity in priority.activities),
        changes=tuple(_change(change) for change in priority.changes),
        verdict_changes=tuple(
            VerdictChange(**change.model_dump()) for change in priority.verdict_changes
        ),
    )


def _card(card: v1.Card, digest: str) -> Card:
    plain = card.model_dump(exclude={"facts", "readings", "watch", "leading", "figures", "parts"})
    return Card(
        **plain,
        facts=tuple(Fact(fact.label, fact.text) for fact in card.facts),
        readings=_table(card.readings) if card.readings else None,
        watch=tuple(map(_item, card.watch)),
        leading=tuple(map(_item, card.leading)),
        shown=tuple(_figures(card, digest)),
        parts=tuple(_card(part, digest) for part in card.parts),
    )


def _item(note: v1.Note) -> Item:
    return Item(**note.model_dump(exclude={"reason"}), why=note.reason)


def _figures(card: v1.Card, digest: str) -> Iterator[Any]:
    for number, figure in enumerate(card.figures, start=1):
        chart = None
        if figure.image:
            chart = Chart(
                figure.image.removesuffix(".svg"), figure.title, figure.subtitle, "", (), (), None
            )
        yield {
            "content": ChartWithTable(_table(figure.table), chart),
            "bases": (
                {
                    "kind": "published",
                    "release": FORMAT,
                    "sha256": digest,
                    "locator": f"figure {number} of {card.id}",
                },
            ),
        }


def _table(table: v1.Table) -> Table:
    return Table(
        table.caption,
        tuple(Column(column.heading, column.figures) for column in table.columns),
        tuple(tuple(map(Cell, row)) for row in table.rows),
        table.notes,
    )


def _claims(claims: tuple[v1.Claim, ...]) -> Table | None:
    if not claims:
        return None
    return Table(
        "What the plan states as fact, checked against the figures known then",
        tuple(map(Column, ("The plan says", "Checked", "What the figures say", "Source"))),
        tuple(
            tuple(map(Cell, (claim.words, claim.tag, claim.sentence, claim.page)))
            for claim in claims
        ),
    )


def _activity(activity: v1.Activity) -> Activity:
    return Activity(**activity.model_dump(exclude={"words"}), text=activity.words)


def _change(change: v1.Change) -> Change:
    return Change(**change.model_dump(exclude={"words"}), label=change.words)


def _strand(strand: v1.Strand) -> Strand:
    return Strand(
        strand.id,
        strand.title,
        strand.reason,
        tuple(StrandAction(action.words, action.partners) for action in strand.actions),
    )
