"""Pupils', schools' and establishments' numbers: form, check letter, issuing authority."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from stocktake.sources.pupils.rules.model import Failing, RuleContext, rule
from stocktake.standards.identifiers import UPN_LETTERS
from stocktake.standards.places import is_reserved, place_register

CENSUS = "Children in need census, validation rules"
_LETTER = f"[{UPN_LETTERS}]"
_FORM = rf"^{_LETTER}[0-9]{{3}}.{{9}}$"
_MIDDLE = r"^.{4}[0-9]{8}"
_LAST = rf"^.{{12}}[0-9{UPN_LETTERS}]$"
_LETTER_VALUES = {letter: value for value, letter in enumerate(UPN_LETTERS)}


def upn_letter(upn: pl.Expr) -> pl.Expr:
    """The check letter that belongs before each number; null where the rest is not in form.

    Parameters
    ----------
    upn : polars expression
        Thirteen characters, upper case.

    Notes
    -----
    Characters count 2 to 13; the sum of position times value, modulo 23, picks the letter.

    Source: Unique pupil numbers, Government Data Standard 2 (2004).

    Examples
    --------
    >>> pl.DataFrame({"upn": ["A890400017001", "E89040001700A", "?"]}).select(
    ...     upn_letter(pl.col("upn")))["upn"].to_list()
    ['U', 'E', None]
    """
    fits = upn.str.contains(rf"^.[0-9]{{11}}[0-9{UPN_LETTERS}]$")
    safe = pl.when(fits).then(upn)
    last = safe.str.slice(12, 1)
    value = last.replace_strict(_LETTER_VALUES, default=None, return_dtype=pl.Int64)
    total = pl.coalesce(value, last.cast(pl.Int64, strict=False)) * 13
    for position in range(2, 13):
        total = total + safe.str.slice(position - 1, 1).cast(pl.Int64, strict=False) * position
    letter = pl.Series(list(UPN_LETTERS))
    return (total % 23).replace_strict(
        pl.Series(range(23), dtype=pl.Int64), letter, default=None, return_dtype=pl.String
    )


def _failing_upns(context: RuleContext, fails: pl.Expr) -> Iterator[Failing]:
    """Judge each number once, however many rows it stands in."""
    for column in context.layout.column:
        if column.kind == "upn" and context.has_columns(column.name):
            numbers = context.rows.select(upn=pl.col(column.name).unique()).drop_nulls()
            bad = numbers.filter(fails)["upn"]
            if bad.len():
                yield column.name, pl.col(column.name).is_in(bad.implode())


_upn = pl.col("upn")
_in_form = _upn.str.contains(_FORM) & _upn.str.contains(_MIDDLE) & _upn.str.contains(_LAST)


@rule("R-010", "a UPN has 13 characters: a letter other than I, O and S, then three digits")
def upn_form(context: RuleContext) -> Iterator[Failing]:
    """The number as a whole has the form of a UPN."""
    yield from _failing_upns(context, ~_upn.str.contains(_FORM))


@rule("1510", "the check letter of a UPN (character 1) fits the rest", source=CENSUS)
def upn_check_letter_fits(context: RuleContext) -> Iterator[Failing]:
    """Only a number that is otherwise in form is judged."""
    yield from _failing_upns(context, _in_form & (upn_letter(_upn) != _upn.str.slice(0, 1)))


@rule(
    "1530",
    "characters 2 to 4 of a UPN are the number of an authority, past or present",
    severity="query",
    source=CENSUS,
)
def upn_authority_known(context: RuleContext) -> Iterator[Failing]:
    """A query: numbers issued by authorities long abolished are still in use."""
    known_numbers = {
        place.old_la_code for place in place_register().places if place.level == "Local authority"
    }
    issued = _upn.str.slice(1, 3)
    numbers = [f"{number:03d}" for number in range(1000)]
    strange = [
        number
        for number in numbers
        if number not in known_numbers and not is_reserved(f"la-{number}")
    ]
    yield from _failing_upns(context, _in_form & issued.is_in(strange))


@rule("1540", "characters 5 to 12 of a UPN are digits", source=CENSUS)
def upn_middle(context: RuleContext) -> Iterator[Failing]:
    """Only a number of thirteen characters is judged."""
    yield from _failing_upns(context, _upn.str.contains(_FORM) & ~_upn.str.contains(_MIDDLE))


@rule(
    "1550",
    "character 13 of a UPN is a digit, or a letter other than I, O and S",
    source=CENSUS,
)
def upn_last(context: RuleContext) -> Iterator[Failing]:
    """Only a number of thirteen characters is judged."""
    yield from _failing_upns(context, _upn.str.contains(_FORM) & ~_upn.str.contains(_LAST))


@rule(
    "R-011",
    "a UPN is permanent: one that ends in a letter stands in for a number not yet known",
    severity="query",
    tables=("pupils",),
)
def upn_permanent(context: RuleContext) -> Iterator[Failing]:
    """A query: a pupil with a temporary number may be in the data twice."""
    yield "upn", pl.col("upn").str.contains(rf"{_LETTER}$")


@rule("R-012", "a URN has six digits and no leading zero")
def urn_form(context: RuleContext) -> Iterator[Failing]:
    """Whatever the column is called."""
    for column in context.layout.column:
        if column.kind == "urn" and context.has_columns(column.name):
            yield column.name, ~pl.col(column.name).str.contains(r"^[1-9][0-9]{5}$")


@rule("R-013", "a DfE number has seven digits: the authority's three and the school's four")
def laestab_form(context: RuleContext) -> Iterator[Failing]:
    """Whatever the column is called."""
    for column in context.layout.column:
        if column.kind == "laestab" and context.has_columns(column.name):
            yield column.name, ~pl.col(column.name).str.contains(r"^[0-9]{7}$")
