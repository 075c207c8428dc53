"""Which schools there are: those of the borough, those planted, and some of every authority."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from stocktake.examples.country.measures import load_names, load_story
from stocktake.examples.country.places import Authority, invent_authorities
from stocktake.examples.pupils.places import Places, invent_places
from stocktake.examples.pupils.random_streams import Floats, stream_of
from stocktake.examples.schools.own_pupils import OwnFigures
from stocktake.examples.schools.schema import load_shape, load_story_of_schools

FIRST_OTHER_URN = 901001
_TYPES = {
    "maintained": "Community school",
    "academy": "Academy converter",
    "special": "Community special school",
    "pru": "Pupil referral unit",
    "college": "Further education",
}
_NAME_ENDINGS = {"primary": "Primary School", "secondary": "School"}
_FIRST_ESTAB = {"primary": 2101, "secondary": 4101}
_COHORTS = {"primary": 7, "secondary": 5}
"""Year groups of a school, by which its pupils are divided."""
_COLUMNS: dict[str, pl.DataType] = {
    "urn": pl.Int64(),
    "la": pl.String(),
    "la_name": pl.String(),
    "estab": pl.String(),
    "name": pl.String(),
    "phase": pl.String(),
    "type": pl.String(),
    "trust": pl.String(),
    "opened": pl.Date(),
    "closed": pl.Date(),
    "pupils": pl.Float64(),
    "cohort_2": pl.Float64(),
    "cohort_4": pl.Float64(),
    "deprivation": pl.Float64(),
    "has_pupils": pl.Boolean(),
    "ward": pl.String(),
}


@dataclass(frozen=True)
class Roster:
    """Every number that a school has or had, one to a row.

    Parameters
    ----------
    table : polars.DataFrame
        ``urn``, ``la`` (three digits), ``la_name``, ``estab`` (four digits), ``name``, ``phase``,
        ``type``, ``trust`` (uid or empty), ``opened``, ``closed`` (null while open), ``pupils``
        (for whom the school was made), ``cohort_2`` and ``cohort_4`` (pupils at the end of key
        stages 2 and 4), ``deprivation`` (standard deviations), ``has_pupils`` (the borough's
        invented pupils go there), ``ward``.
    """

    table: pl.DataFrame

    def array(self, column: str) -> Floats:
        """A column of numbers."""
        return self.table[column].to_numpy().astype(float)

    def rows_of(self, *phases: str) -> pl.Series:
        """Whether each row is of one of the phases."""
        return self.table["phase"].is_in(phases)

    def in_year(self, start: int) -> pl.Series:
        """Whether each number was in use at the end of an academic year."""
        return self.table.select(
            (pl.col("opened") <= date(start + 1, 5, 1))
            & (pl.col("closed").is_null() | (pl.col("closed") >= date(start + 1, 5, 1)))
        ).to_series()


def invent_roster(seed: int, figures: Mapping[str, OwnFigures]) -> Roster:
    """Every school of a seed; Eastmere's own are those of its invented pupils.

    The other authorities have a few schools each, so that there are enough to compare with.

    Parameters
    ----------
    seed : int
    figures : mapping of str to OwnFigures
        Of the borough's pupils by academic year: how many the borough's schools have.

    Examples
    --------
    >>> roster = invent_roster(1, {})
    >>> roster.table["urn"][0], roster.table.height > 1000
    (900001, True)
    """
    authorities = invent_authorities(seed, load_story())
    pupil_figures = _own_schools(invent_places(seed), authorities[0])
    story = _planted_schools(authorities[0])
    other_schools = list(_other_schools(seed, authorities[1:]))
    table = pl.DataFrame([*pupil_figures, *story, *other_schools], schema=_COLUMNS).sort("urn")
    table = _with_pupil_counts(table, figures)
    return Roster(pl.concat([table, _predecessors(table)]).sort("urn"))


def _with_pupil_counts(table: pl.DataFrame, figures: Mapping[str, OwnFigures]) -> pl.DataFrame:
    """Sizes and cohorts of the schools whose pupils are invented, as a mean of the years."""
    for column, stage, count in (
        ("pupils", "census", "NOR"),
        ("cohort_2", "key_stage_2", "TELIG"),
        ("cohort_4", "key_stage_4", "TPUP"),
    ):
        counts = [getattr(of_year, stage).select("urn", count) for of_year in figures.values()]
        if counts:
            means = pl.concat(counts).group_by("urn").agg(pl.col(count).mean().alias("mean"))
            table = table.join(means, on="urn", how="left", maintain_order="left").with_columns(
                pl.when("has_pupils").then(pl.coalesce("mean", column)).otherwise(column)
                .alias(column)
            ).drop("mean")  # fmt: skip
    return table


def _own_schools(places: Places, home: Authority) -> Iterator[dict[str, object]]:
    academies = 0
    members = {urn for group in load_story_of_schools().federation for urn in group.members}
    change_dates = {row.of: row.until for row in load_story_of_schools().predecessor}
    trusts = [trust.uid for trust in load_story_of_schools().trust]
    for row in places.table().iter_rows(named=True):
        phase = "secondary" if row["phase"] == "all_through" else row["phase"]
        kind = row["school_type"]
        is_academy = kind == "academy" and row["school_urn"] not in members
        trust = trusts[academies % len(trusts)] if is_academy else ""
        academies += is_academy
        size = float(places.size[places.position(row["school_urn"])])
        until = change_dates.get(row["school_urn"])
        yield {
            "urn": row["school_urn"],
            "la": home.dfe,
            "la_name": home.name,
            "estab": row["laestab"][3:],
            "name": row["school_name"],
            "phase": "all_through" if row["phase"] == "all_through" else phase,
            "type": _TYPES[kind],
            "trust": trust,
            "opened": date(until.year, until.month % 12 + 1, 1) if until else row["opened"],
            "closed": None,
            "pupils": size,
            **_cohorts(phase, size / _COHORTS.get(phase, 12)),
            "deprivation": home.deprivation,
            "has_pupils": phase != "college",
            "ward": places.wards[row["school_urn"] % len(places.wards)],
        }


def _planted_schools(home: Authority) -> Iterator[dict[str, object]]:
    for school in load_story_of_schools().school:
        yield {
            "urn": school.urn,
            "la": home.dfe,
            "la_name": home.name,
            "estab": f"{school.estab:04d}",
            "name": school.name,
            "phase": school.phase,
            "type": school.type,
            "trust": school.trust,
            "opened": school.open_date,
            "closed": None,
            "pupils": float(school.pupils_count),
            **_cohorts(school.phase, float(school.cohort_count)),
            "deprivation": home.deprivation,
            "has_pupils": False,
            "ward": "Breakwater",
        }


def _other_schools(seed: int, authorities: tuple[Authority, ...]) -> Iterator[dict[str, object]]:
    shape, names = load_shape(), load_names().schools
    chance = stream_of("schools of the country", seed)
    words = {
        authority.id: stream_of(f"names of {authority.id}", seed).permutation(names)
        for authority in authorities
    }
    urn = FIRST_OTHER_URN
    for phase, count in (
        ("primary", shape.primaries_count),
        ("secondary", shape.secondaries_count),
    ):
        for number in range(count):
            authority = authorities[number % len(authorities)]
            place = number // len(authorities)
            is_academy = chance.random() < shape.academy_share[phase]
            in_trust = chance.random() < shape.trust_share
            mean, spread = (280.0, 0.5) if phase == "primary" else (1000.0, 0.32)
            size = float(np.clip(np.exp(chance.normal(np.log(mean), spread)), 60, 2200))
            word = words[authority.id][place if phase == "primary" else -1 - place]
            yield {
                "urn": urn,
                "la": authority.dfe,
                "la_name": authority.name,
                "estab": f"{_FIRST_ESTAB[phase] + place:04d}",
                "name": f"{authority.name} {word} {_NAME_ENDINGS[phase]}",
                "phase": phase,
                "type": _TYPES["academy" if is_academy else "maintained"],
                "trust": f"9{authority.region[-3:]}{number % 3}" if is_academy and in_trust else "",
                "opened": date(1990 + int(chance.integers(0, 22)), 9, 1),
                "closed": None,
                "pupils": float(round(size)),
                **_cohorts(phase, size / _COHORTS[phase]),
                "deprivation": authority.deprivation + chance.normal(0, 0.8),
                "has_pupils": False,
                "ward": f"{authority.name} Ward {place + 1}",
            }
            urn += 1


def _cohorts(phase: str, pupils: float) -> dict[str, float]:
    stage_2 = phase in ("primary", "all_through")
    return {"cohort_2": pupils if stage_2 else 0.0, "cohort_4": 0.0 if stage_2 else pupils}


def _predecessors(table: pl.DataFrame) -> pl.DataFrame:
    """The numbers before: each a copy of the school after, but for what changed."""
    rows = []
    merged_urns = [row.of for row in load_story_of_schools().predecessor if "merged" in row.link]
    for earlier in load_story_of_schools().predecessor:
        row = table.row(by_predicate=pl.col("urn") == earlier.of, named=True)
        share = 1 / merged_urns.count(earlier.of) if earlier.of in merged_urns else 1.0
        rows.append(
            row
            | {
                "urn": earlier.urn,
                "name": earlier.name or row["name"].replace("Academy", "School"),
                "type": earlier.type,
                "trust": "",
                "opened": date(1995, 9, 1),
                "closed": earlier.until,
                "estab": f"{int(row['estab']) + 300 + earlier.urn % 10:04d}"
                if "merged" in earlier.link
                else row["estab"],
                "pupils": row["pupils"] * share,
                "cohort_2": row["cohort_2"] * share,
                "cohort_4": row["cohort_4"] * share,
                "has_pupils": False,
            }
        )
    return pl.DataFrame(rows, schema=_COLUMNS)
