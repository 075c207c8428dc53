"""Answers what the map of an area's programmes says, once for each state of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from stocktake.examples import EXAMPLES, example_plan
from stocktake.plan import targets_by_id
from stocktake.programmes import (
    Burden,
    BurdenRules,
    CoverageResult,
    DeliveryRow,
    Gap,
    NeedRow,
    Overlap,
    PlaceMap,
    Presence,
    Programme,
    ProgrammeMap,
    ProposalAnswer,
    SchoolRow,
    ScoreWeights,
    Term,
    assess_coverage,
    assess_proposal,
    find_burden,
    find_gaps,
    find_overlaps,
    find_presence,
    load_burden_rules,
    load_score_weights,
    load_themes,
    parse_term,
    read_programme_map,
    term_on,
    terms_of,
)
from stocktake.publish import MATRIX_MANY, driver_diagrams, school_matrix, theme_matrix
from stocktake_web.drawings import Drawing, draw_drivers, draw_matrix
from stocktake_web.services.area import AreaFields
from stocktake_web.services.cache import LRUCache
from stocktake_web.services.demonstration import demonstration_folder
from stocktake_web.services.judgements import (
    StoredPlan,
    digest_of,
    example_plan_text,
    invented_plan_text,
    own_definitions,
    plan_of,
    state_of,
)

DeliveryValues = tuple[Any, ...]
COUNTS = (
    "offered_count",
    "started_count",
    "completed_count",
    "visits_count",
    "data_requests_count",
    "days_out_count",
    "minutes",
)
"""What a delivery counts, in the order of its values."""


@dataclass(frozen=True)
class MapParts:
    """What an area keeps of its map.

    Parameters
    ----------
    programmes : tuple of str
        Each a ``Programme`` as JSON.
    place_map, needs : str
        A ``PlaceMap``, and a list of ``NeedRow``, as JSON.
    schools : tuple of SchoolRow
    deliveries : tuple of tuple
        Programme, school, term, state, the counts of ``COUNTS`` and the contact's role.
    """

    programmes: tuple[str, ...]
    place_map: str
    needs: str
    schools: tuple[SchoolRow, ...]
    deliveries: tuple[DeliveryValues, ...]


@dataclass(frozen=True)
class MapAnswers:
    """A map with what it says; each answer is worked out when it is first asked for.

    Parameters
    ----------
    terms : tuple of Term
        Those of the plan's years; without a plan those of the present school year.
    until : date
        The plan's last day.
    targets : dict of str to str
        Titles by id of the plan's targets.
    """

    programme_map: ProgrammeMap
    terms: tuple[Term, ...]
    as_of: date
    until: date
    targets: dict[str, str]
    rules: BurdenRules
    weights: ScoreWeights

    @cached_property
    def presence(self) -> Presence:
        """Which programme is in which school in which term."""
        return find_presence(self.programme_map, self.terms)

    @cached_property
    def overlaps(self) -> list[Overlap]:
        """Programmes that do the same for the same people."""
        return find_overlaps(self.presence, self.weights)

    @cached_property
    def gaps(self) -> list[Gap]:
        """What is needed and not offered."""
        return find_gaps(
            self.programme_map, as_of=self.as_of, until=self.until, weights=self.weights
        )

    @cached_property
    def burden(self) -> Burden:
        """What each school is asked in each term."""
        return find_burden(self.presence, self.programme_map.deliveries, self.rules)

    @cached_property
    def coverage(self) -> list[CoverageResult]:
        """Each rule of coverage with its answer."""
        rules, deliveries = self.programme_map.place_map.coverage, self.programme_map.deliveries
        return assess_coverage(rules, self.presence, deliveries, as_of=self.as_of)

    @cached_property
    def names(self) -> dict[str, str]:
        """Titles of themes and programmes, names of organisations and schools, by id."""
        whole = self.programme_map
        return {
            **whole.organisations,
            **whole.themes.titles,
            **{item.id: item.title for item in whole.programmes},
            **{str(school.school_urn): school.school_name for school in whole.schools},
            "not needed": "Nobody needs to",
        }

    @cached_property
    def theme_picture(self) -> Drawing:
        """Programmes by theme and phase."""
        return draw_matrix(theme_matrix(self.programme_map))

    @cached_property
    def school_picture(self) -> Drawing | None:
        """Terms of each programme in each school; None where it is known of none."""
        if not self.presence.in_school.any():
            return None
        return draw_matrix(school_matrix(self.presence), MATRIX_MANY)

    @cached_property
    def driver_pictures(self) -> tuple[Drawing, ...]:
        """One for each outcome that has root causes."""
        return tuple(map(draw_drivers, driver_diagrams(self.programme_map, self.targets)))

    def assess(self, proposal: Programme) -> ProposalAnswer:
        """What a proposal would add from today on: which ask it would be, and who does it already.

        Where the plan is over, its terms are looked at all the same.
        """
        terms = [term for term in self.terms if term.ends >= self.as_of] or self.terms
        return assess_proposal(proposal, self.programme_map, terms, self.rules, self.weights)


_answers = LRUCache[MapAnswers](size=40)


def map_answers(
    area: AreaFields, revision: StoredPlan | None, parts: MapParts, *, as_of: date
) -> MapAnswers:
    """The answers of an area's map, kept until anything that it rests on changes.

    Raises
    ------
    DefinitionError
        The area's own themes, rules or weights are wrong.
    """
    own_folder = own_definitions(area)
    digest = digest_of(revision) if revision else ""
    state = (parts, digest, as_of, str(own_folder), state_of(own_folder))
    return _answers.get(area.slug, lambda: _make(area, revision, parts, as_of), state=state)


def _make(
    area: AreaFields, revision: StoredPlan | None, parts: MapParts, as_of: date
) -> MapAnswers:
    own_folder = own_definitions(area)
    plan = plan_of(revision) if revision else None
    place_map = PlaceMap.model_validate_json(parts.place_map)
    organisations = {item.id: item.name for item in place_map.organisation}
    if plan is not None:
        organisations |= {partner.id: partner.name for partner in plan.partner}
        organisations |= {body.id: body.name for body in plan.body}
    programme_map = ProgrammeMap(
        programmes=tuple(read_description(text) for text in parts.programmes),
        themes=load_themes(own_folder),
        schools=parts.schools,
        deliveries=tuple(_delivery(values) for values in parts.deliveries),
        needs=tuple(NeedRow(**row) for row in json.loads(parts.needs)),
        place_map=place_map,
        organisations=organisations,
    )
    this_year = term_on(as_of).school_year
    terms = terms_of(*((plan.period.first, plan.period.last) if plan else (this_year, this_year)))
    return MapAnswers(
        programme_map=programme_map,
        terms=terms,
        as_of=as_of,
        until=terms[-1].ends,
        targets={name: item.title for name, item in targets_by_id(plan).items()} if plan else {},
        rules=load_burden_rules(own_folder),
        weights=load_score_weights(own_folder),
    )


def _delivery(values: DeliveryValues) -> DeliveryRow:
    programme, urn, term, state, *counts, role = values
    return DeliveryRow(
        programme,
        int(urn),
        parse_term(term),
        state,
        **dict(zip(COUNTS, counts, strict=True)),
        contact_role=role,
    )


@lru_cache(maxsize=4096)
def read_description(text: str) -> Programme:
    """A programme from its JSON, read once."""
    return Programme.model_validate_json(text)


def theme_titles(area: AreaFields) -> dict[str, str]:
    """Titles of an area's themes, by id."""
    return load_themes(own_definitions(area)).titles


def demonstration_map(area: AreaFields, *, is_invented: bool) -> ProgrammeMap | None:
    """The programmes of a place of the demonstration, as its example's files describe them.

    None where there is no example of the place, or its files were not made.
    """
    if not is_invented and area.slug not in EXAMPLES:
        return None
    folder = demonstration_folder() if is_invented else example_plan(area.slug).parent
    if not (folder / "programmes.toml").is_file():
        return None
    plan = plan_of(invented_plan_text() if is_invented else example_plan_text(area.slug))
    organisations = {partner.id: partner.name for partner in plan.partner}
    organisations |= {body.id: body.name for body in plan.body}
    return read_programme_map(
        folder,
        organisations=organisations,
        targets={name: item.title for name, item in targets_by_id(plan).items()},
        own_folder=own_definitions(area),
    )
