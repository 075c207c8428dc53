"""Guesses which columns of a CSV file name places, and of which level its rows are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from stocktake.sources.csv_columns import ColumnProfile
from stocktake.sources.csv_entries import Entry
from stocktake.sources.csv_file import CsvFile
from stocktake.sources.csv_mapping import LEAVE_OUT, PLACE_COLUMNS
from stocktake.sources.ees_file import rows_of
from stocktake.sources.ees_geography import LEVELS

ALIKE = 0.8
"""The share of cells that must have the form of a code."""

_AUTHORITY: tuple[str, ...] = (
    *("la", "lea", "lacode", "lanumber", "leacode", "localauthoritycode", "oldlacode"),
    *("authoritycode", "areacode", "code", "dfenumber"),
)
_ONS: tuple[str, ...] = (
    *_AUTHORITY,
    *("newlacode", "onscode", "gsscode", "ecode", "ladcode", "regioncode", "wardcode"),
)
_NAMES: tuple[str, ...] = (
    *("la", "laname", "localauthority", "localauthorityname", "authority", "authorityname"),
    *("council", "area", "areaname"),
)
_TRUST = ("uid", "groupuid", "trustuid", "trustgroupuid")

FORMS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("school_urn", ("urn", "schoolurn", "uniquereferencenumber"), r"\d{5,6}"),
    ("school_laestab", ("laestab", "leaestab", "schoollaestab", "dfenumber"), r"\d{3}/?\d{4}"),
    ("trust_id", _TRUST, r"\d{1,6}"),
    ("ward_code", _ONS, r"[EW]05\d{6}"),
    ("country_code", ("countrycode", *_ONS), r"[EWSNK]92\d{6}"),
    ("region_code", _ONS, r"E1[23]\d{6}"),
    ("new_la_code", _ONS, r"[EWSNK](?:06|08|09|10|11|12|13|47|92)\d{6}"),
    ("lad_code", _ONS, r"[EWSN]0[6-9]\d{6}"),
    ("old_la_code", _AUTHORITY, r"\d{3}"),
    ("school_name", ("schname", "schoolname", "school", "establishmentname"), r".*\D.*"),
    ("trust_name", ("trustname", "groupname", "chainname"), r".*\D.*"),
    ("region_name", ("regionname", "region"), r".*[A-Za-z]{3}.*"),
    ("la_name", _NAMES, r".*[A-Za-z]{3}.*"),
)
"""Standard column, names that files have for it, and the form of its cells; the first fits."""

LEVEL_COLUMNS = ("geographiclevel", "rectype", "recordtype", "level", "geography", "areatype")

FINEST_FIRST = (
    ("School", ("school_urn", "school_laestab")),
    ("MAT", ("trust_id",)),
    ("Ward", ("ward_code",)),
    ("Local authority district", ("lad_code",)),
    ("Local authority", ("old_la_code", "new_la_code", "la_name")),
    ("Regional", ("region_code", "region_name")),
    ("National", ("country_code",)),
)
_LEVEL_WORDS = {
    "la": "Local authority",
    "localauthority": "Local authority",
    "nat": "National",
    "national": "National",
    "region": "Regional",
    "regional": "Regional",
    "school": "School",
}


@dataclass(frozen=True)
class PlaceGuess:
    """What the mapping is to say under ``[place]``.

    Parameters
    ----------
    columns : dict of str to str
        Standard column and column of the file.
    level_column : str or None
    levels : tuple of Entry
        What each word of it means.
    level : Entry or None
        The one level of all rows.
    """

    columns: dict[str, str]
    level_column: str | None
    levels: tuple[Entry, ...]
    level: Entry | None


def guess_places(file: CsvFile, profiles: Sequence[ColumnProfile]) -> PlaceGuess:
    """Find the columns that name places by their names and by the form of their cells."""
    columns: dict[str, str] = {}
    for profile in profiles:
        standard = _standard_column(profile)
        if standard and standard not in columns:
            columns[standard] = profile.name
    level_profile = next(
        (profile for word in LEVEL_COLUMNS for profile in profiles if profile.words == word), None
    )
    if level_profile is not None and level_profile.name not in columns.values():
        words = level_profile.texts["text"].to_list()
        if level_profile.texts.height <= len(LEVELS):
            if all(word in LEVELS for word in words):
                return PlaceGuess(columns, level_profile.name, (), None)
            levels = _word_levels(file, level_profile, columns)
            return PlaceGuess(columns, level_profile.name, levels, None)
    return PlaceGuess(columns, None, (), _one_level(columns))


def _standard_column(profile: ColumnProfile) -> str | None:
    if profile.name in PLACE_COLUMNS:
        return profile.name
    for standard, names, form in FORMS:
        if profile.words in names and profile.share(form) >= ALIKE:
            return standard
    return None


def _one_level(columns: dict[str, str]) -> Entry:
    for level, names in FINEST_FIRST:
        named_columns = [columns[name] for name in names if name in columns]
        if named_columns:
            # A name alone may be spelt in several ways; a code is what it looks like.
            by_name = all(name.endswith("_name") for name in names if name in columns)
            return Entry("level", level, f"{named_columns[0]!r} holds names alone" * by_name)
    problem = "cannot tell which column names the place: write columns as well"
    options = ("Local authority", "School", "Regional", "National")
    return Entry("level", None, problem, options)


def _word_levels(
    file: CsvFile, profile: ColumnProfile, columns: dict[str, str]
) -> tuple[Entry, ...]:
    """The level of each word: the finest of which most of its rows have a code."""
    levels: dict[str, tuple[str, int, int]] = {}
    for word, line, count in profile.texts.iter_rows():
        rows = file.data.filter(pl.col(profile.key) == word)
        levels[word] = (_level_of(word, rows, file, columns), line, count)
    nations = [word for word, (level, *_) in levels.items() if level == "National"]
    entries = []
    for word, (level, line, count) in levels.items():
        rows_clause = f"{rows_of(count)}, the first in line {line}"
        if level == "National" and len(nations) > 1:
            problem = (
                f"cannot tell which of {' and '.join(map(repr, nations))} is England: neither "
                f"names a place ({rows_clause})"
            )
            entries.append(Entry(word, None, problem, ("National", LEAVE_OUT)))
        else:
            is_word = _level_word(word) is not None
            reason = "" if is_word else f"by the codes that its rows have; {rows_clause}"
            entries.append(Entry(word, level, reason))
    return tuple(entries)


def _level_word(word: str) -> str | None:
    """The level that a word names by itself."""
    plain = "".join(character for character in word.lower() if character.isalnum())
    return word if word in LEVELS else _LEVEL_WORDS.get(plain)


def _level_of(word: str, rows: pl.DataFrame, file: CsvFile, columns: dict[str, str]) -> str:
    if level_word := _level_word(word):
        return level_word
    for level, names in FINEST_FIRST:
        for name in names:
            if name in columns and not name.endswith("_name"):
                filled_share = rows[file.keys[columns[name]]].is_not_null().mean()
                if float(str(filled_share or 0)) >= ALIKE:
                    return level
    return "National"
