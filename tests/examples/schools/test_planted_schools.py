"""What is planted among the invented schools is found again by the rooms that read their files."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from stocktake.examples.pupils import Borough
from stocktake.examples.schools import InventedSchools
from stocktake.examples.schools.schema import load_story_of_schools
from stocktake.schools.concerns import decline_alerts, good_schools_on
from stocktake.schools.improvement.held import held_improvement_data
from stocktake.schools.inspections import held_inspections
from stocktake.schools.register import (
    members_on,
    school_history,
    school_identities,
    school_pipeline,
    schools_as_on,
)
from stocktake.schools.register.record import SchoolRegister
from stocktake.statistics.store import Warehouse

pytestmark = pytest.mark.slow
AS_OF = date(2026, 11, 30)
COASTING = 900033


def _of(figures: pl.DataFrame, measure: str, urn: int, group: str = "all") -> dict[str, object]:
    rows = figures.filter(
        pl.col("measure") == measure, pl.col("school_urn") == urn, pl.col("group") == group
    )
    return dict(rows.select("time_period", "value").iter_rows())


def _symbols(figures: pl.DataFrame, measure: str, urn: int) -> dict[str, object]:
    rows = figures.filter(
        pl.col("measure") == measure, pl.col("school_urn") == urn, pl.col("group") == "all"
    )
    return dict(rows.select("time_period", "symbol").iter_rows())


def test_the_results_are_those_of_the_pupils(figures: pl.DataFrame, borough: Borough) -> None:
    """Counted again from the pupils' own tables, by nothing but sums."""
    census = date(2024, 1, 18)
    year_11 = borough.tables["pupils"].filter(
        pl.col("time_period") == "202324", pl.col("nc_year") == "11"
    )
    on_roll = borough.tables["enrolments"].filter(
        pl.col("school_urn") == COASTING,
        pl.col("enrolment_status").is_in(["C", "M"]),
        pl.col("entry_date") <= census,
        pl.col("leaving_date").is_null() | (pl.col("leaving_date") > census),
    )
    cohort = year_11.join(on_roll.select("upn").unique(), on="upn")
    assert _of(figures, "ks4.pupils", COASTING)["202324"] == cohort.height
    assert _of(figures, "ks4.pupils", COASTING, "disadvantaged")["202324"] == cohort["fsm6"].sum()
    suspended = borough.tables["exclusions"].filter(
        pl.col("school_urn") == COASTING,
        pl.col("category") == "SUSP",
        pl.col("start_date").is_between(date(2023, 9, 1), date(2024, 8, 31)),
    )
    rate = figures.filter(
        pl.col("measure") == "exclusions.suspension_rate",
        pl.col("school_urn") == COASTING,
        pl.col("time_period") == "202324",
    ).row(0, named=True)
    assert rate["value"] == pytest.approx(100 * suspended.height / rate["pupil_count"], abs=0.005)


def test_the_coasting_school_looks_well_and_adds_little(figures: pl.DataFrame) -> None:
    national = (
        figures.filter(
            pl.col("measure") == "ks4.attainment_8",
            pl.col("group") == "all",
            pl.col("value") > 15,
        )
        .group_by("time_period")
        .agg((pl.col("value") * pl.col("pupil_count")).sum() / pl.col("pupil_count").sum())
    )
    levels = dict(national.iter_rows())
    attainment = _of(figures, "ks4.attainment_8", COASTING)
    for period in ("202223", "202324", "202425", "202526"):
        assert attainment[period] > levels[period] - 1  # type: ignore[operator]
    progress = figures.filter(
        pl.col("measure") == "ks4.progress_8",
        pl.col("school_urn") == COASTING,
        pl.col("group") == "all",
        pl.col("value").is_not_null(),
    )
    assert (progress["value"] < -0.25).all()
    assert (progress["upper"] < 0).all()


def test_a_school_follows_its_numbers_and_a_merger_breaks_the_series(
    register: SchoolRegister, figures: pl.DataFrame
) -> None:
    identities = school_identities(register.links, register.schools, figures, as_of=AS_OF)
    identity = dict(identities.select("school_urn", "identity_urn").iter_rows())
    assert identity[900051] == 900034
    assert identity[900052] == 900004
    assert identity[900053] == 900053
    assert identity[900054] == 900054
    assert "201617" in _of(figures, "ks4.attainment_8", 900051)
    assert "201617" not in _of(figures, "ks4.attainment_8", 900034)
    assert "201718" in _of(figures, "ks4.attainment_8", 900034)
    assert {"201718", "201819"} <= _of(figures, "ks2.rwm_expected", 900004).keys()
    assert min(_of(figures, "ks2.rwm_expected", 900007)) == "201819"
    history = school_history(register, 900007, as_of=AS_OF)
    assert {change.change for change in history.changes} == {"merged"}
    conversion = school_history(register, 900052, as_of=AS_OF)
    assert [step.is_conversion for step in conversion.hand_overs] == [True]


