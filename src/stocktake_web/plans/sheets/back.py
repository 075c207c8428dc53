"""Reads the workbook that came back: row by row, what it would change and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any, Literal

from stocktake_web.gateway import plan_texts
from stocktake_web.plans.models import Risk
from stocktake_web.plans.sheets.layout import (
    ACTION,
    ACTIONS,
    COVER,
    HEADER_ROW,
    IMPACT,
    PLAN,
    RISKS,
    Sheet,
)

What = Literal["update", "plan", "risk", "new risk", "fault"]
Told = tuple[What, str, dict[str, Any]]
MOST_ROWS = 2_000


class NotOurs(Exception):  # noqa: N818 - it says what is so
    """The file is no workbook of this page, or one of another revision."""


@dataclass(frozen=True)
class RowReport:
    """What one row would do.

    Parameters
    ----------
    what : str
        ``update``, ``plan``, ``risk``, ``new risk`` or ``fault``.
    words : str
        The same, or what is wrong, for a person.
    values : dict
        What would be set; dates as ISO texts.
    """

    sheet: str
    row: int
    what: What
    key: str
    words: str
    values: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The row as it is kept until somebody applies it."""
        return asdict(self)


class _Fault(Exception):  # noqa: N818 - never leaves this module
    pass


def read_back(
    content: bytes,
    *,
    revision: int,
    plan: plan_texts.Plan,
    risks: Mapping[int, Risk],
    today: date,
) -> list[RowReport]:
    """Say what a workbook would change. Rows that change nothing are left out.

    Parameters
    ----------
    revision : int
        Of the plan in force.
    risks : mapping
        The open ones by number.

    Raises
    ------
    NotOurs
        It cannot be opened, lacks a sheet or a column, or was made from another revision.
    """
    sheets = _open(content)
    said = next((str(r[0]) for r in sheets[COVER] if str(r[0]).startswith("revision ")), "")
    if said != f"revision {revision}":
        raise NotOurs(
            f"The workbook was made from {said or 'no revision'}; revision {revision} of the plan "
            "is in force. Take the workbook out again and copy your changes."
        )
    activities = {each.id: each for priority in plan.priority for each in priority.activity}
    found = []
    readers: tuple[tuple[Sheet, Callable[[Mapping[str, str]], Told | None]], ...] = (
        (ACTIONS, lambda row: _action(row, activities, today)),
        (PLAN, lambda row: _plan(row, activities)),
        (RISKS, lambda row: _risk(row, risks)),
    )
    for sheet, read in readers:
        for number, row in _rows(sheets[sheet.name], sheet):
            key = row[sheet.names[0]]
            try:
                told = read(row)
            except _Fault as fault:
                told = ("fault", str(fault), {})
            if told is not None:
                what, words, values = told
                found.append(RowReport(sheet.name, number, what, key, words, values))
    return found


def _open(content: bytes) -> dict[str, list[list[Any]]]:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
        return {
            name: book.get_sheet_by_name(name).to_python()
            for name in (COVER, ACTIONS.name, PLAN.name, RISKS.name)
        }
    except (python_calamine.CalamineError, python_calamine.WorksheetNotFound, OSError):
        raise NotOurs("The file is no workbook that was taken out of this page.") from None


def _rows(cells: Sequence[Sequence[Any]], sheet: Sheet) -> Iterator[tuple[int, dict[str, str]]]:
    header = (
        [str(cell).strip() for cell in cells[HEADER_ROW - 1]] if len(cells) >= HEADER_ROW else []
    )
    absent = [name for name in sheet.names if name not in header]
    if absent:
        raise NotOurs(f"The sheet {sheet.name} lacks the column {', '.join(absent)}.")
    if len(cells) > MOST_ROWS:
        raise NotOurs(f"The sheet {sheet.name} has more than {MOST_ROWS} rows.")
    for number, row in enumerate(cells[HEADER_ROW:], start=HEADER_ROW + 1):
        texts = {name: _text(row[header.index(name)]) for name in sheet.names}
        if any(texts.values()):
            yield number, texts


