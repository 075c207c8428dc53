"""Reads a filled-in return of predictions: everything, or nothing and all that is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from stocktake.schools.predictions.form_row import RowReader
from stocktake.schools.predictions.ledger import Addition, round_of
from stocktake.schools.predictions.schema import collection_windows, prediction_measures
from stocktake.schools.predictions.template import PREDICTION_FORM
from stocktake.sources.local_form import read_form
from stocktake.sources.reading import refuse
from stocktake.standards.errors import Fault

MOST_FAULTS = 200
"""After so many the rest is not read: nobody reads more."""


def read_predictions(
    path: Path,
    *,
    retrieved: date,
    schools: Mapping[int, str] | None = None,
    successors: Mapping[int, int] | None = None,
    results_out: Iterable[tuple[int, str, str]] = (),
    own_folder: Path | None = None,
) -> list[Addition]:
    r"""Read a return of predictions.

    Parameters
    ----------
    path : path
        A CSV file or workbook made from the template.
    retrieved : date
        The day on which it was brought in.
    schools : mapping of int to str, optional
        The place's schools; without it any number is taken.
    successors : mapping of int to int, optional
        The newest number of a school by an earlier one.
    results_out : iterable of (school, measure, cohort)
        Whose results are held: what is predicted of them now is refused, whatever its date says.
    own_folder : path, optional
        A place's own folder of definitions.

    Returns
    -------
    list of Addition
        For :meth:`Ledger.add`.

    Raises
    ------
    InputError
        All faults of all rows together, with row, what was expected and what to do; up to 200.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "spring.csv"
    >>> _ = path.write_text(
    ...     "school_urn,measure,time_period,cohort_count,value,predicted_on,author_role\n"
    ...     "100001,ks4-attainment-8,202526,150,41.2,30/01/2026,deputy head\n"
    ... )
    >>> rows = read_predictions(path, retrieved=date(2026, 2, 2))
    >>> rows[0].prediction.value, rows[0].location
    (41.2, 'spring.csv: row 2')
    """
    reader = RowReader(
        name=path.name,
        measures=prediction_measures(own_folder),
        schools=schools,
        brought_in=retrieved,
        successors=successors or {},
        results_out=frozenset(results_out),
    )
    additions = _read_rows(path, reader)
    faults = [*reader.faults, *_repeats(additions, own_folder)]
    refuse(f"{path.name}: {len(faults)} fault(s), nothing was read", faults)
    return additions


def read_results(path: Path, *, retrieved: date, own_folder: Path | None = None) -> list[Addition]:
    """Read results that nobody publishes by school, in the same form.

    ``predicted_on`` is then the day on which the results were taken from the school's records.

    Raises
    ------
    InputError
        All faults together.
    """
    reader = RowReader(
        name=path.name,
        measures=prediction_measures(own_folder),
        schools=None,
        brought_in=retrieved,
        is_result=True,
    )
    additions = _read_rows(path, reader)
    first: dict[object, str] = {}
    faults = list(reader.faults)
    for item in additions:
        if item.prediction.key in first:
            problem = f"is the same result as {first[item.prediction.key]}"
            faults.append(Fault(item.location, problem, "each once"))
        first.setdefault(item.prediction.key, item.location)
    refuse(f"{path.name}: {len(faults)} fault(s), nothing was read", faults)
    return additions


def _read_rows(path: Path, reader: RowReader) -> list[Addition]:
    additions = []
    for row in read_form(path, PREDICTION_FORM):
        if len(reader.faults) >= MOST_FAULTS:
            hint = "correct the faults above, then read it again"
            location = f"{path.name}: from row {row.row}"
            reader.faults.append(Fault(location, "was not read", "", hint))
            break
        if (addition := reader.read(row)) is not None:
            additions.append(addition)
    return additions


def _repeats(additions: Sequence[Addition], own_folder: Path | None) -> list[Fault]:
    """Rows that predict the same thing twice: nobody but the sender knows which is right."""
    windows = collection_windows(own_folder)
    first: dict[object, str] = {}
    faults = []
    for item in additions:
        key = (*item.prediction.key, round_of(item.prediction, windows))
        if key in first and item.corrects is None:
            problem = f"predicts the same as {first[key].rpartition(': ')[2]}"
            faults.append(Fault(item.location, problem, "each once", "delete one of the two"))
        first.setdefault(key, item.location)
    return faults
