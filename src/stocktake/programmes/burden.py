"""What one school is asked in one term, by programmes and by Stocktake itself: a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from stocktake.programmes.absent_values import value_or_none
from stocktake.programmes.burden_rules import BurdenRules
from stocktake.programmes.presence import Presence
from stocktake.programmes.programme import Programme, TermAsks
from stocktake.programmes.tables import DeliveryRow, SchoolRow
from stocktake.programmes.terms import Term

STOCKTAKE = "stocktake"
"""Who asks, where it is Stocktake itself."""

SIZES = ("visits_count", "data_requests_count", "days_out_count", "minutes")
_SIZE_TYPES = dict.fromkeys(SIZES, pl.Int64)
CALENDAR: dict[str, pl.DataType | type[pl.DataType]] = {
    "school_urn": pl.Int64,
    "term": pl.String,
    "asked_by": pl.String,
    "title": pl.String,
    "visits_count": pl.Int64,
    "data_requests_count": pl.Int64,
    "days_out_count": pl.Int64,
    "minutes": pl.Int64,
}
"""One row per ask: a request of one school in one term by one programme, or by Stocktake itself.

``minutes`` is null where nobody said how long it takes."""


@dataclass(frozen=True)
class Burden:
    """The asks of all schools.

    Parameters
    ----------
    calendar : DataFrame
        Columns of ``CALENDAR``.
    table : DataFrame
        One row per school and term: ``asks_count``, the sums, ``unknown_minutes_count`` (asks of
        which nobody said how long they take), ``is_over_asks`` and ``is_over_minutes``.
    """

    calendar: pl.DataFrame
    table: pl.DataFrame

    def ask_count(self, school_urn: int, term: Term) -> int:
        """How many asks one school has in one term."""
        rows = self.table.filter(pl.col("school_urn") == school_urn, pl.col("term") == str(term))
        return int(rows["asks_count"].sum())

    @property
    def over_ceiling(self) -> pl.DataFrame:
        """Schools and terms beyond the ceiling, the most minutes first."""
        return self.table.filter(pl.col("is_over_asks") | pl.col("is_over_minutes")).sort(
            "asks_count", "minutes", "school_urn", "term", descending=[True, True, False, False]
        )


def find_burden(
    presence: Presence, deliveries: Sequence[DeliveryRow], rules: BurdenRules
) -> Burden:
    """Count what each school is asked in each term.

    An ask is one programme in one school in one term, unless it says that it asks nothing; an
    offer that nobody has taken up asks nothing yet. A delivery's own figures replace those of its
    programme.
    """
    calendar = pl.concat([_programme_asks(presence, deliveries), _own_asks(presence, rules)]).sort(
        "school_urn", "term", "asked_by", "title"
    )
    over_asks = pl.col("asks_count") > rules.asks_ceiling
    over_minutes = pl.col("minutes") > rules.minutes_ceiling
    table = (
        calendar.group_by("school_urn", "term")
        .agg(
            pl.len().cast(pl.Int64).alias("asks_count"),
            *(pl.col(name).sum() for name in SIZES),
            pl.col("minutes").is_null().sum().cast(pl.Int64).alias("unknown_minutes_count"),
        )
        .with_columns(is_over_asks=over_asks, is_over_minutes=over_minutes)
        .sort("school_urn", "term")
    )
    return Burden(calendar, table)


def asks_of(programme: Programme) -> TermAsks | None:
    """What a programme asks of a school; None where it asks nothing.

    Where nobody said, it is one ask of unknown size.
    """
    term_asks = value_or_none(programme.school_asks)
    if term_asks is None:
        return TermAsks() if programme.school_asks == "not stated" else None
    return term_asks


def _programme_asks(presence: Presence, deliveries: Sequence[DeliveryRow]) -> pl.DataFrame:
    """One row per programme, school and term, with the sizes of the delivery or the programme."""
    rows, columns, terms = presence.in_school.nonzero()
    places = pl.DataFrame(
        {"number": rows, "column": columns, "at": terms},
        schema={"number": pl.Int64, "column": pl.Int64, "at": pl.Int64},
    )
    programmes = pl.DataFrame(
        [
            (number, item.id, item.title, *_sizes(term_asks))
            for number, item in enumerate(presence.programmes)
            if (term_asks := asks_of(item)) is not None
        ],
        schema={"number": pl.Int64, "asked_by": pl.String, "title": pl.String, **_SIZE_TYPES},
        orient="row",
    )
    schools = pl.DataFrame(
        {"column": range(len(presence.schools)), "school_urn": _urns(presence.schools)},
        schema={"column": pl.Int64, "school_urn": pl.Int64},
    )
    names = [str(term) for term in presence.terms]
    term_names = pl.DataFrame(
        {"at": range(len(names)), "term": names}, schema={"at": pl.Int64, "term": pl.String}
    )
    own_sizes = pl.DataFrame(
        [
            (row.programme, row.school_urn, str(row.term), row.state, *_sizes(row))
            for row in deliveries
            if row.state == "offered" or _has_sizes(row)
        ],
        schema={
            "asked_by": pl.String,
            "school_urn": pl.Int64,
            "term": pl.String,
            "state": pl.String,
            **{f"own_{name}": pl.Int64 for name in SIZES},
        },
        orient="row",
    )
    return (
        places.join(programmes, on="number")
        .join(schools, on="column")
        .join(term_names, on="at")
        .join(own_sizes, on=["asked_by", "school_urn", "term"], how="left")
        .filter(pl.col("state").fill_null("agreed") != "offered")
        .with_columns(pl.coalesce(f"own_{name}", name).alias(name) for name in SIZES)
        .select(list(CALENDAR))
    )


def _own_asks(presence: Presence, rules: BurdenRules) -> pl.DataFrame:
    """What Stocktake itself asks of each school."""
    rows = [
        (school.school_urn, str(term), STOCKTAKE, ask.title, *_sizes(ask))
        for ask in rules.own_ask
        for school in presence.schools
        if set(ask.phases) & set(school.phases)
        for term in presence.terms
        if term.name in ask.terms
    ]
    return pl.DataFrame(rows, schema=CALENDAR, orient="row")


def _has_sizes(row: DeliveryRow) -> bool:
    return not (
        row.minutes is row.visits_count is row.data_requests_count is row.days_out_count is None
    )


def _sizes(source: object) -> tuple[int | None, ...]:
    return tuple(value_or_none(getattr(source, name)) for name in SIZES)


def _urns(schools: Sequence[SchoolRow]) -> list[int]:
    return [school.school_urn for school in schools]
