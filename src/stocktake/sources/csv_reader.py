"""Reads a published CSV file without metadata, by the mapping that a person confirmed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl

from stocktake.sources.csv_cells import pupil_columns, read_figures
from stocktake.sources.csv_file import CsvFile, open_csv, read_content
from stocktake.sources.csv_mapping import CsvMapping, check_columns, check_file, read_mapping
from stocktake.sources.csv_periods import period_rows
from stocktake.sources.csv_places import find_places
from stocktake.sources.csv_series import name_rows, series_table
from stocktake.sources.ees_file import LINE, rows_of
from stocktake.sources.ees_meta import EesFilter, EesIndicator
from stocktake.sources.ees_repeats import Repeats, find_repeats
from stocktake.sources.plausibility import check_plausibility
from stocktake.sources.reading import (
    OBSERVATIONS,
    Provenance,
    Reading,
    digest_of_digests,
    refuse,
    refuse_doubts,
    sha256_of,
)
from stocktake.standards.errors import Fault
from stocktake.standards.places import PlaceRegister, place_register

READER_VERSION = 1
SHOWN_LINES = 6

Progress = Callable[[str, int, int], None]


def read_csv(
    path: Path,
    mapping: Path,
    *,
    published: date | None,
    retrieved: date,
    strict: bool = False,
    register: PlaceRegister | None = None,
    progress: Progress | None = None,
) -> Reading:
    r"""Read a CSV file as its mapping says.

    Every column of figures makes one series for each combination of items that are not the total
    of their breakdown: ``csv:<id>/<column>?<breakdown>=<item>``, breakdowns in the order of the
    mapping. The digest of the release is taken over the file and its mapping, which decides what
    the figures mean.

    Parameters
    ----------
    path : path
        A ``.csv``, or ``.csv.gz``.
    mapping : path
        What ``propose_csv_mapping`` proposed and a person confirmed.
    published : date or None
        Day of publication, which such files do not state.
    retrieved : date
        Day on which the file was brought in.
    strict : bool
        Refuse a file with implausible figures, or places that the register does not know.
    register : PlaceRegister, optional
        The shipped register if none is given.
    progress : callable, optional
        Called with what is being done, how many steps are done, and how many there are.

    Returns
    -------
    Reading
        ``row`` is the line on which a row begins. Observations are sorted by series, place and
        period.

    Raises
    ------
    DefinitionError
        The mapping has faults, is that of another file, or does not fit it; all faults together.
    InputError
        The file cannot be opened, or cannot be read truthfully; all faults together.

    Examples
    --------
    >>> import tempfile
    >>> from stocktake.sources.csv_proposal import propose_csv_mapping
    >>> path = Path(tempfile.mkdtemp()) / "absence.csv"
    >>> _ = path.write_text("LA number,Year,Kind of year,Rate\n890,202223,Academic year,5.5%\n")
    >>> proposal = propose_csv_mapping(path, producer="An invented council")
    >>> mapping = path.with_suffix(".mapping.toml")
    >>> _ = mapping.write_text(proposal.text)
    >>> reading = read_csv(path, mapping, published=None, retrieved=date(2026, 1, 1))
    >>> reading.observations.select("series", "place", "value").rows()
    [('csv:absence/Rate', 'la-890', 5.5)]
    """
    tell = progress or (lambda stage, count, total: None)
    tell("opening", 0, 4)
    content = read_content(path)
    rules = read_mapping(mapping)
    check_file(rules, mapping.name, content)
    file = open_csv(content, rules.file.layout)
    check_columns(rules, mapping.name, file)
    refuse(f"{path.name} is no table of published figures", pupil_columns(file))
    tell("reading places and periods", 1, 4)
    places = find_places(file, rules.place, mapping.name, register or place_register())
    placed_lines = places.places.drop_nulls()
    # What a row that is left out says of its period and figures concerns nobody.
    file = replace(file, data=file.data.join(placed_lines, on=LINE, how="semi"))
    periods, period_faults = period_rows(file, rules.period, mapping.name)
    tell("reading figures", 2, 4)
    figures, cell_faults = read_figures(file, rules, mapping.name)
    faults = [*places.faults, *period_faults, *cell_faults]
    refuse(f"cannot read {path.name} as {mapping.name} says", faults)
    rows = file.data.join(placed_lines, on=LINE).join(periods, on=LINE).sort(LINE)
    if not rows.height:
        fault = Fault(path.name, "has no row with a place", "", "look at [place] of the mapping")
        refuse(f"cannot read {path.name} as {mapping.name} says", [fault])
    repeats = _repeats(file, rules, rows)
    refuse(f"cannot read {path.name} as {mapping.name} says", _clashes(file, rules, repeats))
    notes = [*_layout_notes(file, rules, mapping.name), *places.notes, *_identical(file, repeats)]
    rows = rows.filter(~pl.col(LINE).is_in(pl.Series(repeats.identical, dtype=pl.Int32).implode()))
    tell("putting in order", 3, 4)
    rows, item_names = name_rows(file, rules, rows)
    series = series_table(file, rules, item_names)
    observations = pl.concat(
        _observations(rules, rows, file.keys[item.column], item.column, figures[item.column])
        for item in rules.columns.figure
    ).sort("series", "place", "time_period", "time_identifier", "row")
    plausibility = check_plausibility(observations, series, file=path.name, retrieved=retrieved)
    doubts = [*places.notes, *plausibility.notes]
    if strict:
        refuse_doubts(f"{path.name} has implausible figures", doubts)
    tell("read", 4, 4)
    digests = (content.sha256, sha256_of(mapping))
    return Reading(
        provenance=Provenance(
            source=f"csv-{rules.id}",
            producer=rules.producer,
            title=rules.title,
            address=rules.address,
            licence=rules.licence,
            published=published,
            retrieved=retrieved,
            # In the order of what they are, so that a file by another name is the same release.
            sha256=digest_of_digests(digests),
            reader=READER_VERSION,
            files=(path.name, mapping.name),
            digests=digests,
        ),
        observations=plausibility.observations,
        series=series,
        notes=(*notes, *plausibility.notes),
        tables={"doubts": plausibility.doubts} if plausibility.doubts.height else {},
    )


def _repeats(file: CsvFile, rules: CsvMapping, rows: pl.DataFrame) -> Repeats:
    return find_repeats(
        rows,
        indicators=[
            EesIndicator(file.keys[item.column], item.column, None, None, None)
            for item in rules.columns.figure
        ],
        filters=[
            EesFilter(file.keys[item.column], item.column, item.total or "")
            for item in rules.columns.breakdown
        ],
    )


def _clashes(file: CsvFile, rules: CsvMapping, repeats: Repeats) -> list[Fault]:
    """Rows that contradict each other; a total among its parts is not guessed here."""
    names = [name for name in rules.columns.ignored if file.keys[name] in repeats.telling]
    fix = (
        f"make a breakdown of {' or '.join(map(repr, names[:3]))}, which differs"
        if names
        else "the file is wrong, or lacks the column that tells them apart"
    )
    expected = "one row for each place, period and item"
    faults = [
        Fault(_at(file, lines), "are of one place and period, and differ",
              expected, fix)
        for lines in repeats.unclear
    ]  # fmt: skip
    if repeats.parts:
        problem = "are of the place and period of another row, which looks like their total"
        faults.append(Fault(_at(file, repeats.parts), problem, expected, fix))
    return faults


def _at(file: CsvFile, lines: Sequence[int]) -> str:
    line_list = ", ".join(map(str, lines[:SHOWN_LINES]))
    more = f" and {len(lines) - SHOWN_LINES:,} more" if len(lines) > SHOWN_LINES else ""
    return f"{file.name}: line{'s' * (len(lines) > 1)} {line_list}{more}"


def _identical(file: CsvFile, repeats: Repeats) -> list[Fault]:
    if not repeats.identical:
        return []
    problem = f"{rows_of(len(repeats.identical))} repeating an earlier row figure for figure"
    return [Fault(file.at(min(repeats.identical)), problem, "", "left out")]


def _layout_notes(file: CsvFile, rules: CsvMapping, location: str) -> list[Fault]:
    layout = rules.file.layout
    notes = []
    if layout.lines_left_out:
        notes.append(Fault(_at(file, layout.lines_left_out), "left out", "", f"as {location} says"))
    if rules.columns.ignored:
        count = len(rules.columns.ignored)
        problem = f"{rows_of(count, 'column')} not read: {', '.join(rules.columns.ignored)}"
        notes.append(Fault(file.name, problem, "", f"as {location} says"))
    return notes


def _observations(
    rules: CsvMapping, rows: pl.DataFrame, key: str, column: str, cells: pl.DataFrame
) -> pl.DataFrame:
    name = pl.lit(f"csv:{rules.id}/{column}")
    columns = {
        "series": pl.concat_str(name, pl.col("items")),
        "group": pl.lit("all"),
        "text": pl.col(key),
        "row": pl.col(LINE),
        **{name: pl.col(name) for name in ("place", "time_period", "time_identifier")},
        **{name: pl.col(name) for name in ("span_years", "value", "missing")},
    }
    return rows.join(cells, left_on=key, right_on="cell", how="left", nulls_equal=True).select(
        columns.get(name, pl.lit(None)).cast(kind).alias(name)
        for name, kind in OBSERVATIONS.items()
    )
