"""Standards that pupils reach from the early years to the end of primary school.

One calculation serves every stage: results in, a flag for each standard of each component out,
and a flag for standards taken together. Which results reach a standard is a definition.
"""

from __future__ import annotations

from pathlib import Path

import narwhals as nw

from stocktake.pupils.attainment.definitions import thresholds
from stocktake.pupils.attainment.thresholds_schema import Thresholds
from stocktake.pupils.frames import Table, map_values, to_lazy, to_native_like

COLUMNS = ("pupil", "time_period", "stage", "component", "measure", "result")


def key_stage_2(
    assessments: Table, cohort: Table | None = None, *, year: str, own_folder: Path | None = None
) -> Table:
    """Expected and higher standard in reading, writing and maths at key stage 2.

    The expected standard in all three is a scaled score of at least 100 in reading and in maths
    and writing assessed as EXS or GDS; the higher standard at least 110, 110 and GDS. A pupil of
    the cohort who was absent or below the tests has not met them.

    Parameters
    ----------
    assessments : table ``assessments``, keyed by ``pupil``
    cohort : table, optional
        Pupils at the end of the key stage, one row each, whose columns are kept. Without it: the
        pupils with any result of the stage in the year.
    year : str
        Academic year, ``202324``.
    own_folder : path, optional
        A place's own folder of definitions.

    Returns
    -------
    table of the kind given
        One row per pupil: ``pupil`` (or the cohort's columns), Boolean ``rwm_expected`` and
        ``rwm_higher``, ``read_expected``, ``read_higher`` and so on for ``writ``, ``math``,
        ``gps``, ``sci``; and ``read_score``, ``math_score``, ``gps_score`` (80 to 120, null
        without one).

    Raises
    ------
    InputError
        A column is missing.
    DefinitionError
        The year has no thresholds.

    Notes
    -----
    Source: Department for Education, SFR39/2016, National curriculum assessments at key stage 2.

    Examples
    --------
    >>> import polars as pl
    >>> rows = pl.DataFrame({"pupil": "a", "time_period": "202324", "stage": "KS2",
    ...     "component": ["READ", "WRIT", "MATH"], "measure": ["SCALED", "TA", "SCALED"],
    ...     "result": ["112", "EXS", "110"]})
    >>> key_stage_2(rows, year="202324").select("rwm_expected", "rwm_higher").row(0)
    (True, False)
    """
    return _met(assessments, cohort, "KS2", year, own_folder)


def key_stage_1(
    assessments: Table, cohort: Table | None = None, *, year: str, own_folder: Path | None = None
) -> Table:
    """Expected standard and greater depth in reading, writing and maths at key stage 1.

    Parameters, columns and errors are those of :func:`key_stage_2`, without scores. No duty after
    2022/23.

    Notes
    -----
    Source: Department for Education, Phonics screening check and key stage 1 assessments (2016).

    Examples
    --------
    >>> import polars as pl
    >>> rows = pl.DataFrame({"pupil": "a", "time_period": "202223", "stage": "KS1",
    ...     "component": ["READ", "WRIT", "MATH"], "measure": "TA",
    ...     "result": ["GDS", "EXS", "WTS"]})
    >>> key_stage_1(rows, year="202223").select("read_higher", "rwm_expected").row(0)
    (True, False)
    """
    return _met(assessments, cohort, "KS1", year, own_folder)


def early_years_profile(
    assessments: Table, cohort: Table | None = None, *, year: str, own_folder: Path | None = None
) -> Table:
    """Good level of development, and the expected level in each early learning goal.

    A good level of development is the expected level in the twelve goals of communication and
    language, personal, social and emotional and physical development, literacy and mathematics.
    The goals changed in September 2021: figures of 2020/21 and before are not comparable. A child
    without a profile is left out (null).

    Returns
    -------
    table of the kind given
        As :func:`key_stage_2`: Boolean ``good_level_of_development``, ``all_goals``, and each goal
        by its code (``lau_expected``).

    Notes
    -----
    Source: Department for Education, Early years foundation stage profile handbook (2013, 2021).

    Examples
    --------
    >>> import polars as pl
    >>> from stocktake.pupils.attainment.definitions import thresholds
    >>> goals = [goal.code for goal in thresholds("EYFSP", "202324").component]
    >>> rows = pl.DataFrame({"pupil": "a", "time_period": "202324", "stage": "EYFSP",
    ...     "component": goals, "measure": "TA", "result": ["2"] * 16 + ["1"]})
    >>> early_years_profile(rows, year="202324").select(
    ...     "good_level_of_development", "all_goals").row(0)
    (True, False)
    """
    return _met(assessments, cohort, "EYFSP", year, own_folder)


