"""Which numbers belong to the same pupil: a UPN and those that it took the place of."""

from __future__ import annotations

import polars as pl

from stocktake.pupils.store.keys import StoreKeys, pseudonyms_of

LINKS = {"upn": pl.String(), "former_upn": pl.String()}


def first_numbers(links: pl.DataFrame) -> dict[str, str]:
    """The first number of every pupil who has had several.

    Parameters
    ----------
    links : polars.DataFrame
        ``upn`` and ``former_upn``, of any year; rows without a former number tell nothing.

    Returns
    -------
    dict of str to str
        First number by each later one. The first is taken, not the present one, so that what was
        loaded before a number changed keeps its pseudonym. Numbers that name each other in a
        ring are led back to the lowest of them.

    Examples
    --------
    >>> first_numbers(pl.DataFrame({"upn": ["C", "B"], "former_upn": ["B", "A"]}))
    {'B': 'A', 'C': 'A'}
    """
    link_rows = links.select(*LINKS).drop_nulls().unique().sort("upn", "former_upn")
    before = {upn: former for upn, former in link_rows.iter_rows() if upn != former}
    return {upn: _first(upn, before) for upn in before}


def _first(upn: str, before: dict[str, str]) -> str:
    upns = [upn]
    while upns[-1] in before:
        former = before[upns[-1]]
        if former in upns:
            return min(upns[upns.index(former) :])
        upns.append(former)
    return upns[-1]


def pseudonym_table(upns: pl.Series, links: pl.DataFrame, keys: StoreKeys) -> pl.DataFrame:
    """The pseudonym of every number, the same for all the numbers of a pupil.

    Parameters
    ----------
    upns : polars.Series
        Numbers; repetitions and nulls do no harm.
    links : polars.DataFrame
        As in ``first_numbers``.
    keys : StoreKeys

    Returns
    -------
    polars.DataFrame
        ``upn`` and ``pupil``, one row a number.

    Examples
    --------
    >>> keys = StoreKeys(data=b"0" * 32, pseudonyms=b"1" * 32)
    >>> links = pl.DataFrame({"upn": ["B"], "former_upn": ["A"]})
    >>> pseudonym_table(pl.Series(["A", "B", "C"]), links, keys)["pupil"].n_unique()
    2
    """
    distinct = upns.drop_nulls().unique()
    first = first_numbers(links)
    pseudonyms = pseudonyms_of((first.get(upn, upn) for upn in distinct), keys)
    return pl.DataFrame({"upn": distinct, "pupil": pl.Series(pseudonyms, dtype=pl.String)})
