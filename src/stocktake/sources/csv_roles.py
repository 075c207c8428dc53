"""Proposes what each column is that names neither a place nor a period."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import polars as pl

from stocktake.sources.csv_columns import ColumnProfile
from stocktake.sources.csv_entries import Entry
from stocktake.sources.csv_file import CsvFile
from stocktake.sources.ees_file import LINE
from stocktake.sources.plausibility_policy import any_of, plausibility_policy

FIGURE, BREAKDOWN, IGNORED = "figure", "breakdown", "ignored"
TOTALS = ("total", "all", "all pupils", "all schools", "all children", "both", "persons")
MOST_ITEMS = 300
"""A column with more different words than this names no groups."""

NEGATIVE_SHARE = 0.05
"""Where more figures than this are below zero, the column may hold such figures."""

_NO_FIGURE = re.compile(
    r"x|y|lat(itude)?|long(itude)?|lng|easting|northing|uprn|uid|id|urn|ukprn|lea?|la_?estab|estab"
    r"|establishment_number|region|telnum|telephone|phone|fax|post_?code|pcode\d?|record_?type"
    r"|rectype|la_?sort|alpha_?ind|contflag|iclose|feeder|rel_?denom"
)
_LIKE_NO_FIGURE = re.compile(
    r".*_id|.*ukprn|tel.*|.*code|.*companies_house.*|.*flag|.*band(ing)?|.*desc(r|ription)?"
    r"|exam_?conf|dummy|tab\d+|tab_?ks\d"
)
_PERCENT_WORDS = re.compile(r".*(_|\b)(percent|percentage|pct)(_.*|\b.*)?|.*%.*")
_POINT_WORDS = re.compile(r".*(_|\b)(ppts?|pp|percentage points?)(_.*|\b.*)?")
_SCORE_WORDS = re.compile(r"score|prog|p8")
_PERFORMANCE_PERCENT = re.compile(r"PERC\w*|PPERS\w*|PT[A-Z]\w*|P(?!8)[A-Z]\w*|\w+PER(_\w+)?")


def propose_roles(
    file: CsvFile,
    profiles: Sequence[ColumnProfile],
    places: pl.DataFrame,
    period_columns: Sequence[str],
) -> tuple[dict[str, Entry], str]:
    """The role of every column given, and what is wrong where rows repeat each other.

    Parameters
    ----------
    places : polars.DataFrame
        ``LINE`` and ``place`` of every row.
    period_columns : sequence of str
        Columns of the file that say the period.

    Returns
    -------
    roles : dict of str to Entry
        By column; the key is the role, the value what the mapping says of the column.
    problem : str
        Blank where every row is of another place, period or item.
    """
    names = {profile.name for profile in profiles}
    figures = {profile.name: entry for profile in profiles if (entry := _figure(profile, names))}
    keys = [file.keys[name] for name in period_columns]
    rows = file.data.join(places.drop_nulls(), on=LINE)
    candidates = [profile for profile in profiles if profile.name not in figures]
    breakdowns, problem = _telling_apart(rows, ["place", *keys], candidates, figures, file)
    roles = {}
    for profile in profiles:
        if profile.name in figures:
            roles[profile.name] = figures[profile.name]
        elif profile in breakdowns:
            roles[profile.name] = _breakdown(profile)
        else:
            roles[profile.name] = Entry(IGNORED, profile.name, _why_ignored(profile))
    return roles, problem


def _figure(profile: ColumnProfile, names: Collection[str]) -> Entry | None:
    """The column as figures; None where it holds none."""
    if not profile.has_figures or _is_no_figure(profile):
        return None
    unit, reason = _unit(profile, names)
    value: dict[str, object] = {"column": profile.name, "unit": unit}
    value["decimal_places"] = profile.decimal_places
    return Entry(FIGURE, value, reason)


def _is_no_figure(profile: ColumnProfile) -> bool:
    return (
        _NO_FIGURE.fullmatch(_plain(profile.name)) is not None
        or _LIKE_NO_FIGURE.fullmatch(_plain(profile.name)) is not None
        or profile.day_count == profile.number_count > 0
    )


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9%]+", "_", name.lower()).strip("_")


def _unit(profile: ColumnProfile, names: Collection[str]) -> tuple[str, str]:
    """The unit, and why it is only a guess."""
    if profile.percent_count:
        mixed_signs = (
            ""
            if profile.percent_count == profile.number_count
            else ("some cells have a percent sign and others have none")
        )
        return "%", mixed_signs
    if profile.pound_count:
        mixed_signs = "some cells have a pound sign and others have none"
        return "£", mixed_signs * (profile.pound_count != profile.number_count)
    lower_name = profile.name.lower()
    if _POINT_WORDS.fullmatch(lower_name):
        return "pp", ""
    within = (profile.least or 0) >= 0 and (profile.most or 0) <= 100
    if _PERCENT_WORDS.fullmatch(lower_name):
        is_share = within and (profile.most or 0) <= 1 and profile.decimal_places > 0
        return "%", "every figure is at most 1: is it a share of 1?" * is_share
    if within and _is_performance_percent(profile.name, names):
        return "%", "by the column's name and its figures, which are 0 to 100"
    if re.search(any_of(plausibility_policy().changes), profile.name):
        return "", ""
    if profile.negative_count > NEGATIVE_SHARE * profile.number_count:
        is_score = _SCORE_WORDS.search(lower_name) is not None
        return (
            "score",
            "" if is_score else "some figures are below zero, as scores may be and counts may not",
        )
    return "", ""


def _is_performance_percent(name: str, names: Collection[str]) -> bool:
    """A percentage as performance tables name it: PNUMEAL of NUMEAL, or PERCTOT."""
    if not _PERFORMANCE_PERCENT.fullmatch(name):
        return False
    counts = {name[1:], f"T{name[1:]}", re.sub(r"PER(?=_|$)", "", name)} - {name}
    return name.startswith(("PERC", "PPERS")) or bool(counts & set(names))


def _telling_apart(
    rows: pl.DataFrame,
    keys: list[str],
    candidates: Sequence[ColumnProfile],
    figures: Collection[str],
    file: CsvFile,
) -> tuple[list[ColumnProfile], str]:
    """The fewest columns by which rows of one place and period differ."""
    figure_keys = [file.keys[name] for name in figures]
    distinct = rows.unique([*keys, *figure_keys], keep="first", maintain_order=True)
    breakdowns: list[ColumnProfile] = []
    rest = [profile for profile in candidates if 1 < profile.texts.height <= MOST_ITEMS]
    repeats = _repeat_count(distinct, keys)
    while repeats and rest:
        counts = {p.name: _repeat_count(distinct, [*keys, p.key]) for p in rest}
        best = min(rest, key=lambda profile: (counts[profile.name], profile.texts.height))
        if counts[best.name] == repeats:
            break
        repeats = counts[best.name]
        breakdowns.append(best)
        keys = [*keys, best.key]
        rest.remove(best)
    if not repeats:
        return breakdowns, ""
    clash = distinct.filter(pl.struct(keys).is_duplicated()).sort(*keys, LINE)
    lines = " and ".join(str(line) for line in clash[LINE][:2])
    return breakdowns, (
        f"{repeats:,} rows repeat the place and period of another with other figures (first: "
        f"lines {lines}), and no column of words tells them apart"
    )


def _repeat_count(rows: pl.DataFrame, keys: Sequence[str]) -> int:
    return rows.height - rows.select(keys).n_unique() if rows.height else 0


def _breakdown(profile: ColumnProfile) -> Entry:
    texts = profile.texts["text"].to_list()
    total = next((text for text in texts if text.lower() in TOTALS), None)
    value: dict[str, object] = {"column": profile.name}
    if total is not None:
        return Entry(BREAKDOWN, {**value, "total": total})
    return Entry(BREAKDOWN, value, "no item is called Total; which stands for all, if any?")


def _why_ignored(profile: ColumnProfile) -> str:
    if not profile.filled_count or _NO_FIGURE.fullmatch(_plain(profile.name)):
        return ""
    if profile.has_figures:
        return "its numbers look like codes, bands or days"
    if not profile.number_count and not profile.word_count:
        return "symbols and no figure"
    if profile.number_count > profile.filled_count / 2:
        return "numbers among many other texts"
    return ""
