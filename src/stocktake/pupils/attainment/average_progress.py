"""Progress of a school, an area or a group: the pupils' mean, its interval and its band."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import narwhals as nw

from stocktake.pupils.attainment.bands_schema import ProgressBands
from stocktake.pupils.attainment.definitions import estimates, progress_bands
from stocktake.pupils.frames import Lazy, Table, to_lazy, to_native_like
from stocktake.pupils.summary import Z_95

ELEMENTS = ("english", "maths", "ebacc", "open")


def average_progress_8(
    pupils: Table,
    *,
    by: Sequence[str] = (),
    release: str,
    bands: str = "progress-8-2018",
    own_folder: Path | None = None,
) -> Table:
    """Progress 8 of schools, areas or groups, with elements, interval and band.

    The mean of pupils, so that an area weighs each school by its pupils; never a mean of schools.
    The interval uses the national standard deviation, the same for every school. Who belongs is
    the caller's to say: the published figure of a school is of its pupils at the end of key stage
    4; that of the nation is of pupils at mainstream schools.

    Parameters
    ----------
    pupils : table
        From :func:`.progress_8.progress_8`, with the columns of ``by``.
    by : sequence of str
        ``["school_urn"]``, or any crossing of groups; none for one row over all.
    release : str
        The national estimates that the pupils were measured by: their deviations are used.
    bands : str
        Id of the scheme in ``definitions/progress_bands``.
    own_folder : path, optional

    Returns
    -------
    table of the kind given
        The columns of ``by``; ``pupils_count`` (all), ``progress_8_count`` (with prior
        attainment), ``coverage_percent``; ``attainment_8_mean``; ``progress_8``, ``_lower``,
        ``_upper``, ``_band`` (null where nobody has a score); ``progress_8_original`` and its
        interval, before the cap; ``adjusted_count``; and each element with its interval.

    Raises
    ------
    InputError
        A column is missing.
    DefinitionError
        The release or the scheme is not there.

    Notes
    -----
    Half the interval is 1.96 x national sd / square root of the pupils with a score.

    Source: Department for Education, Secondary accountability measures (2024), confidence
    intervals; Progress 8 school performance bandings (2019).

    Examples
    --------
    >>> import polars as pl
    >>> pupils = pl.DataFrame({"school_urn": ["1"] * 150 + ["2"] * 180, "pupil": "x",
    ...     "attainment_8_points": 40.0, "progress_8": [-0.31] * 150 + [-0.62] * 180,
    ...     "progress_8_original": 0.0, "progress_8_adjusted": False, "progress_8_english": 0.0,
    ...     "progress_8_maths": 0.0, "progress_8_ebacc": 0.0, "progress_8_open": 0.0})
    >>> area = average_progress_8(pupils, release="202223-revised").row(0, named=True)
    >>> round(area["progress_8"], 3), area["progress_8_band"]
    (-0.479, 'below average')
    """
    table = estimates(release, own_folder=own_folder)
    scheme = progress_bands(bands, own_folder=own_folder)
    columns = [
        "progress_8",
        "progress_8_original",
        *(f"progress_8_{element}" for element in ELEMENTS),
    ]
    lazy = to_lazy(
        pupils, "pupils", columns=[*columns, "progress_8_adjusted", "attainment_8_points", *by]
    )
    aggregates = [
        nw.col("attainment_8_points").count().cast(nw.Int64).alias("pupils_count"),
        nw.col("progress_8").count().cast(nw.Int64).alias("progress_8_count"),
        nw.col("attainment_8_points").mean().alias("attainment_8_mean"),
        nw.col("progress_8_adjusted").cast(nw.Int64).sum().alias("adjusted_count"),
        *(nw.col(column).mean() for column in columns),
    ]
    means = lazy.group_by(*by).agg(*aggregates) if by else lazy.select(*aggregates)
    deviations = dict.fromkeys(columns[:2], table.deviation("attainment_8"))
    deviations |= {f"progress_8_{element}": table.deviation(element) for element in ELEMENTS}
    has_progress = nw.col("progress_8_count") > 0
    root = nw.when(has_progress).then(nw.col("progress_8_count").cast(nw.Float64)).sqrt()
    ranged = means.with_columns(
        (
            100.0
            * nw.col("progress_8_count")
            / nw.when(nw.col("pupils_count") > 0).then(nw.col("pupils_count"))
        ).alias("coverage_percent"),
        *(
            (nw.col(column) + sign * Z_95 * sd / root).alias(f"{column}_{end}")
            for column, sd in deviations.items()
            for end, sign in (("lower", -1), ("upper", 1))
        ),
    )
    return to_native_like(
        with_band(ranged, "progress_8", scheme).select(
            *by,
            "pupils_count",
            "progress_8_count",
            "coverage_percent",
            "attainment_8_mean",
            *(f"progress_8{end}" for end in ("", "_lower", "_upper", "_band")),
            *(f"progress_8_original{end}" for end in ("", "_lower", "_upper")),
            nw.col("adjusted_count").fill_null(0),
            *(
                f"progress_8_{element}{end}"
                for element in ELEMENTS
                for end in ("", "_lower", "_upper")
            ),
        ),
        pupils,
    )


def with_band(frame: Lazy, score: str, scheme: ProgressBands) -> Lazy:
    """Add the band of a score from its interval, ``<score>_lower`` and ``<score>_upper``.

    Examples
    --------
    >>> import polars as pl
    >>> rows = {"p": [0.55, -0.5], "p_lower": [-0.07, -0.64], "p_upper": [1.17, -0.36]}
    >>> scheme = progress_bands("progress-8-2018")
    >>> banded = with_band(to_lazy(pl.DataFrame(rows), "p"), "p", scheme).collect().to_native()
    >>> banded["p_band"].to_list()
    ['average', 'below average']
    """
    value = nw.col(score)
    label: nw.Expr = nw.when(~value.is_null()).then(nw.lit(scheme.otherwise))
    for band in reversed(scheme.band):
        if band.interval == "above 0":
            is_above = nw.col(f"{score}_lower") > 0
        else:
            is_above = nw.col(f"{score}_upper") < 0
        if band.least is not None:
            is_above = is_above & (value >= band.least)
        label = nw.when(is_above).then(nw.lit(band.label)).otherwise(label)
    return frame.with_columns(label.alias(f"{score}_band"))
