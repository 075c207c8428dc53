"""Reads the rows of each sheet with the forms of the pages, so that a rule is written once.

A reader returns what the row would do, or None where it changes nothing. All that is wrong with a
row is said at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from datetime import date
from typing import Any

from django import forms
from django.forms.models import model_to_dict

from stocktake_web.formats import day as day_in_words
from stocktake_web.plans.activities.forms import UpdateForm
from stocktake_web.plans.drafts.section_form import SectionForm
from stocktake_web.plans.risks.forms import RiskForm
from stocktake_web.plans.risks.models import Risk
from stocktake_web.plans.sheets.layout import ACTION, ACTIONS, VERSION
from stocktake_web.plans.sheets.reports import Effect
from stocktake_web.plans.sheets.row_context import RowContext
from stocktake_web.plans.sheets.row_versions import (
    PLAN_FIELDS,
    RISK_FIELDS,
    cell_text,
    cell_texts,
    plan_version,
    row_version,
)

Row = Mapping[str, str]
RowEffect = tuple[Effect, str, dict[str, Any]]
UPDATE_COLUMNS = {
    "text": "update",
    "kind": "evidence of",
    "effective_date": "true on",
    "progress_percent": "progress percent",
}
"""The column of each field that the sheet asks for."""
DAY_EXAMPLE = "expected a day such as 2026-12-18"
CONFLICT = "was changed on the page since the workbook was taken out"
CONFLICT_ADDED = "was added on the page since the workbook was taken out"


class RowFault(Exception):  # noqa: N818 - it says what is so
    """All that is wrong with a row.

    Parameters
    ----------
    faults : sequence of str
        Of its cells.
    conflict : str
        What was changed on the page since; empty where nothing was.
    """

    def __init__(self, faults: Sequence[str], conflict: str = "") -> None:
        self.effect: Effect = "fault" if faults else "conflict"
        self.faults = (*([conflict] if conflict else []), *faults)
        super().__init__("; ".join(self.faults))


def read_update(row: Row, context: RowContext) -> RowEffect | None:
    """An update of an activity.

    Raises
    ------
    RowFault
    """
    if not any(row[column.name] for column in ACTIONS.columns if column.fill):
        return None
    faults = _activity_faults(row, context.activities)
    data = {
        "text": row["update"],
        "kind": row["evidence of"].lower() or ACTION,
        "progress_percent": row["progress percent"],
        **_day_data("effective_date", row["true on"]),
    }
    form = UpdateForm(data, area=context.area)
    faults += form_faults(form, row, UPDATE_COLUMNS)
    since = context.updates_since(row["id"], row[VERSION])
    if not faults:
        values = {name: form.cleaned_data[name] for name in UPDATE_COLUMNS}
        if context.has_update(row["id"], values, since if not row["true on"] else None):
            return None
    if since:
        conflict = f"an update of {day_in_words(since[-1].created_at)} {CONFLICT_ADDED}"
        raise RowFault(faults, conflict)
    if faults:
        raise RowFault(faults)
    values |= {"activity_id": row["id"], "effective_date": values["effective_date"].isoformat()}
    return "update", f"adds an update: {row['update']}", values


def read_plan(row: Row, context: RowContext) -> RowEffect | None:
    """A change of an activity in the draft.

    Raises
    ------
    RowFault
    """
    texts = [row[column] for column in PLAN_FIELDS.values()]
    if row[VERSION] and row[VERSION] == plan_version(texts):
        return None
    faults = _activity_faults(row, context.draft_activities, advice="; add it in the draft")
    if faults:
        raise RowFault(faults)
    activity = context.draft_activities[row["id"]]
    initial = {name: getattr(activity, name) for name in PLAN_FIELDS}
    data = {"words": row["words"], "owner": row["owner"], "version": "1"}
    data |= _day_data("starts", row["begins"]) | _day_data("due", row["due"])
    form = SectionForm(context.area, context.draft_text, "activity", data, initial=initial)
    for name in set(form.fields) - {*PLAN_FIELDS, "version"}:
        del form.fields[name]
    faults = form_faults(form, row, PLAN_FIELDS)
    values = {} if faults else form.values()
    if not faults and not values:
        return None
    conflict = ""
    if row[VERSION] not in ("", plan_version(cell_texts(activity, PLAN_FIELDS))):
        conflict = f"the activity {CONFLICT}; it says {_present(initial, PLAN_FIELDS)}"
    if faults or conflict:
        raise RowFault(faults, conflict)
    plain = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }
    return "plan", f"changes {', '.join(PLAN_FIELDS[name] for name in values)} in the draft", plain


def read_risk(row: Row, context: RowContext) -> RowEffect | None:
    """A new risk, or a change of one that is open.

    Raises
    ------
    RowFault
    """
    fields = {name: column for name, column in RISK_FIELDS.items() if column in row}
    data: dict[str, Any] = {name: row[column] for name, column in fields.items()}
    if not row["number"]:
        return _read_new_risk(row, data, fields, context)
    version, _, digest = row[VERSION].partition("-")
    if digest and row[VERSION] == row_version(int(version), data.values()):
        return None
    risk = context.risks.get(int(row["number"])) if row["number"].isdecimal() else None
    if risk is None:
        raise RowFault([f"there is no open risk {row['number']}"])
    present = {name: getattr(risk, name) for name in fields}
    if all(cell_text(value) == data[name] for name, value in present.items()):
        return None
    conflict = ""
    if version != str(risk.version):
        conflict = f"the risk {CONFLICT}; it says {_present(present, fields)}"
    form = RiskForm(
        _other_data(risk, fields) | data | {"version": risk.version},
        area=context.area,
        instance=copy(risk),
    )
    faults = form_faults(form, row, fields)
    if faults or conflict:
        raise RowFault(faults, conflict)
    values = {name: form.cleaned_data[name] for name in fields}
    changes = [fields[name] for name, value in values.items() if present[name] != value]
    if not changes:
        return None
    return "risk", f"changes {', '.join(changes)}", values | {"version": risk.version}


def _read_new_risk(
    row: Row, data: dict[str, Any], fields: Mapping[str, str], context: RowContext
) -> RowEffect | None:
    form = RiskForm(data, area=context.area)
    if faults := form_faults(form, row, fields):
        raise RowFault(faults)
    values = {name: form.cleaned_data[name] for name in fields}
    if context.has_risk(values):
        return None
    return "new risk", f"adds a risk: {row['risk']}", values


def _present(values: Mapping[str, Any], columns: Mapping[str, str]) -> str:
    return ", ".join(
        f"{columns[name]} {cell_text(value) or 'empty'}" for name, value in values.items()
    )


def _other_data(risk: Risk, fields: Mapping[str, str]) -> dict[str, Any]:
    """What the page's form asks for and the sheet does not, as it is.

    Choices are left out: an owner who has left is no fault of the row.
    """
    return {
        name: value
        for name, value in model_to_dict(risk, fields=RiskForm.Meta.fields).items()
        if name not in {*fields, "owner_user", "target_ids", "activity_ids"}
    }


def _activity_faults(row: Row, activities: Mapping[str, Any], advice: str = "") -> list[str]:
    if row["id"] in activities:
        return []
    return [f"the plan has no activity {row['id']!r}{advice}"]


def form_faults(form: forms.BaseForm, row: Row, columns: Mapping[str, str]) -> list[str]:
    """All that the form says of each column."""
    faults: list[str] = []
    for name, messages in form.errors.items():
        column = columns.get(name)
        if column is None:
            faults += [str(message) for message in messages]
        elif isinstance(form.fields[name], forms.MultiValueField) and row[column]:
            if _parse_day(row[column]) is None:
                faults.append(f"{column} {row[column]!r}; {DAY_EXAMPLE}")
            else:
                faults += [f"{column} {row[column]!r}: {message}" for message in messages]
        elif row[column]:
            faults += [f"{column} {row[column]!r}: {message}" for message in messages]
        else:
            faults += [f"{column}: {message}" for message in messages]
    return faults


def _day_data(name: str, text: str) -> dict[str, str]:
    """The parts of a day as the page's three boxes send them; what is no day stays as it is."""
    day = _parse_day(text)
    if day is None:
        return {f"{name}_day": text}
    return {
        f"{name}_day": str(day.day),
        f"{name}_month": str(day.month),
        f"{name}_year": str(day.year),
    }


def _parse_day(text: str) -> date | None:
    try:
        if "/" in text:
            day, month, year = (int(part) for part in text.split("/"))
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError:
        return None
