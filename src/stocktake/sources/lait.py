"""Reads the long file of the Local Authority Interactive Tool (LAIT).

The file is a dense grid: every series, every period that the series has, every area. Places are
joined by number and never by name, because the tool spells names in several ways. Which kind of
year a period label means is said only by the dictionary.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl

from stocktake.sources.ees_geography import unknown_authority
from stocktake.sources.lait_dictionary import (
    LABEL,
    NAME,
    PARQUET_MAGIC,
    SWAPPED,
    Lookup,
    name_list,
    read_labels,
    read_lait_dictionary,
)
from stocktake.sources.plausibility import check_plausibility
from stocktake.sources.plausibility_policy import PlausibilityPolicy
from stocktake.sources.reading import (
    OBSERVATIONS,
    Provenance,
    Reading,
    cannot_open,
    refuse,
    refuse_doubts,
    sha256_of,
    utf16_faults,
)
from stocktake.standards.errors import Fault, InputError, UsageError, nearest
from stocktake.standards.missing import read_cell
from stocktake.standards.places import PlaceRegister, place_register

READER_VERSION = 2

NUMBER, TEXT = "LA Number", "Values"
COLUMNS = (NAME, LABEL, NUMBER, TEXT)
FIRST_AREA = 970
"""From here on LAIT's numbers are those of England and the regions."""

AREA = "LA and Regions"
UNUSED = ("Data item", AREA, "Region")


