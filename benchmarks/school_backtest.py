"""Holds statements of improvement and the alert against what happened, on published files.

Run: ``python benchmarks/school_backtest.py [DATA] [--write]``, where DATA holds the published
files (by default ``../shared/data``). ``--write`` renews the coefficients, the record of the alert
and the page ``docs/methods/school-improvement-backtest.md``. The exit status is 1 where a measure
misses its bars: of at least thirty statements, 75% of "sufficient" and at most 20% of "not
sufficient" reach the level.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import polars as pl

from stocktake.schools.concerns.alert import AlertRecord
from stocktake.schools.concerns.alert_backtest import SignalRecord, alert_outcomes
from stocktake.schools.improvement.backtest import (
    Backtest,
    cross_fitted_backtests,
    later_backtest,
    missed_bars,
    pool,
)
from stocktake.schools.improvement.data import ImprovementData
from stocktake.schools.improvement.fit import Window, fit_forecast, join_cases, window_cases
from stocktake.schools.improvement.fitting import FitPlan, definition_text, fit_definition
from stocktake.schools.improvement.held import held_improvement_data
from stocktake.schools.improvement.history import band_history, start_table
from stocktake.schools.inspections import held_inspections
from stocktake.sources.lait import read_lait
from stocktake.sources.schools import read_school_table
from stocktake.sources.schools.record_files import read_record_file
from stocktake.standards.definitions import Source
from stocktake.statistics.store import Warehouse

sys.path.insert(0, str(Path(__file__).parent))

from school_backtest_page import MeasurePart, Page, write_page  # noqa: E402

ROOT = Path(__file__).parent.parent
DEFINITIONS = ROOT / "src/stocktake/schools/definitions"
STARTS = date(2026, 11, 30)
AS_OF = date(2026, 11, 30)
GOOD_ON, INSPECTED_BY = date(2018, 10, 31), date(2022, 12, 31)

RESULTS = (
    ("2015-16", "2015-16_ks4_perf_cut.csv.gz"),
    ("2016-17", "2016-17_ks4_perf_cut.csv.gz"),
    ("2017-18", "2017-18_ks4_perf_cut.csv.gz"),
    ("2018-19", "2018-19_england_ks4final_ofsted_geo.csv"),
    ("2016-17", "2016-17_england_ks4provisional.csv.gz"),
    ("2017-18", "2017-18_england_ks4provisional.csv.gz"),
    ("2018-19", "2018-19_england_ks4provisional.csv.gz"),
    (None, "2022-23_and_2023-24_ks4_cut.parquet"),
    (None, "2023-24_information_about_schools_final.csv.gz"),
    ("2024-25", "../school_profile_service/similar_secondary_values.csv"),
    ("2015-16", "2015-16_ks2_perf_cut.csv.gz"),
    ("2016-17", "2016-17_ks2_perf_cut.csv.gz"),
    ("2017-18", "2017-18_ks2_perf_cut.csv.gz"),
    (None, "2022-23_to_2024-25_ks2_cut.parquet"),
)
RECORDS = (
    ("2018-19_england_school_information.parquet", date(2019, 8, 31)),
    ("2020-21_england_school_information.parquet", date(2021, 8, 31)),
    ("2021-22_england_school_information.parquet", date(2022, 12, 8)),
    ("../gias/2026-08_register_cut.parquet", date(2026, 8, 21)),
    ("../gias/2026-08-21_links.csv.gz", date(2026, 8, 21)),
    ("../ofsted/ofsted_inspection_history_2005-09_to_2020-02.csv.gz", date(2020, 2, 28)),
    ("../ofsted/2025-08-31_latest_and_previous_inspection.parquet", date(2025, 8, 31)),
)

ONE_AHEAD = (Window((2017, 2016), 2018), Window((2018, 2017), 2019))
TWO_AHEAD = (Window((2017, 2016), 2019),)
THREE_RESULTS = (Window((2018, 2017, 2016), 2019),)
RECENT = Window((2024, 2023), 2025)
PLANS = (
    FitPlan("ks4.progress_8", 0.2, (ONE_AHEAD, THREE_RESULTS, TWO_AHEAD)),
    FitPlan("ks4.attainment_8", 2.0, ((*ONE_AHEAD, RECENT), THREE_RESULTS, TWO_AHEAD)),
    FitPlan("ks4.english_maths_9_4", 5.0, (ONE_AHEAD, THREE_RESULTS, TWO_AHEAD)),
    FitPlan("ks2.rwm_expected", 10.0, ((ONE_AHEAD[0], RECENT),)),
)
OTHER_GAINS = {
    "ks4.progress_8": (0.1, 0.3),
    "ks4.attainment_8": (1.0, 3.0),
    "ks4.english_maths_9_4": (3.0, 8.0),
    "ks2.rwm_expected": (5.0, 15.0),
}
LATER_YEARS = {
    "ks4.progress_8": (Window((2017, 2016), 2018), Window((2018, 2017), 2019)),
    "ks4.attainment_8": (Window((2018, 2017), 2019), RECENT),
    "ks4.english_maths_9_4": (Window((2017, 2016), 2018), Window((2018, 2017), 2019)),
    "ks2.rwm_expected": (Window((2017, 2016), 2018), RECENT),
}
"""Fitted on the first window and used in the second: what a user of the coefficients does."""
STARTS_ASKED = {"ks4.progress_8": (-0.6, 0.3), "ks4.attainment_8": (-7.0, 3.0)}
SOURCE = Source(
    title="Back-test of published school results, benchmarks/school_backtest.py",
    section="fitted on state-funded mainstream schools, back-test cross-fitted by school",
    year=2026,
    verified=True,
)


@dataclass(frozen=True)
class AlertPart:
    """The alert's record of one stage."""

    stage: str
    measure_title: str
    records: list[SignalRecord]


