"""The table of benchmarks once more, in vectorised pandas: an oracle and a yardstick.

It shares no code with the product except the register of places. Figures are pivoted to one
column per place, and every statistic is taken across columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations

import numpy as np
import pandas as pd

from stocktake.standards.places import Place

HISTORY = ["series", "group", "time_identifier", "span_years"]
CELL = [*HISTORY, "time_period"]

# Each abolished authority, its last day, and the successors that lie within it or hold it.
ABOLISHED = {
    "la-835": (date(2019, 3, 31), ["la-838"]),
    "la-836": (date(2019, 3, 31), ["la-839"]),
    "la-837": (date(2019, 3, 31), ["la-839"]),
    "la-928": (date(2021, 3, 31), ["la-940", "la-941"]),
    "la-909": (date(2023, 3, 31), ["la-942", "la-943"]),
}
# The month and day on which each kind of year ends, and whether in its second year.
ENDS = {"Academic year": (8, 31, 1), "Financial year": (3, 31, 1)}


def pandas_table(
    observations: pd.DataFrame,
    better: Mapping[str, str | None],
    places: Sequence[Place],
    neighbours: Mapping[str, Sequence[str]],
) -> pd.DataFrame:
    """All columns of the table under the corrected profile, one row per observation."""
    wide = observations.pivot(index=CELL, columns="place", values="value").sort_index()
    signs = wide.index.get_level_values("series").map(
        lambda name: {"higher": -1.0, "lower": 1.0}.get(better.get(name), np.nan)
    )
    comparable = wide.round(6).mul(np.asarray(signs, dtype=float), axis=0)
    authorities = [place for place in wide.columns if place.startswith("la-")]
    is_counted = _counted_once(wide, authorities)
    comparable_authorities = comparable[authorities].where(is_counted)
    n = pd.DataFrame(
        np.repeat(is_counted.sum(axis=1).to_numpy()[:, None], len(authorities), axis=1),
        index=wide.index,
        columns=authorities,
    )
    rank = comparable_authorities.rank(axis=1, method="min")
    columns = {
        "rank": rank,
        "n": n,
        "tied": comparable_authorities.rank(axis=1, method="max") - rank + 1,
        "percentile": 100 * rank / n,
        "quartile": np.ceil(4 * rank / n).where(n >= 4),
        "sextile": np.ceil(6 * rank / n).where(n >= 6),
        "england": pd.DataFrame(dict.fromkeys(wide.columns, wide["england"])),
        **_region(wide, comparable_authorities, {place.id: place for place in places}),
        **_neighbours(wide, comparable, neighbours),
        **_movement(wide),
    }
    long = pd.DataFrame({name: _long(frame, wide) for name, frame in columns.items()})
    long.insert(0, "value", _long(wide, wide))
    for name in ("england", "region", "neighbours_mean"):
        long[f"gap_to_{name}"] = long["value"] - long[name]
    not_england = long.index.get_level_values("place") != "england"
    long["gap_to_england"] = long["gap_to_england"].where(not_england)
    long["quartile"] = long["quartile"].map({1: "A", 2: "B", 3: "C", 4: "D"})
    long["trend"] = np.sign(long["trend"]).map({-1: "falling", 0: "level", 1: "rising"})
    keys = pd.MultiIndex.from_frame(observations[[*CELL, "place"]])
    return long.reindex(keys).reset_index()


def _counted_once(wide: pd.DataFrame, authorities: Sequence[str]) -> pd.DataFrame:
    has_figure = wide[authorities].notna()
    is_counted = has_figure.copy()
    ends = _ends(wide.index)
    for old, (last_day, successors) in ABOLISHED.items():
        for new in successors:
            if old in has_figure and new in has_figure:
                both_reported = has_figure[old] & has_figure[new]
                existed = np.asarray(ends <= np.datetime64(last_day))
                is_counted[new] &= ~(both_reported & existed)
                is_counted[old] &= ~(both_reported & ~existed)
    return is_counted


def _ends(index: pd.MultiIndex) -> np.ndarray:
    days = []
    for kind, label in zip(
        index.get_level_values("time_identifier"),
        index.get_level_values("time_period"),
        strict=True,
    ):
        month, day, later = ENDS.get(kind, (12, 31, 0))
        days.append(np.datetime64(date(int(label[:4]) + later, month, day)))
    return np.array(days)


def _region(
    wide: pd.DataFrame, comparable_authorities: pd.DataFrame, register: Mapping[str, Place]
) -> dict[str, pd.DataFrame]:
    figures, ranks, sizes = {}, {}, {}
    absent = pd.Series(np.nan, index=wide.index)
    for region in sorted(
        {register[place].region for place in comparable_authorities.columns} - {None}
    ):
        members = [
            place for place in comparable_authorities.columns if register[place].region == region
        ]
        near, above = wide.get(region, absent), register[region].region
        among = comparable_authorities[members]
        rank, size = among.rank(axis=1, method="min"), among.notna().sum(axis=1)
        figure = near
        if above != "england":
            whole = wide.get(above, absent)
            use_whole = near.isna() & whole.notna()
            figure = near.where(~use_whole, whole)
            whole_region = [
                p
                for p in comparable_authorities.columns
                if register[register[p].region].region == above
            ]
            in_all = comparable_authorities[whole_region].rank(axis=1, method="min")[members]
            rank = rank.where(~use_whole, in_all)
            size = size.where(~use_whole, comparable_authorities[whole_region].notna().sum(axis=1))
        for place in members:
            figures[place], ranks[place] = figure, rank[place]
            sizes[place] = size.where(rank[place].notna())
    return {
        "region": pd.DataFrame(figures),
        "rank_in_region": pd.DataFrame(ranks),
        "n_in_region": pd.DataFrame(sizes),
    }


def _neighbours(
    wide: pd.DataFrame, comparable: pd.DataFrame, neighbours: Mapping[str, Sequence[str]]
) -> dict[str, pd.DataFrame]:
    columns_by_name: dict[str, dict[str, pd.Series]] = {
        name: {} for name in ("mean", "median", "n", "rank_among_neighbours", "n_among_neighbours")
    }
    for place, neighbour_ids in neighbours.items():
        present = [neighbour for neighbour in neighbour_ids if neighbour in wide.columns]
        if place not in wide.columns or not present:
            continue
        beside = wide[present]
        n = beside.notna().sum(axis=1)
        own_value = comparable[place]
        is_ranked = own_value.notna() & (n > 0)
        columns_by_name["mean"][place] = beside.mean(axis=1)
        columns_by_name["median"][place] = beside.median(axis=1)
        columns_by_name["n"][place] = n
        ahead = comparable[present].lt(own_value, axis=0).sum(axis=1) + 1
        columns_by_name["rank_among_neighbours"][place] = ahead.where(is_ranked)
        columns_by_name["n_among_neighbours"][place] = (n + 1).where(is_ranked)
    column_names = {"mean": "neighbours_mean", "median": "neighbours_median", "n": "neighbours_n"}
    return {
        column_names.get(name, name): pd.DataFrame(columns)
        for name, columns in columns_by_name.items()
    }


def _movement(wide: pd.DataFrame) -> dict[str, pd.DataFrame]:
    years = wide.index.get_level_values("time_period").str[:4].astype(int)
    history = {0: wide}
    keys = wide.index.droplevel("time_period")
    by_year = wide.set_axis(
        pd.MultiIndex.from_arrays([*(keys.get_level_values(k) for k in HISTORY), years])
    )
    for back in (1, 2, 3):
        before = pd.MultiIndex.from_arrays(
            [*(keys.get_level_values(k) for k in HISTORY), years - back]
        )
        history[back] = by_year.reindex(before).set_axis(wide.index)
    slopes = np.stack(
        [
            ((history[a] - history[b]) / (b - a)).to_numpy()
            for a, b in combinations(sorted(history), 2)
        ]
    )
    figures_count = sum(frame.notna().to_numpy().astype(int) for frame in history.values())
    enough = (figures_count >= 3) & wide.notna().to_numpy()
    middle = pd.DataFrame(slopes.reshape(len(slopes), -1).T).median(axis=1).to_numpy()
    slope = pd.DataFrame(middle.reshape(wide.shape), index=wide.index, columns=wide.columns)
    return {
        "change": wide - history[1],
        "change_3_years": wide - history[3],
        "trend": slope.round(6).where(enough),
    }


def _long(frame: pd.DataFrame, wide: pd.DataFrame) -> pd.Series:
    return frame.reindex(columns=wide.columns).stack(future_stack=True)
