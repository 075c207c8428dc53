"""Holds early indications against results on the published files, and writes what came of it.

Run: ``python benchmarks/early_indication.py [--write] [FOLDER]``. FOLDER holds the published files
(by default ``STOCKTAKE_TEST_DATA``, otherwise ``../shared/data``). Prints the table; with
``--write`` also writes the coefficients and back-tests to the definitions, and the page
``docs/methods/early-indication-backtest.md``. The exit status is 1 where the written definitions
are not what the files say, or a measure that is shown misses a bar.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import tomli_w
from school_releases import country_figures, load_school_files

from stocktake.schools.improvement.measures import period_of
from stocktake.schools.predictions.early.backtest import backtest
from stocktake.schools.predictions.early.cases import build_cases
from stocktake.schools.predictions.early.country import CountryFigures, needed_figures
from stocktake.schools.predictions.early.decide import why_not_shown
from stocktake.schools.predictions.early.fit import fit_estimate
from stocktake.schools.predictions.early.schema import (
    THIS_COHORT,
    WITH_LAST,
    FittedEstimates,
    FitVersion,
    IndicationMeasure,
    fitted_estimates,
    indication_measures,
)
from stocktake.standards.definitions import Source
from stocktake.standards.periods import period_label

ROOT = Path(__file__).resolve().parent.parent
FITS = ROOT / "src/stocktake/schools/predictions/definitions/early_fits"
PAGE = ROOT / "docs/methods/early-indication-backtest.md"
PROXY = "ks4.prior_attainment"
PROXY_YEARS = ("201516", "201617", "201718", "201819", "202223")
IN_USE_FROM = date(2025, 12, 1)
DIGITS = 6


@dataclass(frozen=True)
class Trial:
    """A year estimated from the last results before it; ``fitted_on`` as ``backtest`` has it."""

    target: int
    last_year: int
    fitted_on: tuple[int, int] | None = None
    decides: bool = True
    note: str = ""


LONG_GAP = Trial(
    2024,
    2023,
    (2019, 2018),
    decides=False,
    note="coefficients from before the pandemic, fitted on a stand-in for prior attainment, do "
    "not carry over",
)
TRIALS: dict[str, tuple[Trial, ...]] = {
    "ks4-attainment-8": (Trial(2019, 2018, (2018, 2017)), Trial(2024, 2023), LONG_GAP),
    "ks4-english-maths-9-4": (Trial(2019, 2018, (2018, 2017)), Trial(2019, 2018)),
    "ks4-progress-8": (Trial(2019, 2018, (2018, 2017)), Trial(2019, 2018)),
    "ks2-rwm-expected": (
        Trial(2018, 2017),
        Trial(2025, 2024),
        Trial(2025, 2024, (2018, 2017)),
    ),
}
LATEST: dict[str, tuple[int, int]] = {
    "ks4-attainment-8": (2024, 2023),
    "ks4-english-maths-9-4": (2019, 2018),
    "ks4-progress-8": (2019, 2018),
    "ks2-rwm-expected": (2025, 2024),
}
"""The year on whose results the coefficients in use are fitted, and the last results before."""


def main() -> int:
    """Run every trial, print the table, and write or compare."""
    arguments = [item for item in sys.argv[1:] if item != "--write"]
    default = Path(os.environ.get("STOCKTAKE_TEST_DATA", ROOT.parent / "shared" / "data"))
    folder = Path(arguments[0]) if arguments else default
    with TemporaryDirectory() as store:
        data = country_figures(load_school_files(folder, Path(store)), needed_measures())
    fits = {name: fit_measure(name, data) for name in TRIALS}
    lines = list(table_lines(fits))
    print("\n".join(lines))
    is_missed = [
        name
        for name, fit in fits.items()
        if not indication_measures()[name].never_shown and all_missed(name, fit)
    ]
    if "--write" in sys.argv:
        for name, fit in fits.items():
            FITS.mkdir(exist_ok=True)
            (FITS / f"{name}.toml").write_text(fit_text(fit), encoding="utf-8", newline="\n")
        PAGE.write_text(page_text(lines, fits), encoding="utf-8", newline="\n")
        return 1 if is_missed else 0
    stale = [name for name, fit in fits.items() if fitted_estimates().get(name) != fit]
    print(f"definitions that differ: {', '.join(stale) or 'none'}")
    print(f"measures that miss a bar: {', '.join(is_missed) or 'none'}")
    return 1 if stale or is_missed else 0


def needed_measures() -> list[str]:
    """The measures of published figures that any estimate needs."""
    return sorted({*needed_figures(list(TRIALS)), "ks4.attainment_8", "ks4.progress_8"})


def with_proxy(figures: pl.DataFrame) -> pl.DataFrame:
    """Prior attainment where it is not held: Attainment 8 less ten times Progress 8."""
    wide = (
        figures.filter(
            pl.col("measure").is_in(["ks4.attainment_8", "ks4.progress_8"]),
            pl.col("time_period").is_in(PROXY_YEARS),
        )
        .sort("school_urn", "time_period", "row")
        .pivot(
            "measure",
            index=["school_urn", "time_period"],
            values="value",
            aggregate_function="first",
        )  # fmt: skip
        .with_columns(
            measure=pl.lit(PROXY), value=pl.col("ks4.attainment_8") - 10 * pl.col("ks4.progress_8")
        )
        .filter(pl.col("value").is_not_null())
    )
    columns = ["school_urn", "time_period", "measure", "value"]
    return pl.concat([figures.select(columns), wide.select(columns)])


def fit_measure(name: str, data: CountryFigures) -> FittedEstimates:
    """Every version of a measure's coefficients, with its back-tests."""
    measure = indication_measures()[name]
    ids = (WITH_LAST, THIS_COHORT) if measure.needs_prior else (THIS_COHORT,)
    versions = tuple(fit_version(version_id, name, measure, data) for version_id in ids)
    source = Source(
        title="Published school results, benchmarks/early_indication.py", year=2026, verified=True
    )
    return FittedEstimates(version=versions, source=(source,))


