"""Follows one school through its numbers, to the newest."""

from __future__ import annotations

from datetime import date

import polars as pl

from stocktake.schools.register.plain_links import DATE, NEW, OLD, changed_links, plain_links

URN, IDENTITY, REASON = "school_urn", "identity_urn", "break_reason"
LONGEST_CHAIN_LOG = 7
"""Doublings: chains of up to 128 numbers; no school has had ten."""
ROUNDS = 5
RESULT = ("time_period", "measure", "group")
MERGER, SPLIT, CYCLE = "merged", "split", "cycle"


def school_identities(
    links: pl.DataFrame,
    schools: pl.DataFrame | None = None,
    figures: pl.DataFrame | None = None,
    *,
    as_of: date | None = None,
) -> pl.DataFrame:
    """Map every number of a school to the newest one under which the same school goes on.

    Plain links are followed from predecessor to successor; links of a merger, amalgamation or
    split are not. Where a number has several plain successors the latest is followed. Two numbers
    under one identity that both have a result for the same year show that schools were merged,
    whatever the links say, and the identity is broken where they meet; unless the number changed
    within that year, when both results are the one school's.

    Parameters
    ----------
    links : polars.DataFrame
        Columns of ``SCHOOL_LINKS``.
    schools : polars.DataFrame, optional
        Their numbers appear in the answer even where they have no link.
    figures : polars.DataFrame, optional
        Columns of ``school_figures``: ``school_urn``, ``time_period``, ``measure``, ``group``,
        ``value``; only rows with a value count.
    as_of : date, optional
        Leaves out links that are dated after this day.

    Returns
    -------
    polars.DataFrame
        ``school_urn``, ``identity_urn``, ``predecessor_count`` (plain links that lead straight to
        the number) and ``break_reason``: why a number that has a successor is its own newest
        (``merged``, ``split``, ``cycle``), else null. Sorted by number.

    Notes
    -----
    Source: back-test of published results, section 1: 17,244 plain pairs.

    Examples
    --------
    >>> links = pl.DataFrame({"school_urn": [900001, 900002], "linked_urn": [900002, 900003],
    ...     "link_type": ["Successor", "Successor"], "date": [None, None]},
    ...     schema_overrides={"date": pl.Date})
    >>> school_identities(links)["identity_urn"].to_list()
    [900003, 900003, 900003]
    """
    pairs = plain_links(links, as_of)
    steps = _one_step_each(pairs)
    steps, cyclic_urns = _without_cycles(steps)
    merged_urns: list[int] = []
    numbers = _numbers(links, schools, figures)
    for _ in range(ROUNDS):
        identities = _resolve(numbers, steps)
        conflicts = _conflicts(identities, steps, figures)
        if conflicts.is_empty():
            break
        kept_steps = _break_at_meetings(steps, identities, conflicts)
        merged_urns += steps.join(kept_steps, on=OLD, how="anti")[OLD].to_list()
        steps = kept_steps
    changed_pairs = changed_links(links)
    if as_of is not None:
        changed_pairs = changed_pairs.filter(pl.col(DATE).is_null() | (pl.col(DATE) <= as_of))
    change_by_number = changed_pairs.group_by(OLD).agg(pl.col("change").first())
    identities = identities.join(change_by_number, left_on=URN, right_on=OLD, how="left")
    counts = pairs.group_by(NEW).len("predecessor_count")
    is_last = pl.col(URN) == pl.col(IDENTITY)
    reason = (
        pl.when(pl.col(URN).is_in(merged_urns))
        .then(pl.lit(MERGER))
        .when(pl.col(URN).is_in(cyclic_urns) & is_last)
        .then(pl.lit(CYCLE))
        .when(is_last & pl.col("change").is_not_null())
        .then(pl.col("change").replace({"amalgamated": MERGER}))
    )
    return (
        identities.with_columns(reason.alias(REASON))
        .join(counts, left_on=URN, right_on=NEW, how="left")
        .select(URN, IDENTITY, pl.col("predecessor_count").fill_null(0).cast(pl.Int32), REASON)
        .sort(URN)
    )


def figures_by_identity(figures: pl.DataFrame, identities: pl.DataFrame) -> pl.DataFrame:
    """Figures with the newest number of their school.

    Where a school changed its number within a year and both numbers have the result, only the
    newer number's row is kept, so that no year counts twice.

    Returns
    -------
    polars.DataFrame
        The rows of ``figures`` with ``identity_urn``; a number without identity is its own.
    """
    frame = figures.join(
        identities.select(URN, IDENTITY), on=URN, how="left", maintain_order="left"
    )
    frame = frame.with_columns(pl.col(IDENTITY).fill_null(pl.col(URN)))
    key = [IDENTITY, *(name for name in (*RESULT, "stage", "source") if name in frame.columns)]
    with_value = pl.when(pl.col("value").is_not_null()).then(pl.col(URN))
    newest = pl.coalesce(with_value.max().over(key), pl.col(URN).max().over(key))
    return frame.filter(pl.col(URN) == newest)


