"""Makes sense of one row of a local return, and says all that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from stocktake.sources.local_figure import LocalFigure
from stocktake.sources.local_form import FormRow
from stocktake.sources.local_template import LocalIndicator, unit_of
from stocktake.sources.local_value import read_value
from stocktake.standards.errors import Fault, UsageError, nearest
from stocktake.standards.missing import read_cell
from stocktake.standards.periods import Period, academic_year_of, parse_period
from stocktake.standards.places import Place, PlaceRegister, school_place

CUMULATIVE = {"": False, "no": False, "n": False, "false": False}
CUMULATIVE |= {"yes": True, "y": True, "true": True}

_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_ADDRESS = re.compile(r"\S@\S")


@dataclass
class RowReader:
    """Reads rows one by one and collects what is wrong with them.

    Parameters
    ----------
    name : str
        Of the file, for messages.
    indicators : mapping or None
        Indicators by full id; None accepts any ``local:`` id.
    register : PlaceRegister
    brought_in : date
        The day on which the file was brought in; nothing in it can lie after that.
    faults, notes : list of Fault
        What was found so far.
    """

    name: str
    indicators: Mapping[str, LocalIndicator] | None
    register: PlaceRegister
    brought_in: date
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)
    _at: int = 0
    # A file that is wrong throughout asks for one unknown name in every row.
    _known_names: dict[str, Place | str] = field(default_factory=dict)

    def read(self, row: FormRow) -> LocalFigure | None:
        """The figure of a row, or None where the row has faults, which are kept."""
        self._at = row.row
        before = len(self.faults)
        cells = row.cells
        unit = self._unit(cells["indicator"])
        place = self._place(cells)
        period, as_at = self._moment(cells)
        self._existed(place, as_at or (period.starts if period else None))
        returned_on = self._date("returned_on", cells["returned_on"], is_needed=True)
        if returned_on is not None and returned_on > self.brought_in:
            self._fault(
                "returned_on", f"{returned_on} is in the future", f"a day up to {self.brought_in}"
            )
        if as_at and returned_on and as_at > returned_on:
            self._fault(
                "date", f"{as_at} lies after returned_on, {returned_on}", "a day up to then"
            )
        numerator = self._amount("numerator", cells["numerator"])
        denominator = self._amount("denominator", cells["denominator"])
        value, missing = read_value(
            cells["value"],
            unit=unit,
            numerator=numerator,
            denominator=denominator,
            fault=self._fault,
            note=self._note,
        )
        returned_cells, expected = (
            self._whole(f"schools_{part}_count", cells[f"schools_{part}_count"])
            for part in ("returned", "expected")
        )
        if returned_cells is not None and expected is not None and returned_cells > expected:
            self._fault(
                "schools_returned_count",
                f"{returned_cells} schools have returned of {expected} expected",
                "no more than were expected",
            )
        cumulative = CUMULATIVE.get(cells["cumulative"].lower())
        if cumulative is None:
            self._fault("cumulative", f"{cells['cumulative']!r} is no answer", "yes or no")
        for column in ("source", "returned_by"):
            self._words(column, cells[column])
        if len(self.faults) > before or not (place and period and returned_on):
            return None
        return LocalFigure(
            row=row.row,
            indicator=cells["indicator"],
            place=place.id,
            period=period,
            as_at=as_at,
            value=value,
            numerator=numerator,
            denominator=denominator,
            missing=missing,
            text=cells["value"] or None,
            cumulative=bool(cumulative),
            schools_returned_count=returned_cells,
            schools_expected_count=expected,
            source=cells["source"],
            returned_by=cells["returned_by"],
            returned_on=returned_on,
        )

    def _fault(self, column: str, problem: str, expected: str = "", fix: str = "") -> None:
        self.faults.append(Fault(f"{self.name}: row {self._at}, {column}", problem, expected, fix))

    def _note(self, column: str, problem: str) -> None:
        self.notes.append(Fault(f"{self.name}: row {self._at}, {column}", problem))

    def _unit(self, text: str) -> str | None:
        """The unit of the row's indicator; None where it is not known."""
        if not re.fullmatch(r"local:\S+", text):
            hint = f"write 'local:{text}'" if text and " " not in text else ""
            self._fault("indicator", f"{text!r} is no local indicator", "local: and an id", hint)
            return None
        if self.indicators is None:
            return None
        if text not in self.indicators:
            hint = nearest(text, self.indicators)
            self._fault("indicator", f"unknown indicator {text!r}", "one that the plan has", hint)
            return None
        return unit_of(self.indicators[text])

    def _place(self, cells: dict[str, str]) -> Place | None:
        urn, text = cells["school_urn"], cells["place"]
        if urn and text:
            self._fault("place", "both a place and a school are given", "one", "leave place blank")
            return None
        try:
            if not urn and not text:
                self._fault("place", "no place and no school", "a place or a school_urn")
                return None
            place = school_place(urn) if urn else self._named_place(text)
        except UsageError as error:
            self._fault("school_urn" if urn else "place", error.summary)
            return None
        level = cells["geographic_level"]
        if level and level != place.level:
            self._fault(
                "geographic_level", f"{place.name} is no {level!r}", f"{place.level!r}, or blank"
            )
        return place

    def _existed(self, place: Place | None, day: date | None) -> None:
        """A place that no longer existed cannot have a figure; its successors may."""
        if place is None or day is None or place.exists_on(day):
            return
        has_ended = place.ends is not None and day > place.ends
        boundary = f"ended on {place.ends}" if has_ended else f"began on {place.starts}"
        heirs = place.successors if has_ended else place.predecessors
        names = " or ".join(f"{heir} ({self.register.get(heir).name})" for heir in heirs)
        self._fault("place", f"{place.id} ({place.name}) {boundary}", f"{names or 'another place'}")

    def _named_place(self, text: str) -> Place:
        if text not in self._known_names:
            try:
                self._known_names[text] = self._find_place(text)
            except UsageError as error:
                self._known_names[text] = error.summary
        place = self._known_names[text]
        if isinstance(place, str):
            raise UsageError(place)
        return place

    def _find_place(self, text: str) -> Place:
        places = self.register.find(text)
        exact = [place for place in places if text.casefold() in _names(place)]
        if len(exact) == 1:
            return exact[0]
        if re.fullmatch(r"\d{3}", text):
            return self.register.by_dfe_code(text)
        if len(places) > 1 and not re.match(r"(la|lad|region|area|school|trust)-", text):
            names = ", ".join(f"{place.id} ({place.name})" for place in places[:3])
            raise UsageError(f"{text!r} may be several places: {names}; write the id")
        return self.register.get(text)

    def _moment(self, cells: dict[str, str]) -> tuple[Period | None, date | None]:
        day, period = cells["date"], cells["time_period"]
        if bool(day) == bool(period):
            problem = "both a date and a time_period" if day else "no date and no time_period"
            self._fault("date", problem, "one of the two")
            return None, None
        if day:
            as_at = self._date("date", day)
            return (_academic_year(as_at) if as_at else None), as_at
        try:
            return parse_period(period, cells["time_identifier"] or "Academic year"), None
        except UsageError as error:
            self._fault("time_period", error.summary)
            return None, None

    def _date(self, column: str, text: str, *, is_needed: bool = False) -> date | None:
        if not text:
            if is_needed:
                self._fault(column, "is blank", "a day such as 2018-03-31")
            return None
        day = _parse_day(text)
        if day is None:
            self._fault(column, f"{text!r} is no date", "2018-03-31 or 31/03/2018")
        return day

    def _amount(self, column: str, text: str) -> float | None:
        if not text:
            return None
        try:
            amount, symbol = read_cell(text)
        except ValueError:
            amount, symbol = None, None
        if amount is None or symbol or "%" in text:
            self._fault(column, f"{text!r} is no number", "a number, or blank")
            return None
        if amount < 0:
            self._fault(column, f"{text} is negative", "0 or more")
        return amount

    def _whole(self, column: str, text: str) -> int | None:
        if not text:
            return None
        if not (text.isascii() and text.isdigit()) or len(text) > 6:
            self._fault(column, f"{text!r} is no number of schools", "a whole number, or blank")
            return None
        return int(text)

    def _words(self, column: str, text: str) -> None:
        if not text:
            self._fault(column, "is blank", "a role" if column == "returned_by" else "a source")
        elif _ADDRESS.search(text):
            # The address itself is personal data and stays out of the message.
            self._fault(column, "looks like an e-mail address", "a role, such as 'head of year'")


# A return names a few days again and again.
@lru_cache(maxsize=1_024)
def _parse_day(text: str) -> date | None:
    parts: Sequence[str] = ()
    if iso := _ISO.fullmatch(text):
        parts = iso.groups()
    elif british := _DAY_FIRST.fullmatch(text):
        parts = british.groups()[::-1]
    if parts:
        # The 31st of February is caught with everything else that is no date.
        with suppress(ValueError):
            return date(*map(int, parts))
    return None


@lru_cache(maxsize=1_024)
def _academic_year(day: date) -> Period:
    return Period(academic_year_of(day), "Academic year")


def _names(place: Place) -> set[str]:
    """What a place may be called in a form: nothing shorter, since a slip names another place."""
    names = (place.id, place.name, *place.other_names, *(code.code for code in place.codes))
    return {name.casefold() for name in names}
