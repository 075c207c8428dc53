"""Turns a description into what a form shows, and back: empty is not stated, "none" is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

Raw = dict[str, Any]
NOT_STATED, ABSENT = "not stated", "none"
MEASURES = ("how_much", "how_well", "better_off")
ASK_KEYS = ("visits_count", "data_requests_count", "days_out_count", "minutes")
DOSE = ("unit", "sessions_offered", "started_at", "completed_at")
_COST = re.compile(r"(\d{4})/?(\d{2}):?\s*£?([\d,]+(?:\.\d+)?)")
_SPAN = re.compile(r"(\d{1,2})(?:\s*(?:to|-|–)\s*(\d{1,2}))?")


class TextFault(Exception):  # noqa: N818 - a sentence for the form, not an error of the program
    """What is wrong with one text, as a sentence."""


def initial_values(raw: Mapping[str, Any], names: Mapping[str, str]) -> Raw:
    """What the form shows of a description.

    Parameters
    ----------
    names : mapping of str to str
        Names by id, which stand in the form instead of the ids.
    """
    audience, evidence = raw["audience"], raw["evidence"]
    values: Raw = {
        key: raw[key]
        for key in ("title", "text", "themes", "stage", "relied_upon_for", "dates_text")
    }
    values |= {key: _lines(raw[key], names) for key in ("funder", "provider", "data_returned")}
    values |= {
        key: "\n".join(names.get(item, item) for item in raw[key])
        for key in ("partners", "other_names", "coordinated_with")
    }
    values |= {key: _word(raw[key], names) for key in ("hours", "exit_plan", "successor")}
    values |= {
        "participants": audience["participants"],
        "phases": [ABSENT] if audience["phases"] == ABSENT else _list(audience["phases"]),
        "ages": _ages(audience["ages"]),
        "groups": _lines(audience["groups"], {}),
        "wards": _lines(audience["wards"], {}),
        "schools": audience["schools"],
        "school_urns": "\n".join(names.get(str(urn), str(urn)) for urn in audience["school_urns"]),
        "has_no_end": raw["ends"] == ABSENT,
    }
    values |= {key: _day(raw[key]) for key in ("starts", "ends")}
    capacity = raw["capacity"]
    for key in ("people", "schools"):
        absent = capacity if isinstance(capacity, str) else capacity[key]
        values[f"capacity_{key}"] = _word(absent, {})
    term_asks = raw["school_asks"]
    values["asks_nothing"] = term_asks == ABSENT
    values |= {
        f"asks_{key}": "" if isinstance(term_asks, str) else _word(term_asks[key], {})
        for key in ASK_KEYS
    }
    dose = raw["dose"]
    values |= {f"dose_{key}": "" if isinstance(dose, str) else dose[key] for key in DOSE}
    values["cost"] = _costs(raw["cost"])
    values |= {f"measure_{kind}": _measures(raw["measure"], kind) for kind in MEASURES}
    values["evidence_none"] = evidence == ABSENT
    if not isinstance(evidence, str):
        values |= {f"evidence_{key}": _word(evidence[key], {}) for key in EVIDENCE_NUMBERS}
        values |= {"evidence_strand": evidence["strand"], "evidence_as_of": _day(evidence["as_of"])}
        source = evidence["source"]
        values |= {f"evidence_source_{key}": source[key] for key in ("title", "link", "year")}
    return values


EVIDENCE_NUMBERS = ("months", "security", "cost_band")


def _day(value: str) -> date | None:
    return None if value in (ABSENT, NOT_STATED) else date.fromisoformat(value)


def _list(value: Any) -> list[str]:
    return [] if isinstance(value, str) else list(value)


def _lines(value: Any, names: Mapping[str, str]) -> str:
    if isinstance(value, str):
        return "" if value == NOT_STATED else value
    return "\n".join(names.get(item, item) for item in value)


def _word(value: Any, names: Mapping[str, str]) -> str:
    if value == NOT_STATED:
        return ""
    return f"{value:g}" if isinstance(value, float) else names.get(str(value), str(value))


def _ages(value: Any) -> str:
    return _word(value, {}) if isinstance(value, str) else f"{value[0]} to {value[1]}"


def _costs(value: Any) -> str:
    if isinstance(value, str):
        return _word(value, {})
    return "\n".join(f"{c['year'][:4]}/{c['year'][4:]}: {c['pounds']:g}" for c in value)


def _measures(value: Any, kind: str) -> str:
    if isinstance(value, str):
        return ABSENT if value == ABSENT and kind == MEASURES[0] else ""
    return "\n".join(item["text"] for item in value if item["kind"] == kind)


def read_lines(text: str) -> list[str]:
    """The lines of a text that hold anything."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def or_absence(text: str, read: Callable[[str], Any]) -> Any:
    """What a text says: nothing is "not stated", the word none is "none"."""
    text = text.strip()
    if not text:
        return NOT_STATED
    return ABSENT if text.lower() == ABSENT else read(text)


def read_number(text: str) -> int | float:
    """A number from zero.

    Raises
    ------
    TextFault
        It is none.
    """
    plain_text = text.replace(",", "").removeprefix("£").strip()
    if not re.fullmatch(r"\d{1,9}(\.\d{1,2})?", plain_text):
        raise TextFault(f"“{text[:40]}” is no number: enter digits, or none")
    return float(plain_text) if "." in plain_text else int(plain_text)


def read_ages(text: str) -> list[int]:
    """Youngest and oldest.

    Raises
    ------
    TextFault
        It is no span.
    """
    match = _SPAN.fullmatch(text)
    if match is None:
        raise TextFault("Enter ages such as 5 to 11, or none")
    return [int(match[1]), int(match[2] or match[1])]


def read_costs(text: str) -> list[Raw]:
    """A cost for each school year, one a line.

    Raises
    ------
    TextFault
        A line is something else.
    """
    costs = []
    for line in read_lines(text):
        match = _COST.fullmatch(line)
        if match is None:
            raise TextFault(f"“{line[:40]}” is no cost of a year: write it as 2026/27: 40000")
        pounds = float(match[3].replace(",", ""))
        costs.append({"year": match[1] + match[2], "pounds": pounds})
    return costs


def read_measures(texts: Mapping[str, str], before: Iterable[Raw]) -> Any:
    """The measures of three texts; an indicator that one had before stays with it."""
    if not any(text.strip() for text in texts.values()):
        return NOT_STATED
    first_text, *more_texts = texts.values()
    if first_text.strip().lower() == ABSENT and not any(text.strip() for text in more_texts):
        return ABSENT
    indicators = {(item["kind"], item["text"]): item["indicator"] for item in before}
    return [
        {"kind": kind, "text": line, "indicator": indicators.get((kind, line), "")}
        for kind, text in texts.items()
        for line in read_lines(text)
    ]
