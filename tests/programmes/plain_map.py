"""Slow, plain twins of overlap, burden and gap: loops over rows, with nothing in common."""

from __future__ import annotations

from datetime import date

from stocktake.programmes import Absence, Programme, ProgrammeMap, Term

Place = tuple[int, Term]


def plain_places(one: Programme, whole: ProgrammeMap, terms: tuple[Term, ...]) -> set[Place]:
    """Schools and terms of one programme, by its rows or else by what it says of itself."""
    rows = [row for row in whole.deliveries if row.programme == one.id]
    if rows:
        return {
            (row.school_urn, row.term)
            for row in rows
            if row.state != "declined" and row.term in terms
        }
    places = set()
    for school in whole.schools:
        is_listed = school.school_urn in one.audience.school_urns
        in_phase = any(phase in one.audience.phases for phase in school.phases)
        if is_listed or (one.audience.schools == "all" and in_phase):
            for term in terms:
                if term.starts <= one.ends and one.starts <= term.ends:
                    places.add((school.school_urn, term))
    return places


def plain_overlaps(
    whole: ProgrammeMap, terms: tuple[Term, ...]
) -> dict[tuple[str, str], set[Place]]:
    """Pairs of programmes, all of whose keys are stated, with where they overlap."""
    pairs: dict[tuple[str, str], set[Place]] = {}
    running = [
        p for p in whole.programmes if p.stage not in ("need", "bid", "appraisal", "refused")
    ]
    for one in running:
        for two in running:
            if one.id >= two.id or not may_share_people(one, two):
                continue
            if not [theme for theme in one.themes if theme in two.themes]:
                continue
            places = plain_places(one, whole, terms) & plain_places(two, whole, terms)
            if places:
                pairs[one.id, two.id] = places
    return pairs


def may_share_people(one: Programme, two: Programme) -> bool:
    """Whether somebody can be in both."""
    first, second = one.audience, two.audience
    if not set(first.participants) & set(second.participants):
        return False
    if max(first.ages[0], second.ages[0]) > min(first.ages[1], second.ages[1]):
        return False
    for key in ("phases", "groups", "wards"):
        left, right = getattr(first, key), getattr(second, key)
        if "all" not in left and "all" not in right and not set(left) & set(right):
            return False
    return True


def plain_ask_counts(whole: ProgrammeMap, terms: tuple[Term, ...]) -> dict[Place, int]:
    """How many programmes ask something of each school in each term; offers alone do not."""
    counts: dict[Place, int] = {}
    for one in whole.programmes:
        if one.stage in ("need", "bid", "appraisal", "refused"):
            continue
        if one.school_asks is Absence.ABSENT:
            continue
        for urn, term in plain_places(one, whole, terms):
            states = [
                row.state
                for row in whole.deliveries
                if (row.programme, row.school_urn, row.term) == (one.id, urn, term)
            ]
            if states != ["offered"]:
                counts[urn, term] = counts.get((urn, term), 0) + 1
    return counts


def plain_gaps(whole: ProgrammeMap, day: date) -> set[tuple[str, str, int]]:
    """Kind, theme and uncovered children of needs; ages by how many are uncovered."""
    result = set()
    for need in whole.needs:
        if need.need_count == 0:
            continue
        themed = [
            p
            for p in whole.programmes
            if need.theme in p.themes
            and p.stage in ("award", "pilot", "delivery", "hand-over")
            and p.ends >= day
        ]
        fits = []
        for one in themed:
            audience = one.audience
            if need.phase != "all" and need.phase not in audience.phases:
                continue
            if "all" not in audience.groups and need.group not in audience.groups:
                continue
            if "all" not in audience.wards and need.ward not in audience.wards:
                continue
            if need.youngest is not None:
                low, high = audience.ages
                if low > need.oldest or high < need.youngest:
                    continue
            fits.append(one)
        if not fits:
            result.add(("uncovered" if themed else "no_offer", need.theme, need.need_count))
            continue
        if need.youngest is not None:
            missing = [
                age
                for age in range(need.youngest, need.oldest + 1)
                if not any(f.audience.ages[0] <= age <= f.audience.ages[1] for f in fits)
            ]
            if missing:
                result.add(("ages", need.theme, len(missing)))
        places = sum(one.capacity.people for one in fits)
        if places < need.need_count:
            result.add(("capacity", need.theme, need.need_count - places))
    return result