def read_lait(
    path: Path,
    dictionary: Path,
    *,
    published: date | None,
    retrieved: date,
    strict: bool = False,
    register: PlaceRegister | None = None,
    policy: PlausibilityPolicy | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> Reading:
    """Read one release of LAIT: its long file with its dictionary.

    Every series keeps its short name byte for byte as ``lait:<short name>``. A label such as
    "2025 (prov)" becomes a period and a stage; the text of every figure is kept next to its
    number. "-" stays in as a missing figure without a reason.

    Parameters
    ----------
    path : path
        The long file, Parquet or CSV.
    dictionary : path
        ``lait_data_dictionary.csv`` of the same release.
    published : date or None
        When the release was published; None where not stated.
    retrieved : date
        When the files were brought in.
    strict : bool
        Refuse a file with implausible figures, or with areas under another name.
    register : PlaceRegister, optional
        Places to know areas by; the shipped register by default.
    policy : PlausibilityPolicy, optional
        What makes a figure implausible; the shipped limits by default.
    progress : callable, optional
        Called with what is being done, the steps done and the steps in all.

    Returns
    -------
    Reading
        Observations sorted by series, place and period, with group "all". ``row`` counts the
        rows of a Parquet file from 1, and the lines of a CSV file with its header as line 1.

    Raises
    ------
    InputError
        Either file cannot be read truthfully; all faults of the long file together.

    Notes
    -----
    Source: Department for Education, Local Authority Interactive Tool, long file, 2026.

    Examples
    --------
    >>> import tempfile
    >>> from datetime import date
    >>> from stocktake.sources.lait_dictionary import COLUMNS as HEADS
    >>> folder = Path(tempfile.mkdtemp())
    >>> long, words = folder / "long.csv", folder / "dictionary.csv"
    >>> about = "Key Stage 2,Expected standard,KS2,High,%,Text,Text,,0,Academic Year,NA"
    >>> _ = words.write_text(",".join(HEADS) + chr(10) + about, encoding="utf-8")
    >>> figure = "Short Desc,Years,LA Number,Values" + chr(10) + "KS2,2025 (prov),890,55"
    >>> _ = long.write_text(figure, encoding="utf-8")
    >>> reading = read_lait(long, words, published=None, retrieved=date(2026, 4, 8))
    >>> reading.observations.select("place", "time_period", "value", "stage").row(0)
    ('la-890', '202425', 55.0, 'provisional')
    """
    step = progress or (lambda words, count, total: None)
    step("reading the dictionary", 0, 4)
    words = read_lait_dictionary(dictionary)
    step("reading the long file", 1, 4)
    table, notes = _open(path)
    step("reading periods, places and figures", 2, 4)
    pairs = table.group_by(NAME, LABEL).agg(pl.len(), pl.col("row").min()).sort("row")
    periods = read_labels(pairs, words, path.name, dictionary.name)
    places = _places(path.name, table, register or place_register())
    figures = _figures(path.name, table)
    step("putting in order", 3, 4)
    joined_rows = _join_rows(table, periods.table, places.table, figures.table)
    duplicates = joined_rows.filter(pl.col("key").is_duplicated())
    faults = periods.faults + places.faults + figures.faults + _repeats(path.name, duplicates)
    refuse(f"cannot read {path.name} as LAIT's long file", faults)
    if duplicates.height:
        notes.append(_clash(path.name, duplicates))
        joined_rows = joined_rows.sort("key", "stage_order").unique("key", keep="last")
    observations = joined_rows.sort("key").select(*_columns())
    series = words.series.join(observations.select("series").unique(), on="series", how="semi")
    provenance = Provenance(
        source="lait",
        producer="Department for Education",
        title="Local Authority Interactive Tool: long file",
        address="https://github.com/dfe-analytical-services/local-authority-interactive-tool",
        licence="Open Government Licence v3.0",
        published=published,
        retrieved=retrieved,
        sha256=sha256_of(path, dictionary),
        reader=READER_VERSION,
        files=(path.name, dictionary.name),
        digests=(sha256_of(path), sha256_of(dictionary)),
    )
    notes += [*words.notes, *periods.notes]
    plausibility = check_plausibility(
        observations, series, file=path.name, retrieved=retrieved, policy=policy
    )
    doubts = [*places.notes, *figures.notes, *plausibility.notes]
    if strict:
        refuse_doubts(f"{path.name} has implausible figures", doubts)
    step("read", 4, 4)
    tables = {"doubts": plausibility.doubts} if plausibility.doubts.height else {}
    return Reading(provenance, plausibility.observations, series, (*notes, *doubts), tables)


def _open(path: Path) -> tuple[pl.DataFrame, list[Fault]]:
    """The needed columns and a row number; columns that nobody knows are noted."""
    summary = f"cannot read {path.name} as LAIT's long file"
    try:
        content = path.read_bytes()
    except OSError as error:
        raise cannot_open(path, error) from None
    is_parquet = content.startswith(PARQUET_MAGIC)
    again = "fetch the file again"
    if not content.strip():
        raise InputError(summary, [Fault(path.name, "is empty", "LAIT's long file", again)])
    if is_parquet and not content.endswith(PARQUET_MAGIC):
        raise InputError(summary, [Fault(path.name, "is a Parquet file cut short", "", again)])
    if not is_parquet:
        refuse(summary, utf16_faults(path.name, content))
    if not is_parquet and (path.suffix == ".parquet" or b"\0" in content):
        problem = "is neither a Parquet nor a CSV file"
        raise InputError(summary, [Fault(path.name, problem, "LAIT's long file", "check the path")])
    try:
        if is_parquet:
            heads = list(pl.read_parquet_schema(path))
        else:
            heads = pl.read_csv(path, n_rows=0, infer_schema=False).columns
        refuse(summary, _head_faults(path.name, heads))
        if is_parquet:
            table = pl.read_parquet(path, columns=[*COLUMNS, *({AREA} & set(heads))])
        else:
            columns = [*COLUMNS, *({AREA} & set(heads))]
            table = pl.read_csv(path, columns=columns, infer_schema=False)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError):
        raise InputError(summary, [Fault(path.name, "is damaged", "", again)]) from None
    if not table.height:
        problem = "has columns and no rows"
        raise InputError(summary, [Fault(path.name, problem, "LAIT's long file", again)])
    table = table.with_columns(
        pl.col(NAME, LABEL, TEXT, *({AREA} & set(heads))).cast(pl.String),
        pl.col(NUMBER).cast(pl.Float64, strict=False),
        pl.int_range(1, pl.len() + 1, dtype=pl.Int32).alias("row") + (0 if is_parquet else 1),
    )
    unknown = [repr(head) for head in heads if head not in (*COLUMNS, *UNUSED)]
    notes = [Fault(path.name, f"unknown columns {', '.join(unknown)}", "", "they are not read")]
    empty = [
        Fault(f"{path.name}: row {rows[0]}", f"no {column} ({len(rows)} row(s))", "", again)
        for column in (NAME, LABEL)
        if len(rows := table.filter(pl.col(column).is_null())["row"])
    ]
    refuse(summary, empty)
    return table, notes if unknown else []


def _head_faults(name: str, heads: list[str]) -> list[Fault]:
    if "Measure_short" in heads:
        return [Fault(name, "is the LAIT dictionary", "the long file", SWAPPED)]
    spare = [head for head in heads if head not in COLUMNS]
    return [
        Fault(name, f"no column {column!r}", "", nearest(column, spare))
        for column in COLUMNS
        if column not in heads
    ]


def _places(file: str, table: pl.DataFrame, register: PlaceRegister) -> Lookup:
    texts, faults, notes = [], [], _area_names(file, table, register)
    numbers = table.group_by(NUMBER).agg(pl.len(), pl.col("row").min()).sort("row")
    for number, count, row in numbers.iter_rows():
        number_text = f"{number:g}" if number is not None else "none"
        try:
            texts.append((number, register.by_dfe_code(number_text).id))
        except UsageError:
            place_id = unknown_authority([number_text])
            problem = f"LA Number {number_text} is no known authority or region ({count} row(s))"
            if place_id is None or int(number_text) >= FIRST_AREA:
                expected = "the department's three-digit number"
                faults.append(Fault(f"{file}: row {row}", problem, expected))
                continue
            texts.append((number, place_id))
            fix = f"kept as {place_id!r}; is it new? add it to places/*.toml of your definitions"
            notes.append(Fault(f"{file}: row {row}", problem, "", fix))
    frame = pl.DataFrame(texts, schema={NUMBER: pl.Float64, "place": pl.String}, orient="row")
    rank = pl.col("place").rank("dense").cast(pl.UInt64).alias("place_rank")
    return Lookup(frame.with_columns(rank), faults, notes)


