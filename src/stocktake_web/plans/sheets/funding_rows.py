"""Reads the rows of the sheet of money, with the form of its page."""

from __future__ import annotations

import re
from copy import copy
from decimal import Decimal
from typing import Any

from stocktake_web.plans.funding.forms import FundingForm
from stocktake_web.plans.funding.models import FundingLine, financial_year_label
from stocktake_web.plans.sheets.layout import VERSION
from stocktake_web.plans.sheets.row_context import RowContext
from stocktake_web.plans.sheets.row_forms import CONFLICT, Row, RowEffect, RowFault, form_faults
from stocktake_web.plans.sheets.row_versions import FUNDING_FIELDS, cell_text, row_version

NOT_ALLOWED = "your role does not let you change funding lines"
_YEAR = re.compile(r"(20\d\d)[-/]?(?:20)?(\d\d)")


def read_funding(row: Row, context: RowContext) -> RowEffect | None:
    """A new line of money, or a change of one.

    Raises
    ------
    RowFault
    """
    data = {name: row[column] for name, column in FUNDING_FIELDS.items()}
    version, _, digest = row[VERSION].partition("-")
    is_known = bool(row["number"] and digest and version.isdecimal())
    if is_known and row[VERSION] == row_version(int(version), data.values()):
        return None
    line = None
    if row["number"]:
        line = context.funding.get(int(row["number"])) if row["number"].isdecimal() else None
        if line is None:
            raise RowFault([f"there is no funding line {row['number']}"])
        if list(data.values()) == funding_texts(line):
            return None
    if not context.can_change_funding:
        raise RowFault([NOT_ALLOWED])
    return _read_change(row, data, line, version, context)


def funding_texts(line: FundingLine) -> list[str]:
    """What the cells of a line's row show."""
    return [
        financial_year_label(line.financial_year)
        if name == "financial_year"
        else cell_text(getattr(line, name))
        for name in FUNDING_FIELDS
    ]


def _read_change(
    row: Row, data: dict[str, str], line: FundingLine | None, version: str, context: RowContext
) -> RowEffect | None:
    form_data: dict[str, Any] = data | {"financial_year": _year_code(data["financial_year"])}
    if line is not None:
        form_data["version"] = line.version
    form = FundingForm(form_data, area=context.area, instance=copy(line) if line else None)
    faults = form_faults(form, row, FUNDING_FIELDS)
    conflict = ""
    if line is not None and version != str(line.version):
        texts = zip(FUNDING_FIELDS.values(), funding_texts(line), strict=True)
        present = ", ".join(f"{column} {text or 'empty'}" for column, text in texts)
        conflict = f"the line {CONFLICT}; it says {present}"
    if faults or conflict:
        raise RowFault(faults, conflict)
    values = {name: form.cleaned_data[name] for name in FUNDING_FIELDS}
    if line is None:
        if context.has_funding(values):
            return None
        return "new funding", f"adds a funding line: {row['source']}", _plain(values)
    changes = [
        column for name, column in FUNDING_FIELDS.items() if values[name] != getattr(line, name)
    ]
    if not changes:
        return None
    return "funding", f"changes {', '.join(changes)}", _plain(values) | {"version": line.version}


def _year_code(text: str) -> str:
    """A year as people write it, as the page's form sends it; what is none stays as it is."""
    years = _YEAR.fullmatch(text)
    return f"{years[1]}{years[2]}" if years else text


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """Amounts as texts, as they are kept until the row is applied."""
    return {
        name: str(value) if isinstance(value, Decimal) else value for name, value in values.items()
    }
