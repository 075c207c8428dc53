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
    compared = wide.round(6).mul(np.asarray(signs, dtype=float), axis=0)
    authorities = [place for place in wide.columns if place.startswith("la-")]
    counted = _counted_once(wide, authorities)
    ranked = compared[authorities].where(counted)
    n = pd.DataFrame(
        np.repeat(counted.sum(axis=1).to_numpy()[:, None], len(authorities), axis=1),
        index=wide.index,
        columns=authorities,
    )
    rank = ranked.rank(axis=1, method="min")
    columns = {
        "rank": rank,
        "n": n,
        "tied": ranked.rank(axis=1, method="max") - rank + 1,
        "percentile": 100 * rank / n,
        "quartile": np.ceil(4 * rank / n).where(n >= 4),
        "sextile": np.ceil(6 * rank / n).where(n >= 6),
        "england": pd.DataFrame(dict.fromkeys(wide.columns, wide["england"])),
        **_region(wide, ranked, {place.id: place for place in places}),
        **_neighbours(wide, compared, neighbours),
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
    has = wide[authorities].notna()
    counted = has.copy()
    ends = _ends(wide.index)
    for old, (last_day, successors) in ABOLISHED.items():
        for new in successors:
            if old in has and new in has:
                both = has[old] & has[new]
                existed = np.asarray(ends <= np.datetime64(last_day))
                counted[new] &= ~(both & existed)
                counted[old] &= ~(both & ~existed)
    return counted


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
    wide: pd.DataFrame, ranked: pd.DataFrame, known: Mapping[str, Place]
) -> dict[str, pd.DataFrame]:
    figures, ranks, sizes = {}, {}, {}
    absent = pd.Series(np.nan, index=wide.index)
    for region in sorted({known[place].region for place in ranked.columns} - {None}):
        members = [place for place in ranked.columns if known[place].region == region]
        near, above = wide.get(region, absent), known[region].region
        among = ranked[members]
        rank, size = among.rank(axis=1, method="min"), among.notna().sum(axis=1)
        figure = near
        if above != "england":
            whole = wide.get(above, absent)
            use_whole = near.isna() & whole.notna()
            figure = near.where(~use_whole, whole)
            every = [p for p in ranked.columns if known[known[p].region].region == above]
            in_all = ranked[every].rank(axis=1, method="min")[members]
            rank = rank.where(~use_whole, in_all)
            size = size.where(~use_whole, ranked[every].notna().sum(axis=1))
        for place in members:
            figures[place], ranks[place] = figure, rank[place]
            sizes[place] = size.where(rank[place].notna())
    return {
        "region": pd.DataFrame(figures),
        "rank_in_region": pd.DataFrame(ranks),
        "n_in_region": pd.DataFrame(sizes),
    }


def _neighbours(
    wide: pd.DataFrame, compared: pd.DataFrame, neighbours: Mapping[str, Sequence[str]]
) -> dict[str, pd.DataFrame]:
    found: dict[str, dict[str, pd.Series]] = {
        name: {} for name in ("mean", "median", "n", "rank_among_neighbours", "n_among_neighbours")
    }
    for place, listed in neighbours.items():
        present = [other for other in listed if other in wide.columns]
        if place not in wide.columns or not present:
            continue
        beside = wide[present]
        n = beside.notna().sum(axis=1)
        own = compared[place]
        ranked = own.notna() & (n > 0)
        found["mean"][place] = beside.mean(axis=1)
        found["median"][place] = beside.median(axis=1)
        found["n"][place] = n
        ahead = compared[present].lt(own, axis=0).sum(axis=1) + 1
        found["rank_among_neighbours"][place] = ahead.where(ranked)
        found["n_among_neighbours"][place] = (n + 1).where(ranked)
    named = {"mean": "neighbours_mean", "median": "neighbours_median", "n": "neighbours_n"}
    return {named.get(name, name): pd.DataFrame(columns) for name, columns in found.items()}


def _movement(wide: pd.DataFrame) -> dict[str, pd.DataFrame]:
    years = wide.index.get_level_values("time_period").str[:4].astype(int)
    history = {0: wide}
    keys = wide.index.droplevel("time_period")
    numbered = wide.set_axis(
        pd.MultiIndex.from_arrays([*(keys.get_level_values(k) for k in HISTORY), years])
    )
    for back in (1, 2, 3):
        before = pd.MultiIndex.from_arrays(
            [*(keys.get_level_values(k) for k in HISTORY), years - back]
        )
        history[back] = numbered.reindex(before).set_axis(wide.index)
    slopes = np.stack(
        [
            ((history[a] - history[b]) / (b - a)).to_numpy()
            for a, b in combinations(sorted(history), 2)
        ]
    )
    known = sum(frame.notna().to_numpy().astype(int) for frame in history.values())
    enough = (known >= 3) & wide.notna().to_numpy()
    middle = pd.DataFrame(slopes.reshape(len(slopes), -1).T).median(axis=1).to_numpy()
    slope = pd.DataFrame(middle.reshape(wide.shape), index=wide.index, columns=wide.columns)
    return {
        "change": wide - history[1],
        "change_3_years": wide - history[3],
        "trend": slope.round(6).where(enough),
    }


def _long(frame: pd.DataFrame, wide: pd.DataFrame) -> pd.Series:
    return frame.reindex(columns=wide.columns).stack(future_stack=True)