def phonics(
    assessments: Table, cohort: Table | None = None, *, year: str, own_folder: Path | None = None
) -> Table:
    """Who meets the standard of the phonics check in year 1, and by the end of year 2.

    Give year 1's cohort for the first and year 2's for the second, whose results of a year
    earlier count too.

    Returns
    -------
    table of the kind given
        As :func:`key_stage_2`: Boolean ``y1_expected``, ``y2_expected``, ``by_year_2``; and
        ``y1_score``, ``y2_score`` (0 to 40).

    Notes
    -----
    Source: Department for Education, Phonics screening check (2023), threshold mark.

    Examples
    --------
    >>> import polars as pl
    >>> rows = pl.DataFrame({"pupil": "a", "time_period": ["202223", "202324"],
    ...     "stage": "PHONICS", "component": ["Y1", "Y2"], "measure": "RAW",
    ...     "result": ["31", "32"]})
    >>> phonics(rows, year="202324").select("y1_expected", "by_year_2").row(0)
    (False, True)
    """
    return _met(assessments, cohort, "PHONICS", year, own_folder)


def multiplication_check(
    assessments: Table, cohort: Table | None = None, *, year: str, own_folder: Path | None = None
) -> Table:
    """Scores in the multiplication check, and who has full marks.

    The check has no pass mark: the mean score and the share with full marks are published. Who
    did not take it is left out of both (null).

    Returns
    -------
    table of the kind given
        As :func:`key_stage_2`: Boolean ``full_marks`` and ``check_score`` (0 to 25).

    Notes
    -----
    Source: Department for Education, Multiplication tables check attainment (2022).

    Examples
    --------
    >>> import polars as pl
    >>> rows = pl.DataFrame({"pupil": ["a", "b"], "time_period": "202324", "stage": "MTC",
    ...     "component": "SCORE", "measure": "RAW", "result": ["25", "24"]})
    >>> multiplication_check(rows, year="202324").sort("pupil")["full_marks"].to_list()
    [True, False]
    """
    return _met(assessments, cohort, "MTC", year, own_folder)


def _met(
    assessments: Table, cohort: Table | None, stage: str, year: str, own_folder: Path | None
) -> Table:
    rule = thresholds(stage, year, own_folder=own_folder)
    in_time = nw.col("time_period") <= year if rule.earlier_years else nw.col("time_period") == year
    codes = [component.code for component in rule.component]
    rows = to_lazy(assessments, "assessments", columns=COLUMNS).filter(
        nw.col("stage") == stage, in_time, nw.col("component").is_in(codes)
    )
    flags: dict[str, nw.Expr] = {}
    scores: dict[str, nw.Expr] = {}
    for component in rule.component:
        is_component = (nw.col("component") == component.code) & (
            nw.col("measure") == component.measure
        )
        for level in component.levels:
            is_reached = is_component & nw.col("result").is_in(component.reaching(level))
            flags[f"{component.stem}_{level}"] = is_reached
        if component.scores():
            scores[f"{component.stem}_score"] = nw.when(is_component).then(
                map_values("result", component.scores(), nw.Float64)
            )
    pupils = rows.group_by("pupil").agg(
        nw.col("time_period").max().alias("__latest"),
        *(flag.cast(nw.Int32).max().alias(name) for name, flag in flags.items()),
        *(score.max().alias(name) for name, score in scores.items()),
    )
    columns = ["pupil"]
    if cohort is None:
        pupils = pupils.filter(nw.col("__latest") == year)
    else:
        cohort_rows = to_lazy(cohort, "cohort", columns=["pupil"])
        columns = cohort_rows.collect_schema().names()
        pupils = cohort_rows.join(pupils, on="pupil", how="left")
    met = {name: nw.col(name) == 1 for name in flags}
    if rule.without_results == "not met":
        met = {name: flag.fill_null(value=False) for name, flag in met.items()}
    together = [expression.alias(name) for name, expression in _together(rule).items()]
    return to_native_like(
        pupils.with_columns(**met).select(*columns, *together, *flags, *scores), assessments
    )


def _together(rule: Thresholds) -> dict[str, nw.Expr]:
    stems = {component.code: component.stem for component in rule.component}
    measures: dict[str, nw.Expr] = {}
    for combination in rule.combined:
        for level in combination.levels:
            name = (
                f"{combination.name}_{level}" if len(combination.levels) > 1 else combination.name
            )
            parts = [nw.col(f"{stems[code]}_{level}") for code in combination.components]
            together = nw.all_horizontal if combination.need == "all" else nw.any_horizontal
            measures[name] = together(*parts, ignore_nulls=False)
    return measures
