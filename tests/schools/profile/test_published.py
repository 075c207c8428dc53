"""Real schools: Blackpool's secondary schools by hand, and every school in England."""

from __future__ import annotations

import math
import re
from pathlib import Path
from statistics import mean

import numpy as np
import polars as pl
import pytest

from stocktake.schools import SchoolProfiles
from stocktake.schools.profile import printed_marks
from stocktake.schools.similar import better_than_similar, distance_between, two_year_means
from stocktake.statistics import Warehouse

pytestmark = pytest.mark.slow

BLACKPOOL = re.compile(r"^\|[^|]* (1\d{5})[^|]*\|(.+)\|$")
CELL = re.compile(r"^(?:(\d+):)?(-?[\d.]+)(?:/(-?[\d.]+))?$")


def reference_cells(folder: Path) -> list[tuple[int, str, int | None, float, float | None]]:
    """School, academic year, cohort, Attainment 8, Progress 8, as the reference lists them."""
    text = (folder / "schools-backtest.md").read_text(encoding="utf-8")
    section = text.partition("## 6 Blackpool")[2].partition("## 7")[0]
    years: list[str] = []
    cells = []
    for line in section.splitlines():
        if line.startswith("|school"):
            years = re.findall(r"\b20\d\d\b", line)
        if match := BLACKPOOL.match(line):
            urn, rest = int(match[1]), match[2].split("|")
            for year, cell in zip(years, rest, strict=True):
                if figures := CELL.match(cell.strip()):
                    cohort, attainment, progress = figures.groups()
                    cells.append(
                        (
                            urn,
                            f"{int(year) - 1}{int(year) % 100:02d}",
                            int(cohort) if cohort else None,
                            float(attainment),
                            float(progress) if progress else None,
                        )
                    )
    return cells


def test_blackpools_secondary_schools_have_the_published_figures_in_all_years(
    england: SchoolProfiles, shared_reference: Path
) -> None:
    cells = reference_cells(shared_reference)
    assert len(cells) == 46
    profiles = {urn: england.profile(urn) for urn in {cell[0] for cell in cells}}
    for urn, period, cohort, attainment, progress in cells:
        years = {
            (entry.measure, year.period): year
            for part in profiles[urn].parts
            for entry in part.measures
            if entry.group == "all"
            for year in (*entry.earlier, *entry.years)
        }
        location = f"{urn} {period}"
        assert years["ks4.attainment_8", period].value == attainment, location
        if progress is not None:
            year = years["ks4.progress_8", period]
            assert year.value == progress, location
            assert year.lower is None or year.lower < progress < (year.upper or 0), location
        if cohort is not None:
            assert years["ks4.attainment_8", period].pupil_count == cohort, location
    names = {profile.school.la_name for profile in profiles.values()}
    assert names == {"Blackpool"}


def test_earlier_numbers_of_blackpools_schools_lead_to_the_newest(england: SchoolProfiles) -> None:
    assert england.profile(119_732).school.school_urn == 142_469
    assert england.profile(140_021).school.school_urn == 151_443


def plain_row(table: pl.DataFrame, row: dict) -> dict[str, float | int | None]:
    """A row's comparisons, school by school in Python."""
    cell = table.filter(
        pl.col("measure") == row["measure"],
        pl.col("time_period") == row["time_period"],
        pl.col("group") == row["group"],
        pl.col("value").is_not_null(),
    )
    peers = [
        peer
        for peer in cell.select("school_urn", "peers", "value", "la_code").iter_rows(named=True)
        if peer["peers"] == row["peers"] and peer["school_urn"] != row["school_urn"]
    ]
    lower_is_better = row["measure"].startswith("absence")
    worse = sum(
        1.0 if (peer["value"] > row["value"]) == lower_is_better else 0.0
        for peer in peers
        if peer["value"] != row["value"]
    )
    equal = sum(1 for peer in peers if peer["value"] == row["value"])
    return {"percentile": 100 * (worse + equal / 2) / len(peers), "ranked_count": len(peers) + 1}


def test_every_school_in_england_has_its_figures_compared(england: SchoolProfiles) -> None:
    table = england.table
    assert table.height > 2_500_000
    keys = ["school_urn", "measure", "time_period", "group"]
    assert table.select(pl.struct(keys).hash().n_unique()).item() == table.height
    assert table["percentile"].drop_nulls().is_between(0, 100).all()
    assert (table["lower"] <= table["value"]).drop_nulls().all()
    assert (table["upper"] >= table["value"]).drop_nulls().all()
    assert table["shrunk_weight"].drop_nulls().is_between(0, 1).all()
    assert table.filter(pl.col("value").is_null(), pl.col("percentile").is_not_null()).is_empty()
    small = pl.col("pupil_count").is_between(1, 5) & pl.col("value").is_not_null()
    assert table.filter(small).is_empty()
    texts = table.with_columns(pl.col(pl.Categorical).cast(pl.String))
    sample = texts.filter(pl.col("percentile").is_not_null()).sample(25, seed=4)
    for row in sample.iter_rows(named=True):
        plain = plain_row(texts, row)
        assert row["percentile"] == pytest.approx(plain["percentile"], abs=1e-9), row
        assert row["ranked_count"] == plain["ranked_count"], row


