"""A list that says whom to look at first: for one professional, about that one's own school."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import narwhals as nw

from stocktake.pupils.early_support.schema import Criteria, Criterion
from stocktake.pupils.frames import Table, to_lazy, to_native_like
from stocktake.standards.errors import Fault, InputError, UsageError

SUPPORT = "support"
BARRED_PURPOSES = ("admission", "exclusion", "removal")
"""What no list may ever be used for."""


@dataclass(frozen=True)
class Professional:
    """The one person for whom a list is made.

    Parameters
    ----------
    id : str
        How the organisation knows them; never empty.
    school_urn : int
        The school at which they work.
    """

    id: str
    school_urn: int


@dataclass(frozen=True)
class ListedPupil:
    """One pupil of a list, with the reasons; its text form names nobody.

    Parameters
    ----------
    pupil : str
        Keyed pseudonym.
    points : int
    band : str or None
        None below the lowest band.
    reasons : tuple of str
        Every criterion that was met, in the words of the definition.
    not_known : tuple of str
        Criteria that could not be answered: they gave no points, and that is no "no".
    """

    pupil: str = field(repr=False)
    points: int = field(repr=False)
    band: str | None = field(repr=False)
    reasons: tuple[str, ...] = field(repr=False)
    not_known: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True)
class EarlySupportList:
    """A ranked list and the terms on which it may be used.

    Parameters
    ----------
    professional : Professional
    criteria : str
        Title of the criteria.
    made_on, expires_on : datetime.date
        The last day of use is ``expires_on``.
    left_out : tuple of str
        Criteria for which there were no data.
    pupils : tuple of ListedPupil
        Those in any band, most points first; within equal points in no order that means anything.
    """

    professional: Professional
    criteria: str
    made_on: date
    expires_on: date
    left_out: tuple[str, ...]
    pupils: tuple[ListedPupil, ...] = field(repr=False)


def early_support_points(pupils: Table, criteria: Criteria) -> Table:
    """The points of each pupil under a set of criteria.

    For looking at the fairness of a whole area's scores. Nobody is shown it pupil by pupil: for
    that there is :func:`early_support_list`.

    Parameters
    ----------
    pupils : table
        One row per pupil, with the columns that the criteria read; those that need local data
        may be absent.
    criteria : Criteria

    Returns
    -------
    table of the kind given
        The columns of ``pupils`` and ``points`` (0 or more). A null answer scores no points.

    Raises
    ------
    InputError
        A column that the criteria need is missing.

    Notes
    -----
    Source: that of the criteria.

    Examples
    --------
    >>> import polars as pl
    >>> from stocktake.pupils.early_support import early_support_criteria
    >>> pupils = pl.DataFrame({
    ...     "pupil": ["a"], "attendance_percent": [82.0], "first_language": ["ENG"],
    ...     "sen_provision": ["K"], "ever_excluded": [False], "fsm": [True],
    ... })
    >>> early_support_points(pupils, early_support_criteria("risk-of-neet-oxfordshire"))[
    ...     "points"
    ... ].to_list()
    [5]
    """
    usable_criteria, _ = _usable_criteria(pupils, criteria)
    scores = to_lazy(pupils, "pupils").with_columns(
        nw.sum_horizontal(
            *(
                _met(criterion).fill_null(False).cast(nw.Int64) * criterion.points
                for criterion in usable_criteria
            )
        ).alias("points")
    )
    return to_native_like(scores, pupils)


def early_support_list(
    pupils: Table,
    criteria: Criteria,
    *,
    professional: Professional,
    school_urn: int,
    purpose: str,
    as_of: date,
) -> EarlySupportList:
    """Rank the pupils of one school for one named professional who works there.

    The list only says whom to look at first. Nothing follows from it: what is done about a child
    takes a :class:`Decision`, by a person and with a reason.

    Parameters
    ----------
    pupils : table
        As for :func:`early_support_points`, with ``pupil`` and ``school_urn``. Pupils of other
        schools are not read.
    criteria : Criteria
    professional : Professional
        For whom it is made.
    school_urn : int
        Which school is asked about: it must be the professional's own.
    purpose : str
        Must be ``"support"``. Admission, exclusion and removal are barred for good.
    as_of : datetime.date
        The day on which it is made; it expires after the days that the criteria state.

    Returns
    -------
    EarlySupportList

    Raises
    ------
    UsageError
        Nobody is named, the school is another, or the purpose is not support.
    InputError
        A column that the criteria need is missing.

    Notes
    -----
    Source: UK GDPR, articles 22A to 22D: no decision by automatic means alone.

    Examples
    --------
    >>> import polars as pl
    >>> from stocktake.pupils.early_support import early_support_criteria
    >>> pupils = pl.DataFrame({
    ...     "pupil": ["a"], "school_urn": [900001], "attendance_percent": [82.0],
    ...     "first_language": ["ENG"], "sen_provision": ["K"], "ever_excluded": [None],
    ...     "fsm": [True],
    ... }, schema_overrides={"ever_excluded": pl.Boolean})
    >>> found = early_support_list(
    ...     pupils, early_support_criteria("risk-of-neet-oxfordshire"),
    ...     professional=Professional("pastoral-lead", 900001), school_urn=900001,
    ...     purpose="support", as_of=date(2026, 1, 5),
    ... )
    >>> found.pupils[0].band, found.pupils[0].reasons[2:], found.pupils[0].not_known
    ('substantial', ('Special educational needs support', 'Eligible for free school meals'),
     ('Suspended or excluded at some time',))
    """
    _may_ask(professional, school_urn, purpose)
    usable_criteria, left_out = _usable_criteria(pupils, criteria)
    school_pupils = to_lazy(pupils, "pupils", columns=["pupil", "school_urn"]).filter(
        nw.col("school_urn") == school_urn
    )
    answers = school_pupils.select(
        "pupil",
        *(_met(criterion).alias(f"__{place}") for place, criterion in enumerate(usable_criteria)),
    ).collect()
    pupils_listed = []
    for pupil, *met in answers.rows():
        points = sum(
            criterion.points for criterion, yes in zip(usable_criteria, met, strict=True) if yes
        )
        band = criteria.band_of(points)
        if band is not None:
            reasons = tuple(
                criterion.reason for criterion, yes in zip(usable_criteria, met, strict=True) if yes
            )
            unknown = tuple(
                criterion.reason
                for criterion, yes in zip(usable_criteria, met, strict=True)
                if yes is None
            )
            pupils_listed.append(ListedPupil(pupil, points, band, reasons, unknown))
    pupils_listed.sort(key=lambda support_pupil: (-support_pupil.points, support_pupil.pupil))
    return EarlySupportList(
        professional=professional,
        criteria=criteria.title,
        made_on=as_of,
        expires_on=as_of + timedelta(days=criteria.expires_after_days),
        left_out=tuple(criterion.reason for criterion in left_out),
        pupils=tuple(pupils_listed),
    )


def _may_ask(professional: Professional, school_urn: int, purpose: str) -> None:
    if not professional.id.strip():
        raise UsageError("an early-support list is made for a named professional; give their id")
    if school_urn != professional.school_urn:
        raise UsageError(
            f"the professional works at school {professional.school_urn} and may not see a list "
            f"of school {school_urn}; expected their own school"
        )
    if purpose in BARRED_PURPOSES:
        raise UsageError(
            f"early-support points may never be used for {purpose}; they are for offering support"
        )
    if purpose != SUPPORT:
        raise UsageError(f"unknown purpose {purpose!r}; expected support")


def _usable_criteria(pupils: Table, criteria: Criteria) -> tuple[list[Criterion], list[Criterion]]:
    present = set(to_lazy(pupils, "pupils").collect_schema().names())
    missing = [criterion for criterion in criteria.criterion if criterion.field not in present]
    needed_criteria = [criterion for criterion in missing if not criterion.needs_local_data]
    if needed_criteria:
        fields = sorted({criterion.field for criterion in needed_criteria})
        raise InputError(
            "the table pupils lacks what the criteria ask",
            [Fault("pupils", f"no column {name!r}", "", "add it") for name in fields],
        )
    return [criterion for criterion in criteria.criterion if criterion not in missing], missing


def _met(criterion: Criterion) -> nw.Expr:
    answer = nw.col(criterion.field)
    if criterion.at_most is not None:
        return answer <= criterion.at_most
    if criterion.one_of:
        return nw.when(~answer.is_null()).then(answer.is_in(list(criterion.one_of)))
    return answer
