"""Reads the rows of each sheet with the forms of the pages, so that a rule is written once.

A reader returns what the row would do, or None where it changes nothing. All that is wrong with a
row is said at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.models import model_to_dict

from stocktake.plan import Activity
from stocktake_web.accounts.models import Area
from stocktake_web.plans.activities.forms import UpdateForm
from stocktake_web.plans.drafts.section_form import SectionForm
from stocktake_web.plans.risks.forms import RiskForm
from stocktake_web.plans.risks.models import Risk
from stocktake_web.plans.sheets.layout import ACTION, ACTIONS
from stocktake_web.plans.sheets.reports import Effect
from stocktake_web.services.judgements import StoredPlan

Row = Mapping[str, str]
RowEffect = tuple[Effect, str, dict[str, Any]]
UPDATE_COLUMNS = {
    "text": "update",
    "kind": "evidence of",
    "effective_date": "true on",
    "progress_percent": "progress percent",
}
PLAN_COLUMNS = {"words": "words", "starts": "begins", "due": "due", "owner": "owner"}
RISK_COLUMNS = {
    "title": "risk",
    "likelihood": "likelihood",
    "impact": "impact",
    "response": "response",
    "owner_role": "owner",
}
"""The column of each field that the sheet asks for."""
DAY_EXAMPLE = "expected a day such as 2026-12-18"


class RowFault(Exception):  # noqa: N818 - it says what is so
    """All that is wrong with a row."""


@dataclass(frozen=True)
class RowContext:
    """What rows are read against: the plan in force and the open risks by number."""

    area: Area
    plan_text: StoredPlan
    activities: Mapping[str, Activity]
    risks: Mapping[int, Risk]


def read_update(row: Row, context: RowContext) -> RowEffect | None:
    """An update of an activity.

    Raises
    ------
    RowFault
    """
    if not any(row[column.name] for column in ACTIONS.columns if column.fill):
        return None
    faults = _activity_faults(row, context)
    data = {
        "text": row["update"],
        "kind": row["evidence of"].lower() or ACTION,
        "progress_percent": row["progress percent"],
        **_day_data("effective_date", row["true on"]),
    }
    form = UpdateForm(data, area=context.area)
    _check(form, row, UPDATE_COLUMNS, faults)
    values = {name: form.cleaned_data[name] for name in UPDATE_COLUMNS}
    values |= {"activity_id": row["id"], "effective_date": values["effective_date"].isoformat()}
    return "update", f"adds an update: {row['update']}", values


def read_plan(row: Row, context: RowContext) -> RowEffect | None:
    """A change of an activity in the draft.

    Raises
    ------
    RowFault
    """
    faults = _activity_faults(row, context, advice="; add it in the draft")
    if faults:
        raise RowFault("; ".join(faults))
    activity = context.activities[row["id"]]
    initial = {name: getattr(activity, name) for name in PLAN_COLUMNS}
    data = {"words": row["words"], "owner": row["owner"], "version": "1"}
    data |= _day_data("starts", row["begins"]) | _day_data("due", row["due"])
    form = SectionForm(context.area, context.plan_text, "activity", data, initial=initial)
    for name in set(form.fields) - {*PLAN_COLUMNS, "version"}:
        del form.fields[name]
    _check(form, row, PLAN_COLUMNS, faults)
    values = form.values()
    if not values:
        return None
    plain = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }
    return "plan", f"changes {', '.join(sorted(values))} in the draft", plain


def read_risk(row: Row, context: RowContext) -> RowEffect | None:
    """A new risk, or a change of one that is open.

    Raises
    ------
    RowFault
    """
    data: dict[str, Any] = {name: row[column] for name, column in RISK_COLUMNS.items()}
    if not row["number"]:
        form = RiskForm(data, area=context.area)
        _check(form, row, RISK_COLUMNS, [])
        values = {name: form.cleaned_data[name] for name in RISK_COLUMNS}
        return "new risk", f"adds a risk: {row['risk']}", values
    risk = context.risks.get(int(row["number"])) if row["number"].isdecimal() else None
    if risk is None:
        raise RowFault(f"there is no open risk {row['number']}")
    present = {name: getattr(risk, name) for name in RISK_COLUMNS}
    if all(str(value) == data[name] for name, value in present.items()):
        return None
    faults = []
    if row["version"] != str(risk.version):
        faults.append("somebody changed this risk since the workbook was taken out")
    form = RiskForm(
        _other_data(risk) | data | {"version": risk.version}, area=context.area, instance=risk
    )
    _check(form, row, RISK_COLUMNS, faults)
    values = {name: form.cleaned_data[name] for name in RISK_COLUMNS}
    changes = [name for name, value in values.items() if present[name] != value]
    if not changes:
        return None
    return "risk", f"changes {', '.join(changes)}", values | {"version": risk.version}


def _other_data(risk: Risk) -> dict[str, Any]:
    """What the page's form asks for and the sheet does not, as it is.

    Choices are left out: an owner who has left is no fault of the row.
    """
    return {
        name: value
        for name, value in model_to_dict(risk, fields=RiskForm.Meta.fields).items()
        if name not in {*RISK_COLUMNS, "owner_user", "target_ids", "activity_ids"}
    }


def _activity_faults(row: Row, context: RowContext, advice: str = "") -> list[str]:
    if row["id"] in context.activities:
        return []
    return [f"the plan has no activity {row['id']!r}{advice}"]


def _check(form: forms.BaseForm, row: Row, columns: Mapping[str, str], faults: list[str]) -> None:
    """Say all that is wrong: what the reader has seen, then what the form says of each column."""
    faults = list(faults)
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
    if faults:
        raise RowFault("; ".join(faults))


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
