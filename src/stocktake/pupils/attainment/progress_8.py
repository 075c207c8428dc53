"""Progress 8: how far a pupil has come against pupils who began alike."""

from __future__ import annotations

from pathlib import Path

import narwhals as nw

from stocktake.pupils.attainment.definitions import cap as cap_of
from stocktake.pupils.attainment.definitions import estimates
from stocktake.pupils.attainment.estimates_schema import ELEMENTS, Estimates
from stocktake.pupils.attainment.schema import Cap
from stocktake.pupils.frames import Table, map_values, to_lazy, to_native_like

DIVISORS = {"attainment_8": 10, "english": 2, "maths": 2, "ebacc": 3, "open": 3}
"""The weight of the slots of each element, by which points become grades."""

SCORES = {element: f"progress_8_{element}" for element in ELEMENTS[1:]}


def progress_8(
    attainment: Table,
    prior: Table,
    *,
    release: str,
    cap: str | None = None,
    own_folder: Path | None = None,
) -> Table:
    """Each pupil's Progress 8 and its elements, in grades per subject.

    A pupil's Attainment 8 less the average of all pupils nationally with the same prior
    attainment, divided by ten. The estimates are those of the pupils' own year: it says how a
    cohort did, never how one will do. A pupil without prior attainment keeps Attainment 8 and has
    no Progress 8 (null).

    Parameters
    ----------
    attainment : table
        From :func:`.attainment_8.attainment_8`; all its columns are kept.
    prior : table
        From :func:`.prior.key_stage_2_prior`: ``pupil`` and ``prior_group``.
    release : str
        National estimates, ``202324-provisional``.
    cap : str, optional
        Id of a floor under very negative scores, in ``definitions/caps``. The department's own
        floors are not shipped; without one nothing is adjusted.
    own_folder : path, optional
        A place's own folder of definitions.

    Returns
    -------
    table of the kind given
        The columns of ``attainment``; ``prior_score`` where given, ``prior_group``;
        ``progress_8_original`` (grades); ``progress_8``, the same or the floor; and
        ``progress_8_adjusted`` (Boolean); ``progress_8_english``, ``_maths``, ``_ebacc``,
        ``_open``, never adjusted.

    Raises
    ------
    InputError
        A column is missing.
    DefinitionError
        The release is not there, and why; or its table has a figure that cannot be right.

    Notes
    -----
    progress_8 = (Attainment 8 - estimate of the group) / 10; English and maths / 2; EBacc and
    open / 3. With a cap: max(progress_8, mean of the group - k x sd of the group).

    Source: Department for Education, key stage 4 ready reckoner, code (2022 to 2024); the cap in
    Secondary accountability measures (2018).

    Examples
    --------
    >>> import polars as pl
    >>> pupil = pl.DataFrame({"pupil": "a", "attainment_8_points": 53.0, "english_points": 12.0,
    ...     "maths_points": 10.0, "ebacc_points": 17.0, "open_points": 14.0})
    >>> prior = pl.DataFrame({"pupil": "a", "prior_group": 19})
    >>> row = progress_8(pupil, prior, release="202324-provisional").row(0, named=True)
    >>> round(row["progress_8"], 3), round(row["progress_8_english"], 3)
    (0.788, 1.075)
    """
    table = estimates(release, own_folder=own_folder)
    points = {element: f"{element}_points" for element in ELEMENTS}
    lazy = to_lazy(attainment, "attainment", columns=["pupil", *points.values()])
    prior_rows = to_lazy(prior, "prior", columns=["pupil", "prior_group"])
    prior_columns = [
        c for c in ("prior_score", "prior_group") if c in prior_rows.collect_schema().names()
    ]
    rows = lazy.join(prior_rows.select("pupil", *prior_columns), on="pupil", how="left")
    group = nw.col("prior_group").cast(nw.Int32)
    score = {
        element: (nw.col(points[element]) - map_values(group, table.table(element), nw.Float64))
        / DIVISORS[element]
        for element in ELEMENTS
    }
    measures = rows.with_columns(
        score["attainment_8"].alias("progress_8_original"),
        *(score[element].alias(name) for element, name in SCORES.items()),
    )
    original = nw.col("progress_8_original")
    if cap is None:
        adjusted = measures.with_columns(
            progress_8=original,
            progress_8_adjusted=nw.when(~original.is_null()).then(nw.lit(value=False)),
        )
    else:
        floor = map_values(group, floors(cap_of(cap, own_folder=own_folder), table), nw.Float64)
        adjusted = measures.with_columns(
            progress_8=nw.max_horizontal(original, floor), progress_8_adjusted=original < floor
        ).with_columns(progress_8=nw.when(~original.is_null()).then(nw.col("progress_8")))
    columns = [*lazy.collect_schema().names(), *prior_columns]
    return to_native_like(
        adjusted.select(
            *columns,
            "progress_8",
            *SCORES.values(),
            "progress_8_original",
            "progress_8_adjusted",
        ),
        attainment,
    )


def floors(cap: Cap, table: Estimates) -> dict[int, float]:
    """The lowest Progress 8 that counts, by prior attainment group.

    Parameters
    ----------
    cap : Cap
    table : Estimates
        Returns the groups, and the national deviation where the cap states none.

    Examples
    --------
    >>> from stocktake.pupils.attainment.definitions import cap as cap_of
    >>> found = floors(cap_of("approximation"), estimates("202324-provisional"))
    >>> round(found[19], 3)
    -3.257
    """
    group_by_number = {group.number: group for group in cap.group}
    result: dict[int, float] = {}
    for group in table.group:
        capped_group = group_by_number.get(group.number)
        if capped_group is not None and capped_group.floor is not None:
            result[group.number] = capped_group.floor
            continue
        sd = (
            (capped_group.sd if capped_group else None) or cap.sd or table.deviation("attainment_8")
        )
        result[group.number] = (capped_group.mean if capped_group else 0.0) - cap.k * sd
    return result
