"""Reads a data set of the DfE open data standard, as Explore Education Statistics offers it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl

from stocktake.sources.ees_checks import screen
from stocktake.sources.ees_file import LINE, open_ees
from stocktake.sources.ees_meta import EesFilter, EesIndicator
from stocktake.sources.ees_screened import BLANK_ITEM, EesFile, number
from stocktake.sources.plausibility import check_plausibility
from stocktake.sources.plausibility_policy import PlausibilityPolicy
from stocktake.sources.reading import (
    NOT_STATED,
    OBSERVATIONS,
    SERIES,
    Provenance,
    Reading,
    refuse,
    refuse_doubts,
)
from stocktake.standards.errors import Fault
from stocktake.standards.places import PlaceRegister, place_register

READER_VERSION = 2

Progress = Callable[[str, int, int], None]

_SUFFIX = "series suffix"
_ITEMS = "items in words"


def read_ees(
    path: Path,
    *,
    published: date | None,
    retrieved: date,
    strict: bool = False,
    register: PlaceRegister | None = None,
    policy: PlausibilityPolicy | None = None,
    progress: Progress | None = None,
) -> Reading:
    r"""Read a data file of the open data standard with its meta file.

    Every indicator of every row becomes one observation; a cell without a figure stays, with the
    symbol that says why. A series is named by file, indicator and those filter items that are not
    the total: ``ees:absence_by_term/sess_overall?school_type=Special&term=Autumn term``, filters
    by name.

    Parameters
    ----------
    path : path
        A zip, a folder, or a data file that has its meta file next to it.
    published : date or None
        Day of publication, which the files do not state.
    retrieved : date
        Day on which the file was brought in.
    strict : bool
        Refuse what the department's own screener would fail; many older files would.
    register : PlaceRegister, optional
        The shipped register if none is given.
    policy : PlausibilityPolicy, optional
        What makes a figure implausible; the shipped limits by default.
    progress : callable, optional
        Called with what is being done, how many steps are done, and how many there are.

    Returns
    -------
    Reading
        ``row`` is the line in the data file, ``unit`` the meta file's (null for plain numbers),
        ``decimal_places`` null where not stated, ``topic`` the indicator's heading. Notes carry
        the id of the check in ``sources.ees_checks`` that made them.

    Raises
    ------
    InputError
        The file cannot be opened, or cannot be read truthfully; all faults together.

    Notes
    -----
    Columns of categories that the meta file does not list are read as filters; unlisted columns
    of figures are not read. Rows of an unknown place (code ``x``) are left out with a note.

    Source: explore education statistics, open data standard (2026); eesyscreener (2026), checks.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> data = "time_period,time_identifier,geographic_level,country_code,country_name,sex,pupils"
    >>> rows = "201617,Academic year,National,E92000001,England,{},{}"
    >>> lines = [data, rows.format("Total", 3), rows.format("Female", "c")]
    >>> _ = (folder / "made.csv").write_text("\n".join(lines))
    >>> meta = "col_name,col_type,label\nsex,Filter,Sex\npupils,Indicator,Pupils"
    >>> _ = (folder / "made.meta.csv").write_text(meta)
    >>> reading = read_ees(folder, published=None, retrieved=date(2026, 1, 1))
    >>> reading.observations.select("series", "value", "missing").rows()
    [('ees:made/pupils', 3.0, None), ('ees:made/pupils?sex=Female', None, 'c')]
    """
    tell = progress or (lambda stage, count, of: None)
    tell("opening", 0, 1)
    tables = open_ees(path)
    file = EesFile(tables, register or place_register())
    tell("checking", 0, 1)
    notes = screen(file, strict=strict)
    observations, series = _observations(file, tell)
    plausibility = check_plausibility(
        observations, series, file=file.name, retrieved=retrieved, policy=policy
    )
    if strict:
        refuse_doubts(f"{file.name} has implausible figures", plausibility.notes)
    return Reading(
        provenance=Provenance(
            source=f"ees-{tables.stem}",
            producer="Department for Education",
            title=tables.stem,
            address=NOT_STATED,
            licence="Open Government Licence v3.0",
            published=published,
            retrieved=retrieved,
            sha256=tables.sha256,
            reader=READER_VERSION,
            files=tables.files,
            digests=tables.digests,
        ),
        observations=plausibility.observations,
        series=series,
        notes=(*notes, *plausibility.notes),
        tables={"doubts": plausibility.doubts} if plausibility.doubts.height else {},
    )


def _observations(file: EesFile, tell: Progress) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The long table, indicator by indicator, and the series in it."""
    rows = _identified(file)
    indicators = sorted(file.indicators, key=lambda item: item.column)
    kinds = rows.select(_SUFFIX, _ITEMS).unique().sort(_SUFFIX)
    parts, series = [], []
    for position, indicator in enumerate(indicators):
        tell(indicator.column, position, len(indicators))
        parts.append(_figures(file, rows, indicator))
        series.append(_series(file, kinds, indicator))
    tell("done", len(indicators), len(indicators))
    return pl.concat(parts), pl.concat(series)