def main() -> int:
    folders = [word for word in sys.argv[1:] if not word.startswith("--")]
    data_folder = Path(folders[0] if folders else "../shared/data")
    with TemporaryDirectory() as temporary:
        warehouse = load(data_folder, Path(temporary) / "warehouse")
        data = held_improvement_data(warehouse, as_of=AS_OF)
        begin = process_time()
        parts = [measure_part(data, plan) for plan in PLANS]
        seconds = process_time() - begin
        alerts = alert_parts(data, held_inspections(warehouse, as_of=AS_OF))
        page = Page(parts, [(alert.measure_title, alert.records) for alert in alerts], seconds)
        if "--write" in sys.argv:
            write_definitions(data, alerts)
            write_page(page, ROOT / "docs/methods/school-improvement-backtest.md")
    print(page.text())
    missed = [f"{part.title}: {fault}" for part in parts for fault in part.faults]
    print("\n".join(missed) or "every measure meets its bars")
    return int(bool(missed))


def load(data_folder: Path, folder: Path) -> Warehouse:
    """The published files in a store of their own."""
    warehouse, loaded_at = Warehouse(folder), datetime(2026, 11, 30, tzinfo=UTC)
    tables = data_folder / "performance_tables"
    lait = data_folder / "lait"
    day = date(2026, 4, 8)
    readings = [
        read_lait(
            lait / "bds_long_2026-04-08.parquet",
            lait / "lait_data_dictionary.csv",
            published=day,
            retrieved=day,
        )
    ]
    readings += [
        read_school_table(tables / name, year=year, retrieved=day) for year, name in RESULTS
    ]
    readings += [
        read_record_file(tables / name, published=None, retrieved=day, as_of=day_described)
        for name, day_described in RECORDS
    ]
    for reading in readings:
        warehouse.write(reading, loaded_at=loaded_at)
    return warehouse