def _numbers(links: pl.DataFrame, *frames: pl.DataFrame | None) -> pl.DataFrame:
    columns = [links["school_urn"], links["linked_urn"]]
    columns += [frame[URN] for frame in frames if frame is not None]
    series = pl.concat([column.cast(pl.Int64).alias(URN) for column in columns])
    return pl.DataFrame(series.drop_nulls().unique().sort())


def _one_step_each(pairs: pl.DataFrame) -> pl.DataFrame:
    """The one successor of each number that is followed: the latest, then the highest number."""
    latest = pairs.sort(OLD, DATE, NEW, nulls_last=False)
    return latest.unique(OLD, keep="last", maintain_order=True)


def _without_cycles(steps: pl.DataFrame) -> tuple[pl.DataFrame, list[int]]:
    """Steps that come to an end; in a ring of links those to a lower number are dropped."""
    ends = _jump(steps)
    starts = steps.select(OLD)[OLD]
    endless = ends.filter(pl.col("end").is_in(starts.implode()))
    if endless.is_empty():
        return steps, []
    ring_ends = endless["end"].unique()
    ring: set[int] = set()
    successors = dict(steps.select(OLD, NEW).iter_rows())
    for urn in ring_ends.to_list():
        # Of a ring only; nothing else is walked number by number.
        while urn not in ring:
            ring.add(urn)
            urn = successors[urn]
    in_ring = pl.col(OLD).is_in(list(ring)) & pl.col(NEW).is_in(list(ring))
    return steps.filter(~(in_ring & (pl.col(NEW) < pl.col(OLD)))), sorted(ring)


def _jump(steps: pl.DataFrame) -> pl.DataFrame:
    """The end of every number's chain, by doubling the length of the jump."""
    ends = steps.select(pl.col(OLD), pl.col(NEW).alias("end"))
    for _ in range(LONGEST_CHAIN_LOG):
        onward = ends.select(pl.col(OLD).alias("end"), pl.col("end").alias("further"))
        further = ends.join(onward, on="end", how="left", maintain_order="left")
        if further["further"].null_count() == further.height:
            break
        ends = further.select(OLD, pl.coalesce("further", "end").alias("end"))
    return ends


def _resolve(numbers: pl.DataFrame, steps: pl.DataFrame) -> pl.DataFrame:
    ends = _jump(steps)
    frame = numbers.join(ends, left_on=URN, right_on=OLD, how="left", maintain_order="left")
    return frame.select(URN, pl.coalesce("end", URN).alias(IDENTITY))


def _conflicts(
    identities: pl.DataFrame, steps: pl.DataFrame, figures: pl.DataFrame | None
) -> pl.DataFrame:
    """Numbers under one identity that have a result for the same year, but for a change within it.

    Returns
    -------
    polars.DataFrame
        ``school_urn`` and ``identity_urn``, each number once.
    """
    empty = identities.clear()
    if figures is None:
        return empty
    shared = identities.filter(pl.len().over(IDENTITY) > 1)
    results = (
        figures.filter(pl.col("value").is_not_null())
        .select(URN, *RESULT)
        .join(shared, on=URN)
        .unique()
    )
    results = results.filter(pl.col(URN).n_unique().over(IDENTITY, *RESULT) > 1)
    if results.is_empty():
        return empty
    by_year = results.group_by(IDENTITY, "time_period").agg(
        pl.col(URN).unique().sort().alias("urns")
    )
    pairs = by_year.with_columns(
        old=pl.col("urns").list.first(), new=pl.col("urns").list.last(), n=pl.col("urns").list.len()
    ).join(steps, left_on=["old", "new"], right_on=[OLD, NEW], how="left", coalesce=True)
    first_year = pl.col("time_period").str.head(4).cast(pl.Int32)
    # A number that begins on 1 September begins with the year, not within it.
    within = (pl.col("n") == 2) & pl.col(DATE).is_between(
        pl.date(first_year, 9, 2), pl.date(first_year + 1, 8, 31)
    )
    real = pairs.filter(~within.fill_null(value=False))
    return real.select(IDENTITY, pl.col("urns").alias(URN)).explode(URN).unique()


def _break_at_meetings(
    steps: pl.DataFrame, identities: pl.DataFrame, conflicts: pl.DataFrame
) -> pl.DataFrame:
    """Steps without those into a number where several schools meet, in identities that conflict.

    Where none meet, the older numbers with a result of the same year are cut off.
    """
    broken_identities = conflicts[IDENTITY].unique().implode()
    marked_steps = steps.join(
        identities, left_on=OLD, right_on=URN, how="left", maintain_order="left"
    )
    in_conflict = pl.col(IDENTITY).is_in(broken_identities)
    meets = in_conflict & (pl.len().over(NEW) > 1)
    marked_steps = marked_steps.with_columns(meets=meets, has_meeting=meets.any().over(IDENTITY))
    cut_off = in_conflict & ~pl.col("has_meeting") & pl.col(OLD).is_in(conflicts[URN].implode())
    return marked_steps.filter(~(pl.col("meets") | cut_off)).select(OLD, NEW, DATE)
