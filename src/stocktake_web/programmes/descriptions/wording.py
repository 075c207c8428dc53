"""What a programme's description says, in words: a value, "none" or "not stated"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stocktake.programmes import Absence, Programme, ages_label
from stocktake_web.formats import counted, day, number, pounds

ABSENCE_WORDS = {Absence.ABSENT: "There is none", Absence.NOT_STATED: "Not stated"}
PARTICIPANTS = {
    "pupils": "Pupils",
    "families": "Families",
    "teachers": "Teachers",
    "leaders": "Leaders",
    "governors": "Governors",
    "support-staff": "Support staff",
    "employers": "Employers",
}
PHASES = {
    "early-years": "Early years",
    "primary": "Primary",
    "secondary": "Secondary",
    "special": "Special",
    "alternative-provision": "Alternative provision",
    "post-16": "Post-16",
}
SCHOOLS = {
    "all": "All schools of its phases",
    "some": "Some schools, which are not named",
    "listed": "The schools named below",
}


def words_of(value: Any, words: Any = str) -> str:
    """A value in words, or what its absence is called."""
    return ABSENCE_WORDS[value] if isinstance(value, Absence) else words(value)


def describe(programme: Programme, names: Mapping[str, str] | None = None) -> dict[str, str]:
    """Each part of a description in words, by its key.

    Parameters
    ----------
    names : mapping of str to str, optional
        Titles and names by id: of themes, organisations, programmes and schools.
    """
    names = names or {}

    def join_names(ids: Any) -> str:
        return "; ".join(names.get(str(item), str(item)) for item in ids)

    audience = programme.audience
    return {
        "text": programme.text,
        "other_names": "; ".join(programme.other_names),
        "funder": words_of(programme.funder, join_names),
        "provider": words_of(programme.provider, join_names),
        "partners": join_names(programme.partners),
        "themes": join_names(programme.themes),
        "participants": ", ".join(PARTICIPANTS[item] for item in audience.participants),
        "phases": words_of(audience.phases, lambda items: ", ".join(PHASES[i] for i in items)),
        "ages": words_of(audience.ages, ages_label),
        "groups": words_of(audience.groups, _listed_words),
        "wards": words_of(audience.wards, _listed_words),
        "schools": words_of(audience.schools, lambda word: SCHOOLS[word]),
        "school_urns": join_names(audience.school_urns),
        "capacity": words_of(programme.capacity, _capacity),
        "hours": words_of(programme.hours, lambda hours: f"{hours:g}"),
        "school_asks": words_of(programme.school_asks, _term_asks),
        "dose": words_of(programme.dose, _dose),
        "cost": words_of(programme.cost, _costs),
        "starts": words_of(programme.starts, day),
        "ends": words_of(programme.ends, day),
        "dates_text": programme.dates_text,
        "exit_plan": words_of(programme.exit_plan),
        "successor": words_of(programme.successor, lambda item: names.get(item, item)),
        "data_returned": words_of(programme.data_returned, "; ".join),
        "evidence": words_of(programme.evidence, _evidence),
        "measures": words_of(programme.measure, _measures),
        "relied_upon_for": programme.relied_upon_for,
        "coordinated_with": join_names(programme.coordinated_with),
    }


def _listed_words(words: tuple[str, ...]) -> str:
    return "All" if words == ("all",) else ", ".join(words)


def _capacity(capacity: Any) -> str:
    people = words_of(capacity.people, lambda n: counted(n, "person", "people"))
    schools = words_of(capacity.schools, lambda n: counted(n, "school"))
    limits = {"There is none": "no limit of", "Not stated": "not stated how many"}
    return f"In a year {_limit(people, limits, 'people')}, {_limit(schools, limits, 'schools')}"


def _limit(words: str, limits: Mapping[str, str], noun: str) -> str:
    return f"{limits[words]} {noun}" if words in limits else words


def _term_asks(term_asks: Any) -> str:
    parts = [
        counted(count, one, many)
        for count, one, many in (
            (term_asks.visits_count, "visit", "visits"),
            (term_asks.data_requests_count, "data request", "data requests"),
            (term_asks.days_out_count, "day out of class", "days out of class"),
        )
        if count
    ]
    minutes = words_of(term_asks.minutes, lambda n: f"{number(n)} minutes of staff")
    parts.append("minutes of staff not stated" if minutes == "Not stated" else minutes)
    return f"In a term {', '.join(parts)}"


def _dose(dose: Any) -> str:
    return (
        f"{dose.sessions_offered} {dose.unit}; started from {dose.started_at}, "
        f"completed from {dose.completed_at}"
    )


def _costs(costs: Any) -> str:
    return "; ".join(f"{cost.year[:4]}/{cost.year[4:]}: {pounds(cost.pounds)}" for cost in costs)


def _evidence(evidence: Any) -> str:
    parts = [
        evidence.strand,
        words_of(evidence.months, lambda months: f"{months:g} months of additional progress"),
        words_of(evidence.security, lambda level: f"security {level} of 5"),
        words_of(evidence.cost_band, lambda band: f"cost band {band} of 5"),
    ]
    source = evidence.source
    title = f"{source.title} ({source.year})" if source.year else source.title
    stated_parts = [part for part in parts if part not in ABSENCE_WORDS.values()]
    return f"{', '.join(stated_parts)}; as of {day(evidence.as_of)}, {title}"


def _measures(measures: Any) -> str:
    kinds = {"how_much": "How much", "how_well": "How well", "better_off": "Better off"}
    return "; ".join(f"{kinds[item.kind]}: {item.text}" for item in measures)