def measure_part(data: ImprovementData, plan: FitPlan) -> MeasurePart:
    """Every question about one measure."""
    points, measure = data.points(plan.measure), data.measure(plan.measure)
    rows: list[Backtest] = []
    other_rows: list[Backtest] = []
    for windows in plan.patterns:
        rows += cross_fitted_backtests(points, windows, plan.gain)
        for gain in OTHER_GAINS[plan.measure]:
            other_rows += cross_fitted_backtests(points, windows, gain)
    pooled = pool(rows)
    fitted_on, used_in = LATER_YEARS[plan.measure]
    fit = fit_forecast(join_cases([window_cases(points, fitted_on)]))
    histories = []
    if plan.measure in STARTS_ASKED:
        start, gain = STARTS_ASKED[plan.measure]
        early = points.filter(pl.col("year") < 2020)
        history = band_history(
            start_table(early, 3), measure, start=start, gain=gain, horizon=3, held_offsets=(2, 3)
        )
        histories = [history] if history else []
    return MeasurePart(
        title=measure.title,
        rows=rows,
        other_rows=other_rows,
        pooled=pooled,
        pooled_all=pool([*rows, *other_rows]),
        later=later_backtest(points, used_in, fit, plan.gain),
        later_title=f"fitted on {fitted_on.title}, used in {used_in.title}",
        histories=histories,
        faults=[*missed_bars(pooled), *missed_bars(pool([*rows, *other_rows]))],
    )


def alert_parts(data: ImprovementData, inspections: pl.DataFrame) -> list[AlertPart]:
    """The alert on results to 2017/18, held against inspections to December 2022."""
    if data.identities is not None:
        numbers = data.identities.select("school_urn", "identity_urn")
        inspections = (
            inspections.join(numbers, on="school_urn", how="left")
            .with_columns(school_urn=pl.coalesce("identity_urn", "school_urn"))
            .drop("identity_urn")
        )
    parts = []
    for name in ("ks4.progress_8", "ks4.attainment_8", "ks2.rwm_expected"):
        measure = data.measure(name)
        points = data.points(name).filter(pl.col("year") <= 2018)
        records = alert_outcomes(
            points, measure, inspections, good_on=GOOD_ON, inspected_by=INSPECTED_BY
        )
        parts.append(AlertPart(measure.stage, measure.title, records))
    return parts


def write_definitions(data: ImprovementData, alerts: list[AlertPart]) -> None:
    """Renew the coefficients and the record of the alert."""
    for plan in PLANS:
        forecast = fit_definition(data.points(plan.measure), plan, starts=STARTS, source=SOURCE)
        heading = (
            f"Forecasts of {data.measure(plan.measure).title}: written by\n"
            "python benchmarks/school_backtest.py --write; see docs/methods/school-improvement.md."
        )
        name = plan.measure.replace(".", "-").replace("_", "-")
        text = definition_text(forecast, heading)
        (DEFINITIONS / "forecasts" / f"{name}.toml").write_text(text, encoding="utf-8")
    names = {
        "Attainment 8": "secondary",
        "Expected standard in reading, writing and mathematics": "primary",
    }
    for alert in alerts:
        if alert.measure_title in names:
            write_alert_record(alert, names[alert.measure_title])


def write_alert_record(alert: AlertPart, phase: str) -> None:
    """The record that stands next to every alert."""
    all_schools, signal = alert.records[0], next(r for r in alert.records if r.title == "the alert")
    record = AlertRecord(
        stage="ks4" if alert.stage == "ks4" else "ks2",
        title=f"{phase} schools that were good in October 2018",
        measure_title=alert.measure_title,
        below_percent=round(signal.below_percent, 1),
        base_percent=round(all_schools.below_percent, 1),
        caught_percent=round(signal.caught_percent, 1),
        alerts_count=signal.signals_count,
        schools_count=all_schools.signals_count,
        source=SOURCE.model_copy(
            update={"section": "results to 2017/18, inspected by December 2022"}
        ),
    )
    import tomli_w

    heading = (
        f"# How often the alert was right for {phase} schools: written by\n"
        "# python benchmarks/school_backtest.py --write.\n\n"
    )
    text = heading + tomli_w.dumps(record.model_dump(exclude_none=True))
    (DEFINITIONS / "alert_records" / f"{phase}.toml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