def _action(row: Mapping[str, str], activities: Mapping[str, Any], today: date) -> Told | None:
    filled = [row[column.name] for column in ACTIONS.columns if column.fill]
    if not any(filled):
        return None
    if row["id"] not in activities:
        raise _Fault(f"the plan has no activity {row['id']!r}")
    if not row["update"]:
        raise _Fault("the column update is empty; say what happened")
    kind = row["evidence of"].lower() or ACTION
    if kind not in (ACTION, IMPACT):
        raise _Fault(f"evidence of {kind!r}; expected {ACTION} or {IMPACT}")
    told_of = _day(row["true on"], "true on") or today
    if told_of > today:
        raise _Fault(f"true on {told_of.isoformat()}, which is in the future")
    progress = _whole(row["progress percent"], "progress percent", 0, 100)
    values = {
        "activity_id": row["id"],
        "words": row["update"],
        "kind": kind,
        "told_of": told_of.isoformat(),
        "progress_percent": progress,
    }
    return "update", f"adds an update: {row['update']}", values


def _plan(row: Mapping[str, str], activities: Mapping[str, Any]) -> Told | None:
    if row["id"] not in activities:
        raise _Fault(f"the plan has no activity {row['id']!r}; add it in the draft")
    held = activities[row["id"]]
    starts, due = _day(row["begins"], "begins"), _day(row["due"], "due")
    if not row["words"]:
        raise _Fault("the column words is empty")
    if starts and due and due < starts:
        raise _Fault(f"due {due.isoformat()}, before it begins")
    given = {"words": row["words"], "starts": starts, "due": due, "owner": row["owner"]}
    changed = {name: value for name, value in given.items() if value != getattr(held, name)}
    if not changed:
        return None
    words = f"changes {', '.join(sorted(changed))} in the draft"
    plain = {k: v.isoformat() if isinstance(v, date) else v for k, v in changed.items()}
    return "plan", words, plain


def _risk(row: Mapping[str, str], risks: Mapping[int, Risk]) -> Told | None:
    if not row["risk"]:
        raise _Fault("the column risk is empty")
    values: dict[str, Any] = {
        "words": row["risk"],
        "likelihood": _whole(row["likelihood"], "likelihood", 1, 4),
        "impact": _whole(row["impact"], "impact", 1, 4),
        "response": row["response"],
        "owner_role": row["owner"],
    }
    for name in ("likelihood", "impact"):
        if values[name] is None:
            raise _Fault(f"the column {name} is empty; expected 1 to 4")
    if not row["number"]:
        return "new risk", f"adds a risk: {row['risk']}", values
    held = risks.get(_whole(row["number"], "number", 1, 10**9) or 0)
    if held is None:
        raise _Fault(f"there is no open risk {row['number']}")
    if all(getattr(held, name) == value for name, value in values.items()):
        return None
    version = _whole(row["version"], "version", 1, 10**9)
    if version != held.version:
        raise _Fault("somebody changed this risk since the workbook was taken out")
    changed = [name for name, value in values.items() if getattr(held, name) != value]
    return "risk", f"changes {', '.join(changed)}", values | {"version": version}


def _text(cell: Any) -> str:
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _day(text: str, name: str) -> date | None:
    if not text:
        return None
    try:
        if "/" in text:
            day, month, year = (int(part) for part in text.split("/"))
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError:
        raise _Fault(f"{name} {text!r}; expected a day such as 2026-12-18") from None


def _whole(text: str, name: str, least: int, most: int) -> int | None:
    if not text:
        return None
    if not text.isdigit() or not least <= int(text) <= most:
        raise _Fault(f"{name} {text!r}; expected a whole number from {least} to {most}")
    return int(text)
