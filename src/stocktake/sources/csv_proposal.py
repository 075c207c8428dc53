"""Proposes the mapping of a CSV file without metadata, for a person to confirm or correct."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from stocktake.sources.csv_cells import pupil_columns
from stocktake.sources.csv_columns import ColumnProfile, Symbol, profile_columns
from stocktake.sources.csv_entries import Entry, printable, toml_key, toml_value
from stocktake.sources.csv_file import CsvFile, open_csv, read_content
from stocktake.sources.csv_layout import LayoutGuess, guess_layout
from stocktake.sources.csv_mapping import LEAVE_OUT, PlaceMapping
from stocktake.sources.csv_mapping_text import mapping_text
from stocktake.sources.csv_period_guess import guess_period
from stocktake.sources.csv_periods import is_year
from stocktake.sources.csv_place_guess import PlaceGuess, guess_places
from stocktake.sources.csv_places import find_places
from stocktake.sources.csv_roles import FIGURE, propose_roles
from stocktake.sources.ees_file import LINE, rows_of
from stocktake.sources.ees_screened import slug
from stocktake.sources.reading import refuse
from stocktake.standards.errors import Fault
from stocktake.standards.missing import Missing, describe
from stocktake.standards.places import PlaceRegister, place_register

PRESENT_SYMBOLS = frozenset(symbol.value for symbol in Missing if symbol is not Missing.NO_REASON)
"""What the department's standard writes today; what older files wrote is a guess."""
SHOWN_PATHS = 4


@dataclass(frozen=True)
class CsvProposal:
    """What Stocktake makes of a file.

    Parameters
    ----------
    file : CsvFile
    sections : dict of str to tuple of Entry
        What the mapping is to say, by its tables; ``columns`` holds one entry for each column.
    place_columns : dict of str to str
        Standard column and column of the file.
    problems : tuple of str
        What no line of the mapping can put right.
    """

    file: CsvFile
    sections: dict[str, tuple[Entry, ...]]
    place_columns: dict[str, str]
    problems: tuple[str, ...] = ()

    @property
    def questions(self) -> list[str]:
        """What nobody can tell from the file, and what to write."""
        return [
            *self.problems,
            *(
                f"{_path(section, entry)}: {printable(entry.reason)}; write {_options(entry)}"
                for section, entry in self._entries
                if entry.is_question
            ),
        ]

    @property
    def guesses(self) -> list[str]:
        """What somebody should confirm: each reason once, with the lines that it is about."""
        paths: dict[str, list[str]] = {}
        for section, entry in self._entries:
            if entry.is_guess:
                paths.setdefault(entry.reason, []).append(_path(section, entry))
        return [f"{_first_paths(lines)}: {printable(reason)}" for reason, lines in paths.items()]

    @property
    def _entries(self) -> Iterator[tuple[str, Entry]]:
        for section, entries in self.sections.items():
            yield from ((section, entry) for entry in entries)

    @property
    def text(self) -> str:
        """The mapping as a file, with its guesses and questions marked."""
        return mapping_text(self)


def propose_csv_mapping(
    path: Path, *, producer: str = "", register: PlaceRegister | None = None
) -> CsvProposal:
    """Look at a file and propose its mapping.

    Parameters
    ----------
    path : path
        A ``.csv`` or ``.csv.gz``.
    producer : str
        Who published it, where that is known.
    register : PlaceRegister, optional
        The shipped register if none is given.

    Raises
    ------
    InputError
        The file cannot be opened, or is no table of published figures.
    """
    content = read_content(path)
    layout = guess_layout(content)
    file = open_csv(content, layout.layout)
    summary = f"{path.name} is no table of published figures"
    refuse(summary, pupil_columns(file))
    profiles = profile_columns(file)
    refuse(summary, _year_columns(file, profiles))
    period = guess_period(path.name, profiles)
    place = guess_places(file, profiles)
    placed_rows, place_entries = _places(file, place, register or place_register())
    place_and_period = {*period.columns, *place.columns.values(), place.level_column}
    rest = [profile for profile in profiles if profile.name not in place_and_period]
    roles, problem = propose_roles(file, rest, placed_rows, period.columns)
    if not any(entry.key == FIGURE for entry in roles.values()):
        fault = Fault(file.name, "has no column of figures", "at least one")
        refuse(summary, [fault])
    figures = [profile for profile in rest if roles[profile.name].key == FIGURE]
    sections = {
        "": _heading(path, producer),
        "file": _file_entries(file, layout),
        "period": period.entries,
        "place": place_entries,
        "place.levels": place.levels,
        "columns": tuple(roles.values()),
        "missing": tuple(_symbols(file, figures)),
    }
    return CsvProposal(file, sections, place.columns, (problem,) if problem else ())