def test_there_is_a_conversion_to_come(register: SchoolRegister) -> None:
    planned = school_pipeline(register, as_of=AS_OF).filter(pl.col("la_code") == "001")
    row = planned.filter(pl.col("linked_urn") == 900056).row(0, named=True)
    assert (row["school_urn"], row["event"], row["date"]) == (
        900012,
        "conversion",
        date(2027, 4, 1),
    )


def test_trusts_and_a_federation_have_their_schools(register: SchoolRegister) -> None:
    for trust in load_story_of_schools().trust:
        assert members_on(register, trust.uid, AS_OF).height >= 5
    federated = register.memberships.filter(pl.col("group_type") == "Federation")
    assert sorted(federated["school_urn"]) == [900001, 900002]


def test_every_kind_of_school_is_there(register: SchoolRegister) -> None:
    home_schools = schools_as_on(register, AS_OF).filter(
        pl.col("la_code") == "001", pl.col("is_open")
    )
    assert set(home_schools["type_group"]) == {
        "maintained",
        "academy",
        "free school",
        "special",
        "college",
        "nursery",
        "alternative provision",
    }
    resourced = home_schools.filter(pl.col("resourced_provision").is_not_null())
    assert resourced["school_urn"].to_list() == [900005, 900031]


def test_marks_stand_in_place_of_figures(figures: pl.DataFrame) -> None:
    small = _symbols(figures, "ks2.rwm_expected", 900047)
    assert set(small.values()) == {"c"}
    assert set(_of(figures, "ks2.rwm_expected", 900047).values()) == {None}
    new = _symbols(figures, "ks4.attainment_8", 900045)
    assert new == {"202324": "z", "202425": "z", "202526": "z"}
    assert _symbols(figures, "ks4.progress_8", 900035)["201617"] == "u"
    assert _symbols(figures, "ks2.reading_progress", 900020)["201718"] == "c"
    assert figures.filter(pl.col("symbol").is_not_null() & (pl.col("value") == 0)).is_empty()


def test_a_new_school_has_no_inspection(warehouse: Warehouse) -> None:
    inspections = held_inspections(warehouse, as_of=AS_OF)
    assert inspections.filter(pl.col("school_urn") == 900045).is_empty()
    assert set(inspections["regime"]) == {"graded", "no_overall", "report_card"}
    cards = inspections.filter(pl.col("regime") == "report_card")
    assert {900003, 900037} <= set(cards["school_urn"])
    assert (cards["inspection_date"] >= date(2025, 11, 10)).all()


@pytest.mark.parametrize(
    ("measure", "urn"), [("ks4.attainment_8", 900036), ("ks2.rwm_expected", 900018)]
)
def test_a_good_school_that_falls_raises_an_alert(
    warehouse: Warehouse, measure: str, urn: int
) -> None:
    data = held_improvement_data(warehouse, as_of=AS_OF)
    good = good_schools_on(held_inspections(warehouse, as_of=AS_OF), AS_OF)
    alerts = decline_alerts(data.points(measure), data.measure(measure), good)
    row = alerts.filter(pl.col("school_urn") == urn).row(0, named=True)
    assert row["is_alert"], row
    # Few others fall so far by chance.
    assert alerts["is_alert"].mean() < 0.08  # type: ignore[operator]


def test_the_riser_is_ahead_of_its_own_past(figures: pl.DataFrame) -> None:
    attainment = _of(figures, "ks4.attainment_8", 900038)
    past = [attainment[period] for period in ("202223", "202324", "202425")]
    assert attainment["202526"] > sum(past) / 3 + 2  # type: ignore[arg-type, operator]


def test_changes_are_mostly_not_lasting_and_have_no_momentum(
    warehouse: Warehouse, schools: InventedSchools
) -> None:
    """As the back-test has it: successive changes correlate at -0.3 to -0.45, others near 0."""
    data = held_improvement_data(warehouse, as_of=AS_OF)
    turn_urns = [turn.urn for turn in load_story_of_schools().turn]
    for measure, low, high in (
        ("ks4.progress_8", -0.5, -0.2),
        ("ks2.rwm_expected", -0.55, -0.3),
    ):
        wide = (
            data.points(measure)
            .filter(~pl.col("school_urn").is_in(turn_urns), pl.col("school_urn") > 901_000)
            .pivot("year", index="school_urn", values="distance")
            .drop_nulls(["2016", "2017", "2018", "2019"])
        )
        first, second, third = (
            wide[str(year + 1)] - wide[str(year)] for year in (2016, 2017, 2018)
        )
        successive = pl.DataFrame({"a": first, "b": second}).select(pl.corr("a", "b")).item()
        apart = pl.DataFrame({"a": first, "b": third}).select(pl.corr("a", "b")).item()
        assert low < successive < high, (measure, successive)
        assert abs(apart) < 0.15, (measure, apart)
    assert schools.seed == 1
