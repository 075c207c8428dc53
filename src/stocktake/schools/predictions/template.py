"""The form in which schools return predictions, and results that nobody publishes by school."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from stocktake.schools.predictions.entry import GRADES
from stocktake.schools.predictions.schema import PredictionMeasure, prediction_measures
from stocktake.sources.form_workbook import FormText, write_form_workbook
from stocktake.sources.local_template import FormLayout, TemplateColumn
from stocktake.standards.errors import UsageError

GROUPS = (
    "all",
    "disadvantaged",
    "other",
    "boys",
    "girls",
    "low_prior",
    "middle_prior",
    "high_prior",
)
"""Groups of pupils for which predictions may be returned, as school figures name them."""

GRADE_COLUMNS = tuple(
    TemplateColumn(
        f"grade_{grade.lower()}",
        f"How many pupils are to get {grade if grade == 'U' else f'grade {grade}'}.",
    )
    for grade in GRADES
)

COLUMNS: tuple[TemplateColumn, ...] = (
    TemplateColumn("school_urn", "The six-digit number of the school.", is_needed=True),
    TemplateColumn("measure", "What is predicted: an id of the list.", is_needed=True),
    TemplateColumn("subject", "For grades, the subject; otherwise blank."),
    TemplateColumn("group", "A group of pupils; blank means all."),
    TemplateColumn("time_period", "The academic year of the results: 202526.", is_needed=True),
    TemplateColumn("cohort_count", "How many pupils the prediction is about.", is_needed=True),
    TemplateColumn("value", "Percent of the cohort, or points; blank for grades."),
    *GRADE_COLUMNS,
    TemplateColumn(
        "predicted_on", "The day of the prediction: 2026-01-30 or 30/01/2026.", is_needed=True
    ),
    TemplateColumn("author_role", "The role that predicts, never a name.", is_needed=True),
    TemplateColumn("corrects", "The number of the ledger's entry that this row corrects."),
    TemplateColumn("note", "What a reader must know. No names of pupils or staff."),
)
"""The columns of the form, in order."""

PREDICTION_FORM = FormLayout(
    name="return of predictions",
    sheet="Predictions",
    columns=COLUMNS,
    text_columns=("school_urn", "time_period"),
    date_columns=("predicted_on",),
)


def write_prediction_template(
    path: Path, *, rows: Sequence[Mapping[str, str]] = (), own_folder: Path | None = None
) -> str:
    r"""Write the form: empty, or with the rows that a school is to fill in.

    Parameters
    ----------
    path : path
        A ``.csv`` or an ``.xlsx``; an existing file is replaced.
    rows : sequence of cells by column
        Written as text.
    own_folder : path, optional
        A place's own folder of definitions.

    Returns
    -------
    str
        What each column means: a CSV file cannot carry it.

    Raises
    ------
    UsageError
        For another ending, or a place that cannot be written to.

    Examples
    --------
    >>> import tempfile
    >>> target = Path(tempfile.mkdtemp()) / "year-11.csv"
    >>> _ = write_prediction_template(target)
    >>> target.read_text().split(",")[:3]
    ['school_urn', 'measure', 'subject']
    """
    ending = path.suffix.lower()
    if ending not in (".csv", ".xlsx"):
        raise UsageError(f"cannot write {path.name}: expected a name that ends in .csv or .xlsx")
    try:
        path.write_bytes(prediction_template(ending, rows=rows, own_folder=own_folder))
    except OSError as error:
        raise UsageError(f"cannot write {path.name}: {error.strerror or error}") from None
    return template_notes(own_folder=own_folder)


def prediction_template(
    ending: str, *, rows: Sequence[Mapping[str, str]] = (), own_folder: Path | None = None
) -> bytes:
    """The form as the bytes of a file that ends in ``.csv`` or ``.xlsx``."""
    if ending == ".csv":
        stream = io.StringIO(newline="")
        writer = csv.DictWriter(
            stream, [column.name for column in COLUMNS], restval="", lineterminator="\r\n"
        )
        writer.writeheader()
        writer.writerows(dict(row) for row in rows)
        return stream.getvalue().encode("utf-8")
    measures = prediction_measures(own_folder)
    workbook = io.BytesIO()
    text = FormText(
        title="Predictions",
        instruction=(
            f"Fill in the sheet {PREDICTION_FORM.sheet!r}: one row for each school, measure, "
            "subject and group."
        ),
        choices={
            "measure": list(measures),
            "subject": _subjects(measures),
            "group": list(GROUPS),
        },
        tables=[("measures", ["Measure", "What it is"], _measure_rows(measures))],
    )
    write_form_workbook(workbook, PREDICTION_FORM, text, [(row, "") for row in rows])
    return workbook.getvalue()


def template_notes(*, own_folder: Path | None = None) -> str:
    """What each column means and what may be predicted, as plain text."""
    lines = ["Columns of a return of predictions"]
    for column in COLUMNS:
        if column not in GRADE_COLUMNS:
            suffix = " (needed)" if column.is_needed else ""
            lines.append(f"  {column.name}: {column.meaning}{suffix}")
        elif column is GRADE_COLUMNS[0]:
            lines.append("  grade_9 to grade_1, grade_u: How many pupils are to get each grade.")
    lines.append("Measures")
    lines += [
        f"  {name}: {words}" for name, words in _measure_rows(prediction_measures(own_folder))
    ]
    return "\n".join(lines)


def _measure_rows(measures: Mapping[str, PredictionMeasure]) -> list[list[str]]:
    return [
        [name, f"{item.title} ({'pupils by grade' if item.unit == 'grades' else item.unit})"]
        for name, item in measures.items()
    ]


def _subjects(measures: Mapping[str, PredictionMeasure]) -> list[str]:
    return sorted({subject for item in measures.values() for subject in item.subjects})