def _area_names(file: str, table: pl.DataFrame, register: PlaceRegister) -> list[Fault]:
    """Areas under a name that the place of their number does not have."""
    if AREA not in table.columns:
        return []
    pairs = table.drop_nulls(AREA).group_by(NUMBER, AREA).agg(pl.len(), pl.col("row").min())
    notes = []
    for number, name, count, row in pairs.sort("row").iter_rows():
        try:
            place = register.by_dfe_code(f"{number:g}" if number is not None else "none")
        except UsageError:
            continue
        known_name = register.other_name(place.id, name)
        if known_name:
            problem = f"{name!r} is no name of {known_name}, LA Number {number:g} ({count} row(s))"
            fix = "is the number right? the figures are kept under the number"
            notes.append(Fault(f"{file}: row {row}", problem, "", fix))
    return notes


def _figures(file: str, table: pl.DataFrame) -> Lookup:
    """Value or symbol of every text that is no plain number."""
    odd = (
        table.filter(~pl.col(TEXT).cast(pl.Float64, strict=False).is_finite().fill_null(False))
        .group_by(TEXT)
        .agg(pl.len(), pl.col("row").min())
        .sort("row")
    )
    values: list[tuple[str | None, float | None, str | None]] = []
    faults, notes = [], []
    for text, count, row in odd.iter_rows():
        try:
            value, symbol = read_cell(text)
            values.append((text, value, symbol))
            if value is not None or (text or "").strip().lower() == "nan":
                read_as = f"{value:g}" if value is not None else f"missing ({symbol})"
                problem = f"Values {text!r} is read as {read_as} ({count} row(s))"
                notes.append(Fault(f"{file}: row {row}", problem, "digits and a point only"))
        except ValueError:
            problem = f"Values {text!r} is neither a number nor a symbol ({count} row(s))"
            expected = "a number, or a symbol such as - c x z .."
            faults.append(Fault(f"{file}: row {row}", problem, expected))
    schema = {TEXT: pl.String, "odd_value": pl.Float64, "missing": pl.String}
    return Lookup(pl.DataFrame(values, schema=schema, orient="row"), faults, notes)


def _join_rows(
    table: pl.DataFrame, periods: pl.DataFrame, places: pl.DataFrame, figures: pl.DataFrame
) -> pl.DataFrame:
    """Rows of known period and place, with one number that sorts and identifies them."""
    areas = places.height + 1
    terms = periods["period_rank"].n_unique() + 1
    key = (pl.col("series_rank") * areas + pl.col("place_rank")) * terms + pl.col("period_rank")
    plain = pl.col(TEXT).cast(pl.Float64, strict=False)
    return (
        table.join(periods, on=[NAME, LABEL])
        .join(places, on=NUMBER)
        .join(figures, on=TEXT, how="left", nulls_equal=True)
        .with_columns(
            key.alias("key"),
            pl.when(pl.col("missing").is_null() & pl.col("odd_value").is_null())
            .then(plain).otherwise("odd_value").alias("value"),
        )
    )  # fmt: skip


def _repeats(file: str, duplicates: pl.DataFrame) -> list[Fault]:
    """One figure given twice at the same stage, under one label or two of one meaning."""
    twice = (
        duplicates.sort("row")
        .group_by("key", "stage_order", maintain_order=True)
        .agg(pl.first(NAME, NUMBER), pl.col(LABEL).unique(maintain_order=True), "row")
        .filter(pl.col("row").list.len() > 1)
    )
    return [
        Fault(
            f"{file}: rows {', '.join(map(str, rows))}",
            f"{name!r} has {len(rows)} figures for {' and '.join(labels)}, LA Number {number:g}",
            "one row for each series, period and area",
            "remove the others",
        )
        for name, labels, number, rows in twice.select(NAME, LABEL, NUMBER, "row").iter_rows()
    ]


def _clash(file: str, duplicates: pl.DataFrame) -> Fault:
    """One figure given at two stages, such as "2025 (prov)" and "2025 (Rev)"."""
    pairs = duplicates.group_by(NAME).agg(pl.col(LABEL).unique().sort()).sort(NAME)
    label_lists = [f"{name!r} {' and '.join(labels)}" for name, labels in pairs.iter_rows()]
    problem = f"{duplicates['key'].n_unique()} figures at two stages: {name_list(label_lists)}"
    return Fault(file, problem, "", "the later stage is kept")


def _columns() -> list[pl.Expr]:
    provenance_columns = {
        "group": pl.lit("all"),
        "numerator": pl.lit(None),
        "denominator": pl.lit(None),
        "text": pl.col(TEXT),
    }
    return [
        provenance_columns.get(c, pl.col(c)).cast(kind).alias(c) for c, kind in OBSERVATIONS.items()
    ]