def test_the_similar_schools_mean_is_that_of_the_list(england: SchoolProfiles) -> None:
    rows = england.table.filter(
        pl.col("measure") == "ks4.attainment_8",
        pl.col("time_period") == "202324",
        pl.col("group") == "all",
        pl.col("value").is_not_null(),
    )
    values = dict(rows.select("school_urn", "value").iter_rows())
    for row in rows.filter(pl.col("similar_count") > 0).sample(25, seed=4).iter_rows(named=True):
        partners = england.pairs.filter(pl.col("school_urn") == row["school_urn"])
        partner_values = [values[urn] for urn in partners["similar_urn"] if urn in values]
        assert row["similar_count"] == len(partner_values)
        assert row["similar_mean"] == pytest.approx(mean(partner_values), abs=1e-9)


def test_the_fifty_nearest_are_the_fifty_nearest(england: SchoolProfiles) -> None:
    for tables in england.similar_tables.values():
        for table in tables:
            for row in range(0, len(table.table.schools), 4_001):
                values = table.table.values
                distance = distance_between(values[row], values, table.weights)
                shared = ~np.isnan(values[row]) & ~np.isnan(values)
                is_required = [entry.is_required for entry in table.table.characteristics]
                distance[shared.sum(axis=1) < table.version.minimum_shared] = math.nan
                distance[~shared[:, is_required].all(axis=1)] = math.nan
                distance[row] = math.nan
                published = table.of(int(table.table.schools[row]))
                if published.height:
                    nearest = sorted(value for value in distance if not math.isnan(value))
                    limit = nearest[: published.height][-1]
                    assert published["distance"].max() <= limit + 1e-12
                    assert published["distance"].is_sorted()


@pytest.mark.parametrize(
    ("phase", "kind", "measure", "years", "later", "flagged", "ahead", "share_kept"),
    [
        ("secondary", "department", "ks4.attainment_8", ("202223", "202324"), "202425",
         (0.27, 0.34), (0.90, 0.95), (0.85, 1.0)),
        ("secondary", "own", "ks4.attainment_8", ("201617", "201718"), "201819",
         (0.25, 0.34), (0.86, 0.93), (0.78, 0.95)),
        ("primary", "own", "ks2.rwm_expected", ("202223", "202324"), "202425",
         (0.14, 0.24), (0.84, 0.92), (0.59, 0.80)),
        ("primary", "own", "ks2.rwm_expected", ("201516", "201617"), "201718",
         (0.14, 0.24), (0.82, 0.90), (0.55, 0.75)),
    ],
)  # fmt: skip
def test_schools_ahead_over_two_years_are_ahead_in_the_next(
    england: SchoolProfiles, phase, kind, measure, years, later, flagged, ahead, share_kept
) -> None:
    """The back-test: about 30% (20% in primary schools) lead, and nine in ten of them go on to."""
    table = next(entry for entry in england.similar_tables[phase] if entry.definition.kind == kind)
    leads = better_than_similar(
        table.pairs, two_year_means(england.table, measure, years), "higher"
    ).drop_nulls("z")
    next_year = england.table.filter(
        pl.col("measure") == measure, pl.col("group") == "all", pl.col("time_period") == later
    ).select("school_urn", mean="value", mean_variance="variance")
    later_leads = better_than_similar(table.pairs, next_year.drop_nulls("mean"), "higher")
    ahead_now = leads.filter(pl.col("z") > 1.96)
    both_years = ahead_now.join(later_leads.select("school_urn", later="lead"), on="school_urn")
    assert flagged[0] < ahead_now.height / leads.height < flagged[1]
    assert ahead[0] < (both_years["later"] > 0).mean() < ahead[1]
    assert share_kept[0] < both_years["later"].mean() / both_years["lead"].mean() < share_kept[1]


def test_profiles_of_three_hundred_schools_can_be_written(england: SchoolProfiles) -> None:
    urns = england.details["school_urn"].sample(300, seed=9).to_list()
    for urn in urns:
        profile = england.profile(urn)
        assert profile.school.name
        assert profile.model_dump_json()
        for part in profile.parts:
            for entry in part.measures:
                assert len(entry.years) <= 3
                assert "None" not in entry.sentence
                assert "nan" not in entry.sentence


def test_the_file_says_why_a_figure_is_missing(
    england: SchoolProfiles, school_warehouse: Path
) -> None:
    # Independent schools of which no pupil was entered, and schools with few pupils.
    table = england.table.with_columns(pl.col(pl.Categorical).cast(pl.String))
    missing = table.filter(
        pl.col("measure") == "ks4.progress_8",
        pl.col("time_period") == "201819",
        pl.col("value").is_null(),
    )
    marks = printed_marks(Warehouse(school_warehouse), missing, as_of=england.as_of)
    assert {"NE", "SUPP", "LOWCOV", "NP"} <= set(marks.values())
    release, row, measure, group = next(key for key, mark in marks.items() if mark == "LOWCOV")
    urn = missing.filter(pl.col("release") == release, pl.col("row") == row)["school_urn"][0]
    profile = england.profile(urn, marks={(release, row, measure, group): "LOWCOV"})
    years = next(
        entry
        for part in profile.parts
        for entry in part.measures
        if (entry.measure, entry.group) == (measure, group)
    )
    figure = next(year for year in (*years.earlier, *years.years) if year.period == "201819")
    assert (figure.value, figure.missing) == (None, "low_coverage")
