"""Holds a proposal against the map before anybody agrees to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from stocktake.programmes.burden import find_burden
from stocktake.programmes.burden_rules import BurdenRules
from stocktake.programmes.overlap import Overlap, overlaps_with
from stocktake.programmes.presence import Presence, find_presence, is_present
from stocktake.programmes.programme import Programme
from stocktake.programmes.programme_map import ProgrammeMap
from stocktake.programmes.score import ScoreWeights
from stocktake.programmes.terms import Term


@dataclass(frozen=True)
class SchoolAnswer:
    """What a proposal would mean for one school in one term.

    Parameters
    ----------
    ask_number : int
        Which ask of this school this term it would be; of those that are there already, it comes
        last.
    minutes : int
        Of the term with it, as far as they are known.
    is_over_asks, is_over_minutes : bool
        Whether the ceiling of the term would be passed.
    same_ids : tuple of str
        Programmes that already do it for the same people there and then.
    """

    school_urn: int
    term: Term
    ask_number: int
    minutes: int
    is_over_asks: bool
    is_over_minutes: bool
    same_ids: tuple[str, ...]


@dataclass(frozen=True)
class ProposalAnswer:
    """A proposal with what the map says to it.

    Parameters
    ----------
    schools : tuple of SchoolAnswer
        The heaviest first; empty where the proposal does not say in which schools.
    overlaps : tuple of Overlap
        With programmes of the map, certain and possible.
    """

    proposal: Programme
    schools: tuple[SchoolAnswer, ...]
    overlaps: tuple[Overlap, ...]

    @property
    def same_ids(self) -> tuple[str, ...]:
        """Programmes that certainly do it already, somewhere."""
        return tuple(
            sorted(
                item.second.id if item.first.id == self.proposal.id else item.first.id
                for item in self.overlaps
                if item.certainty == "certain"
            )
        )


def assess_proposal(
    proposal: Programme,
    programme_map: ProgrammeMap,
    terms: Sequence[Term],
    rules: BurdenRules,
    weights: ScoreWeights,
) -> ProposalAnswer:
    """Say what a proposal would add: which ask it would be, and who already does it.

    A proposal is where it says that it will be: its listed schools, or all of its phases, in the
    terms between its dates. A programme of the map with the same id is replaced by it.
    """
    other_programmes = [
        item for item in programme_map.programmes if is_present(item) and item.id != proposal.id
    ]
    deliveries = tuple(row for row in programme_map.deliveries if row.programme != proposal.id)
    with_proposal = replace(programme_map, deliveries=deliveries)
    presence = find_presence(with_proposal, terms, [*other_programmes, proposal])
    overlaps = tuple(overlaps_with(presence, proposal.id, weights))
    return ProposalAnswer(
        proposal,
        _school_answers(
            proposal, find_burden(presence, deliveries, rules).table, overlaps, presence
        ),
        overlaps,
    )


def _school_answers(
    proposal: Programme,
    table: pl.DataFrame,
    overlaps: Sequence[Overlap],
    presence: Presence,
) -> tuple[SchoolAnswer, ...]:
    number = [item.id for item in presence.programmes].index(proposal.id)
    rows = {(row["school_urn"], row["term"]): row for row in table.iter_rows(named=True)}
    same_ids: dict[tuple[int, Term], list[str]] = {}
    for overlap in overlaps:
        same_id = overlap.second.id if overlap.first.id == proposal.id else overlap.first.id
        for place in overlap.school_terms:
            same_ids.setdefault(place, []).append(same_id)
    answers = []
    for urn, term in presence.school_terms(presence.in_school[number].ravel()):
        row = rows.get((urn, str(term)))
        if row is not None:
            answers.append(
                SchoolAnswer(
                    urn,
                    term,
                    row["asks_count"],
                    row["minutes"],
                    row["is_over_asks"],
                    row["is_over_minutes"],
                    tuple(sorted(same_ids.get((urn, term), []))),
                )
            )
    return tuple(sorted(answers, key=lambda a: (-a.ask_number, -a.minutes, a.school_urn, a.term)))