def fit_version(
    version_id: str, name: str, measure: IndicationMeasure, data: CountryFigures
) -> FitVersion:
    """One version: fitted on the latest year, held against every year of the trials."""
    has_last = version_id == WITH_LAST
    inputs = [item.context_input(has_own_last=has_last) for item in measure.inputs]
    points, figures = data.points(measure.figures), with_proxy(data.figures)
    target, last_year = LATEST[name]
    fit = fit_estimate(
        build_cases(points, figures, target=target, last_year=last_year, inputs=inputs),
        measure.band_from,
    )
    return FitVersion(
        id=version_id,
        from_date=IN_USE_FROM,
        fitted_on=period_of(target),
        schools_count=fit.cases_count,
        coefficients={key: round(value, DIGITS) for key, value in fit.coefficients.items()},
        variance=round(fit.variance, DIGITS),
        variance_per_pupil=round(fit.variance_per_pupil, DIGITS),
        band_from=fit.band_from,
        band_width=tuple(round(width, DIGITS) for width in fit.band_width),
        backtest=tuple(
            backtest(
                points,
                figures,
                target=trial.target,
                last_year=trial.last_year,
                inputs=inputs,
                band_from=measure.band_from,
                fitted_on=trial.fitted_on,
                decides=trial.decides,
                note=trial.note,
            )
            for trial in TRIALS[name]
        ),
    )


def all_missed(name: str, fit: FittedEstimates) -> bool:
    """Whether no version of a measure may be shown."""
    return all(why_not_shown(indication_measures()[name], version) for version in fit.version)


def table_lines(fits: dict[str, FittedEstimates]) -> Iterator[str]:
    """The back-tests as a Markdown table."""
    yield (
        "|measure|version|year|fitted on|schools|last|two years|three|past only|estimate|gain|"
        "80% covers|bands|shown|"
    )
    yield "|" + "-|" * 14
    for name, fit in fits.items():
        measure = indication_measures()[name]
        places = 3 if measure.unit == "score" else 2
        for version in fit.version:
            is_shown = not measure.never_shown and not why_not_shown(measure, version)
            for row in version.backtest:
                errors = [
                    "-" if error is None else f"{error:.{places}f}"
                    for error in (
                        row.last_error, row.two_year_error, row.three_year_error, row.past_error,
                        row.error,
                    )
                ]  # fmt: skip
                fitted = "others" if row.fitted_on == row.target else period_label(row.fitted_on)
                bands = ", ".join(f"{band.covered_percent:.0f}" for band in row.band)
                decision = ("yes" if is_shown else "no") if row.decides else "does not decide"
                yield (
                    f"|{measure.title}|{version.id.replace('_', ' ')}|{period_label(row.target)}|"
                    f"{fitted}|{row.schools_count:,}|{'|'.join(errors)}|{row.gain_percent:.0f}%|"
                    f"{row.covered_percent:.0f}%|{bands}|{decision}|"
                )


def fit_text(fit: FittedEstimates) -> str:
    """A definition file."""
    head = "# Written by benchmarks/early_indication.py --write from the published files.\n\n"
    return head + tomli_w.dumps(fit.model_dump(mode="python", exclude_none=True))


def page_text(lines: list[str], fits: dict[str, FittedEstimates]) -> str:
    """The page of the documentation."""
    notes = sorted({row.note for fit in fits.values() for v in fit.version for row in v.backtest})
    return (
        PAGE_HEAD
        + "\n".join(lines)
        + "\n\n"
        + "".join(f"Where a row does not decide: {note}.\n" for note in notes if note)
        + PAGE_TAIL
    )


PAGE_HEAD = """<!-- Written by benchmarks/early_indication.py --write: change that file. -->

# Early indications held against results

Mean absolute errors, in percentage points or points, of schools' distance to the national result:
of the year before's result, of the mean of two and three years, of an estimate from past results
alone, and of the estimate with what is known of the cohort. The gain is on the year before's
result. Bands are cohorts from the smallest up. State-funded mainstream schools, each followed
through its numbers.

"""
PAGE_TAIL = """
`with last prior` needs the prior attainment of the last cohort too, `this cohort` not: it is for
the years after cohorts that sat no key stage 2 tests. Where a version is fitted on `others`, each
school was estimated by a fit on the results of other schools of the year, five parts in turn.

Key stage 2 averages by school are held for 2023/24 alone; in other years Attainment 8 less ten
times Progress 8 stands in for them. Key stage 1 results are not held, nor are cohorts of key stage
2 for 2022/23 to 2024/25, whose size is then that of the nearest year. Census figures are those of
the year, or of up to three years before; absence is that of the last year held.

[What the estimate is made of, and when it is shown](predictions.md).
"""

if __name__ == "__main__":
    raise SystemExit(main())