def _identified(file: EesFile) -> pl.DataFrame:
    """Rows to be read, each with place, period and the part of a series' name that is its own."""
    indicator_columns = [indicator.key for indicator in file.indicators]
    left_out = pl.Series(file.repeats.left_out, dtype=pl.Int32())
    filters = [item.key for item in file.filters]
    rows = file.data.join(file.row_places.places, on=LINE, how="inner").filter(
        pl.col("place").is_not_null(), ~pl.col(LINE).is_in(left_out.implode())
    )
    combinations = rows.select(filters).unique() if filters else pl.DataFrame({"": [None]})
    item_names = [_name_items(file.filters, row) for row in combinations.iter_rows(named=True)]
    refuse(f"{file.name} cannot be read truthfully", _same_names(file.name, item_names))
    names = combinations.with_columns(
        pl.Series(_SUFFIX, [suffix for suffix, _ in item_names], dtype=pl.String()),
        pl.Series(_ITEMS, [words for _, words in item_names], dtype=pl.String()),
    )
    if filters:
        rows = rows.join(names, on=filters, how="left", nulls_equal=True)
    else:
        suffix, words = item_names[0]
        rows = rows.with_columns(pl.lit(suffix).alias(_SUFFIX), pl.lit(words).alias(_ITEMS))
    key_columns = [LINE, "place", "time_period", "time_identifier", _SUFFIX, _ITEMS]
    return rows.select(*key_columns, *dict.fromkeys(indicator_columns)).sort(
        _SUFFIX, "place", "time_period"
    )


def _name_items(filters: tuple[EesFilter, ...], row: dict[str, str | None]) -> tuple[str, str]:
    """The end of a series' name, and of its title, for one combination of filter items."""
    items = [(item, row[item.key] or BLANK_ITEM) for item in filters]
    items = [(item, text) for item, text in items if text != item.total]
    if not items:
        return "", ""
    suffix = "&".join(f"{item.column}={text}" for item, text in items)
    words = "; ".join(f"{item.label}: {text}" for item, text in items)
    return f"?{suffix}", f" ({words})"


def _same_names(name: str, item_names: list[tuple[str, str]]) -> list[Fault]:
    """Items that hold ``&`` and ``=`` themselves can spell the name of another series."""
    counts = Counter(suffix for suffix, _ in item_names)
    return [
        Fault(
            name,
            f"two sets of filter items make one name: {suffix!r}",
            "items that are not spelt like two",
            "rename an item",
        )
        for suffix, count in counts.items()
        if count > 1
    ]


def _name(file: EesFile, indicator: EesIndicator) -> str:
    return f"ees:{file.tables.stem}/{indicator.column}"


def _figures(file: EesFile, rows: pl.DataFrame, indicator: EesIndicator) -> pl.DataFrame:
    text = pl.col(indicator.key)
    meanings = file.symbols.filter(pl.col("column") == indicator.column)
    texts = meanings["text"].to_list()
    plain = text.fill_null("").str.strip_chars()
    values = dict(zip(texts, meanings["value"].to_list(), strict=True))
    symbols = dict(zip(texts, meanings["missing"].to_list(), strict=True))
    value, missing = number(text), pl.lit(None, pl.String())
    if texts:
        numbers = {word: read for word, read in values.items() if read is not None}
        if numbers:
            read = plain.replace_strict(numbers, default=None, return_dtype=pl.Float64())
            value = value.fill_null(read)
        stated_symbol = plain.replace_strict(symbols, default=None, return_dtype=pl.String())
        missing = pl.when(number(text).is_null()).then(stated_symbol)
    columns = {
        "series": _name(file, indicator) + pl.col(_SUFFIX),
        "place": pl.col("place"),
        "time_period": pl.col("time_period"),
        "time_identifier": pl.col("time_identifier"),
        "span_years": pl.lit(1),
        "group": pl.lit("all"),
        "value": value,
        "missing": missing,
        "text": text,
        "row": pl.col(LINE),
    }
    return rows.select(
        columns.get(name, pl.lit(None)).cast(kind).alias(name)
        for name, kind in OBSERVATIONS.items()
    )


def _series(file: EesFile, kinds: pl.DataFrame, indicator: EesIndicator) -> pl.DataFrame:
    labels = [item.label for item in file.indicators]
    # Some files repeat a label under two headings; alone it would not say which is meant.
    heading = indicator.grouping if labels.count(indicator.label) > 1 else None
    title = f"{heading}: {indicator.label}" if heading else indicator.label
    columns = {
        "series": _name(file, indicator) + pl.col(_SUFFIX),
        "title": title + pl.col(_ITEMS),
        "topic": pl.lit(indicator.grouping),
        "unit": pl.lit(indicator.unit),
        "decimal_places": pl.lit(indicator.decimal_places),
        "listings": pl.lit([]),
    }
    return kinds.select(
        columns.get(name, pl.lit(None)).cast(kind).alias(name) for name, kind in SERIES.items()
    )
