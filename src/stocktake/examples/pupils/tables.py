"""The tables as they are written: pupil numbers for children, school numbers for positions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from stocktake.examples.pupils.children import Children, People
from stocktake.examples.pupils.families import Families
from stocktake.examples.pupils.numbers import upn_numbers
from stocktake.examples.pupils.places import Places
from stocktake.examples.pupils.random_streams import Flags, Ints, stream_of
from stocktake.examples.pupils.rolls import EntryPlan
from stocktake.examples.pupils.years import academic_start, written_period

_EVER = 6
"""Years of which ``fsm6`` takes account."""

COLUMNS = {
    "enrolments": (
        "upn", "school_urn", "entry_date", "leaving_date", "enrolment_status", "boarder",
        "leaving_reason",
    ),
    "attendance_terms": (
        "time_period", "term", "upn", "school_urn", "sess_possible", "sess_authorised",
        "sess_unauthorised", "sess_reasons",
    ),
    "exclusions": ("upn", "school_urn", "category", "reason", "start_date", "sessions"),
    "assessments": (
        "time_period", "upn", "school_urn", "stage", "component", "measure", "result",
    ),
    "entries": (
        "time_period", "upn", "school_urn", "stage", "qualification", "subject", "grade",
        "award_date",
    ),
    "predictions": (
        "time_period", "upn", "school_urn", "stage", "subject", "predicted_grade", "made_on",
    ),
    "destinations": ("upn", "month", "activity", "provider"),
    "home_education": ("upn", "start_date", "end_date", "reason", "judged_suitable"),
    "alternative_provision": (
        "upn", "school_urn", "provider_name", "reason", "start_date", "end_date",
        "sessions_per_week", "required_from",
    ),
    "social_care": ("upn", "status", "start_date", "end_date"),
    "young_carers": ("upn", "start_date", "end_date"),
}  # fmt: skip
"""Columns of each table that is keyed by pupil, in order."""


@dataclass(frozen=True)
class Numbers:
    """Each child's number, and for a few the temporary one that it took the place of."""

    upn: NDArray[np.str_]
    former: NDArray[np.str_]


def number_children(
    seed: int, places: Places, children: Children, entry_plan: EntryPlan
) -> Numbers:
    """Issue numbers: by the first school of the borough, or by an authority that does not exist.

    Children who came from elsewhere in the country bring a number of one of the authorities
    reserved for invented places. Some who have only just come have a temporary number, and a few
    had one before.
    """
    chance = stream_of("numbers", seed)
    count = len(children)
    estabs = np.array([int(laestab[3:]) for laestab in places.laestab])
    arrival_years = academic_start(children.arrives)
    elsewhere = arrival_years > children.cohort
    la = np.where(elsewhere, chance.integers(101, 150, count), 1)
    estab = np.where(elsewhere, chance.integers(2000, 3999, count), estabs[entry_plan.primary])
    just = elsewhere & (arrival_years >= 2024) & (chance.random(count) < 0.12)
    temporary = just
    la, estab = np.where(just, 1, la), np.where(just, estabs[entry_plan.primary], estab)
    upn = upn_numbers(la, estab, children.cohort, temporary)
    had = elsewhere & ~just & (chance.random(count) < 0.03)
    former = upn_numbers(np.full(count, 1), estabs[entry_plan.primary], children.cohort + 50, had)
    return Numbers(upn, np.where(had, former, ""))


def pupils_table(
    years: pl.DataFrame, children: Children, families: Families, people: People, numbers: Numbers
) -> pl.DataFrame:
    """A row for each pupil and academic year on a roll, with what the school census asks."""
    rows = (
        years.filter(pl.col("enrolment_status") != "S")
        .select("child", "start", "nc_year")
        .unique(["child", "start"], maintain_order=True)
        .sort("start", "child")
    )
    child, start = rows["child"].to_numpy(), rows["start"].to_numpy()
    nc_year = rows["nc_year"].to_numpy()
    family = children.family[child]
    fsm, ever = meals(families, children, child, start)
    has_plan = children.plan_from[child] <= nc_year
    has_support = children.support_from[child] <= nc_year
    return pl.DataFrame(
        {
            "time_period": rows.select(written_period()).to_series(),
            "upn": numbers.upn[child],
            "former_upn": numbers.former[child],
            "surname": people.surname[child],
            "forename": people.forename[child],
            "middle_names": people.middle_names[child],
            "date_of_birth": children.birth_date[child],
            "sex": np.where(children.girl[child], "F", "M"),
            "ethnicity": families.ethnicity[family],
            "first_language": families.language[family],
            "address": people.address[child],
            "postcode": people.postcode[child],
            "ward": people.ward[child],
            "nc_year": np.where(nc_year == 0, "R", nc_year.astype("U2")),
            "sen_provision": np.where(has_plan, "E", np.where(has_support, "K", "N")),
            "sen_primary_need": np.where(has_plan | has_support, children.need[child], ""),
            "fsm": fsm,
            "fsm6": ever,
            "service_child": families.service[family],
        }
    ).with_columns(pl.col(pl.String).replace("", None))


def meals(families: Families, children: Children, child: Ints, start: Ints) -> tuple[Flags, Flags]:
    """Whether eligible for free school meals in a year, and ever in six years."""
    family = children.family[child]
    first, last = families.meals_from[family], families.meals_until[family]
    is_current = (first <= start) & (start < last)
    ever = (first <= start) & (start - _EVER + 1 < last)
    return is_current, ever


def with_numbers(name: str, frame: pl.DataFrame, numbers: Numbers, places: Places) -> pl.DataFrame:
    """Replace ``child`` by ``upn`` and ``school`` by ``school_urn``, and put in order."""
    columns = COLUMNS[name]
    upn = pl.Series("upn", numbers.upn)
    rows = frame.with_columns(upn.gather(frame["child"]).alias("upn"))
    if "school_urn" in columns:
        urn = pl.Series("school_urn", places.urn)
        rows = rows.with_columns(urn.gather(frame["school"]).alias("school_urn"))
    rows = rows.select(columns).with_columns(pl.col(pl.String).replace("", None))
    return rows.sort(columns, nulls_last=True)