def _heading(path: Path, producer: str) -> tuple[Entry, ...]:
    stem = path.name.lower().removesuffix(".gz").removesuffix(".csv")
    question = "cannot tell who published the figures; what is loaded counts as published"
    options = ("Department for Education",)
    return (
        Entry("id", slug(stem) or "file"),
        Entry("title", printable(path.name.removesuffix(".gz").removesuffix(".csv")) or "file"),
        Entry("producer", producer) if producer else Entry("producer", None, question, options),
    )


def _file_entries(file: CsvFile, guess: LayoutGuess) -> tuple[Entry, ...]:
    values = {
        "encoding": guess.layout.encoding,
        "header_line": guess.layout.header_line,
        "short_rows": guess.layout.short_rows,
        "lines_left_out": guess.layout.lines_left_out,
    }
    return (
        Entry("name", file.name),
        Entry("sha256", file.sha256),
        *(Entry(key, values[key], reason) for key, reason in guess.reasons.items()),
    )


def _places(
    file: CsvFile, guess: PlaceGuess, register: PlaceRegister
) -> tuple[pl.DataFrame, tuple[Entry, ...]]:
    """Places as the guess has them, and what the mapping says but for its columns and levels."""
    if guess.level is not None and guess.level.is_question:
        rows = file.data.select(LINE, pl.lit("?").alias("place"))
        return rows, (guess.level,)
    mapping = PlaceMapping(
        level=str(guess.level.value) if guess.level else None,
        level_column=guess.level_column,
        levels={entry.key: str(entry.value or LEAVE_OUT) for entry in guess.levels},
        columns=guess.columns,
    )
    result = find_places(file, mapping, "the mapping", register)
    level = guess.level or Entry("level_column", guess.level_column)
    if result.notes:
        first = printable(f"{result.notes[0].location}: {result.notes[0].problem}")
        reason = f"{rows_of(len(result.notes), 'note')} on places ({first})"
        level = replace(level, reason=f"{level.reason}; {reason}" if level.reason else reason)
    entries = [level]
    lost = file.data.height - result.places.drop_nulls().height
    if result.faults:
        first = printable(f"{result.faults[0].location}: {result.faults[0].problem}")
        more = f", and {len(result.faults) - 1:,} more" if len(result.faults) > 1 else ""
        reason = f"{rows_of(lost)} without a place ({first}{more})"
        entries.append(Entry("rows_without_place", LEAVE_OUT, reason))
    return result.places, tuple(entries)


def _year_columns(file: CsvFile, profiles: Sequence[ColumnProfile]) -> list[Fault]:
    """Years as columns: figures of one thing that a person must put into rows."""
    years = [profile.name for profile in profiles if is_year(profile.name)]
    if len(years) < 2:
        return []
    problem = f"has years as columns: {', '.join(years[:4])}"
    fix = "write one row for each place and year, with a column for the year"
    return [Fault(file.name, problem, "years in rows", fix)]


def _symbols(file: CsvFile, profiles: Iterable[ColumnProfile]) -> Iterator[Entry]:
    """One entry for each text in place of a figure, in the order of the file."""
    blank = [profile for profile in profiles if profile.filled_count < file.data.height]
    if blank:
        yield Entry("", "-")
    symbols: dict[str, list[Symbol]] = {}
    for symbol in sorted(
        (symbol for profile in profiles for symbol in profile.symbols),
        key=lambda symbol: (symbol.line, symbol.text),
    ):
        symbols.setdefault(symbol.text.lower(), []).append(symbol)
    for cells in symbols.values():
        first = cells[0]
        count = sum(symbol.cell_count for symbol in cells)
        cell_clause = f"{rows_of(count, 'cell')}, the first in line {first.line}"
        if first.meaning is None:
            problem = (
                f"cannot tell what {first.text!r} means ({cell_clause}, column {first.column!r})"
            )
            yield Entry(first.text, None, problem, ("c", "x", "z"))
        elif first.text.lower() in PRESENT_SYMBOLS:
            yield Entry(first.text, first.meaning)
        else:
            yield Entry(first.text, first.meaning, f"{describe(first.meaning)}; {cell_clause}")


def _options(entry: Entry) -> str:
    *rest, last = (toml_value(option) for option in entry.options)
    options = f"{', '.join(rest)} or {last}" if rest else last
    return printable(f"{toml_key(entry.key)} = {options}")


def _first_paths(paths: list[str]) -> str:
    more = f" and {len(paths) - SHOWN_PATHS:,} more" if len(paths) > SHOWN_PATHS else ""
    return ", ".join(paths[:SHOWN_PATHS]) + more


def _path(section: str, entry: Entry) -> str:
    if section == "columns":
        value = entry.value
        return printable(str(value["column"] if isinstance(value, dict) else value))
    key = toml_value(entry.key) if section in ("missing", "place.levels") else entry.key
    return printable(f"{section}.{key}" if section else key)
