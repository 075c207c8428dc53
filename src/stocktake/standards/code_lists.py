"""Lists of codes of the school census and its neighbours, as they stood on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from stocktake.standards.attendance_codes import (
    SINCE_EVER,
    UNTIL_FURTHER_NOTICE,
    attendance_code_table,
)
from stocktake.standards.code_schema import CodeList
from stocktake.standards.definitions import load_folder
from stocktake.standards.errors import UsageError, nearest

ATTENDANCE = "attendance"


@dataclass(frozen=True)
class CodesInForce:
    """The codes of a list between two days.

    Parameters
    ----------
    starts, ends : date
        First and last day, both included.
    codes : frozenset of str
    """

    starts: date
    ends: date
    codes: frozenset[str]


def code_list(name: str, on: date) -> Mapping[str, str]:
    """The codes of a list that could be returned on a day.

    Parameters
    ----------
    name : str
        Such as ``ethnicity``, ``sen_provision``, ``exclusion_reason``.
    on : date
        The day that the row is about, not that of the return.

    Returns
    -------
    mapping of str to str
        Meaning by code, in the order of the definition.

    Raises
    ------
    UsageError
        For a list that does not exist.

    Notes
    -----
    Each definition names its source and whether somebody read the codes there.

    Examples
    --------
    >>> from datetime import date
    >>> code_list("sen_provision", date(2019, 9, 1))["E"]
    'Education, health and care plan'
    >>> "E" in code_list("sen_provision", date(2012, 9, 1))
    False
    """
    definition = _lists().get(name)
    if definition is None:
        hint = nearest(name, _lists()) or f"expected one of {', '.join(_lists())}"
        raise UsageError(f"no code list is called {name!r}; {hint}")
    return MappingProxyType(
        {
            entry.code: entry.meaning
            for entry in definition.code
            if (entry.starts or SINCE_EVER) <= on <= (entry.ends or UNTIL_FURTHER_NOTICE)
        }
    )


@cache
def codes_in_force(name: str) -> tuple[CodesInForce, ...]:
    """A list cut into stretches of days within which the same codes held.

    Parameters
    ----------
    name : str
        As in ``code_list``; ``attendance`` for the register codes.

    Returns
    -------
    tuple of CodesInForce
        In order of days; together they cover every day from 1900 to 2999.

    Examples
    --------
    >>> [str(each.starts) for each in codes_in_force("attendance")]
    ['1900-01-01', '2013-09-01', '2024-08-19']
    """
    spans = _attendance_spans() if name == ATTENDANCE else _spans(name)
    cuts = {SINCE_EVER}
    for _, starts, ends in spans:
        cuts.add(starts)
        if ends < UNTIL_FURTHER_NOTICE:
            cuts.add(ends + timedelta(days=1))
    first_days = sorted(cuts)
    finishes = [start - timedelta(days=1) for start in first_days[1:]] + [UNTIL_FURTHER_NOTICE]
    return tuple(
        CodesInForce(
            first,
            last,
            frozenset(code for code, starts, ends in spans if starts <= first and ends >= last),
        )
        for first, last in zip(first_days, finishes, strict=True)
    )


def _attendance_spans() -> list[tuple[str, date, date]]:
    table = attendance_code_table().select("code", "starts", "ends")
    return [(code, starts, ends) for code, starts, ends in table.iter_rows()]


def _spans(name: str) -> list[tuple[str, date, date]]:
    code_list(name, SINCE_EVER)  # refuses an unknown name with the nearest known one
    return [
        (entry.code, entry.starts or SINCE_EVER, entry.ends or UNTIL_FURTHER_NOTICE)
        for entry in _lists()[name].code
    ]


@cache
def _lists() -> Mapping[str, CodeList]:
    code_lists = load_folder("stocktake.standards", "code_lists", CodeList)
    return {name: definition.value for name, definition in code_lists.items()}
