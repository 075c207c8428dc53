"""A ledger of predictions: entries are added, none is changed or taken away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from stocktake.schools.predictions.entry import (
    FIRST_LINK,
    LedgerEntry,
    Prediction,
    digest_of,
    link_entry,
)
from stocktake.schools.predictions.schema import (
    CollectionWindow,
    PredictionMeasure,
    collection_windows,
    day_in,
    prediction_measures,
)
from stocktake.standards.errors import Fault, InputError, StoreError
from stocktake.standards.periods import period_label

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Addition:
    """A prediction to be entered.

    Parameters
    ----------
    prediction : Prediction
    corrects : int or None
        The entry that it corrects.
    location : str
        Where it came from, for messages: ``"spring.csv: row 4"``.
    """

    prediction: Prediction
    corrects: int | None = None
    location: str = ""


@dataclass(frozen=True)
class Ledger:
    """Predictions in the order in which they were entered.

    Parameters
    ----------
    entries : tuple of LedgerEntry

    Raises
    ------
    StoreError
        On building it from entries of which one was changed, taken away or put in between.
    """

    entries: tuple[LedgerEntry, ...] = ()

    def __post_init__(self) -> None:
        previous = FIRST_LINK
        for number, entry in enumerate(self.entries, start=1):
            if entry.number != number or entry.previous != previous:
                raise _damaged(number, "does not follow the entry before it")
            if digest_of(entry) != entry.digest:
                raise _damaged(number, "is not as it was written")
            previous = entry.digest

    @property
    def head(self) -> str:
        """The digest of the last entry. Keep it elsewhere: it shows whether the end was cut off."""
        return self.entries[-1].digest if self.entries else FIRST_LINK

    @cached_property
    def corrected_numbers(self) -> frozenset[int]:
        """The numbers of entries whose place another took."""
        return frozenset(entry.corrects for entry in self.entries if entry.corrects)

    @property
    def standing_entries(self) -> tuple[LedgerEntry, ...]:
        """The entries that no other corrects."""
        return tuple(e for e in self.entries if e.number not in self.corrected_numbers)

    def includes(self, head: str) -> bool:
        """Whether a digest kept elsewhere is that of an entry here: nothing before it is gone."""
        return head == FIRST_LINK or any(entry.digest == head for entry in self.entries)

    def as_known_on(self, day: date) -> Ledger:
        """The ledger as it was at the end of a day."""
        return Ledger(tuple(entry for entry in self.entries if entry.recorded_on <= day))

    def add(
        self,
        additions: Sequence[Addition],
        *,
        recorded_on: date,
        windows: Mapping[str, CollectionWindow] | None = None,
        measures: Mapping[str, PredictionMeasure] | None = None,
        newest: Mapping[int, int] | None = None,
    ) -> Ledger:
        """Enter predictions, all or none.

        Parameters
        ----------
        newest : mapping of int to int, optional
            The newest number of a school by an earlier one: what it predicted under another
            number was predicted by the same school.

        Raises
        ------
        InputError
            All faults together: a prediction made or entered when its results were out; one of
            what was predicted in the same round already and that corrects nothing; a correction
            of an entry that is not there, is of something else or of another round, or was
            corrected before; a day before that of the last entry.
        """
        known_windows = collection_windows() if windows is None else windows
        known_measures = prediction_measures() if measures is None else measures
        if self.entries and recorded_on < self.entries[-1].recorded_on:
            problem = f"{recorded_on} lies before the last entry, {self.entries[-1].recorded_on}"
            raise InputError("nothing was entered", [Fault("recorded_on", problem)])
        faults: list[Fault] = []
        entries = list(self.entries)
        corrected_numbers = set(self.corrected_numbers)
        numbers = newest or {}
        standing = {
            _round_key(e.prediction, known_windows, numbers): e for e in self.standing_entries
        }
        for item in additions:
            key = _round_key(item.prediction, known_windows, numbers)
            fault = _late(item, known_measures, recorded_on) or _fault(
                item, entries, corrected_numbers, standing.get(key), known_windows, numbers
            )
            if fault:
                faults.append(fault)
                continue
            entry = link_entry(
                item.prediction,
                number=len(entries) + 1,
                previous=entries[-1].digest if entries else FIRST_LINK,
                recorded_on=recorded_on,
                corrects=item.corrects,
            )
            if item.corrects:
                corrected_numbers.add(item.corrects)
            standing[key] = entry
            entries.append(entry)
        if faults:
            raise InputError(f"{len(faults)} fault(s), nothing was entered", faults)
        return Ledger(tuple(entries))

    def frame(self) -> pl.DataFrame:
        """Entries that stand, one row each, as :func:`prediction_frame` has them."""
        from stocktake.schools.predictions.frames import prediction_frame

        return prediction_frame(self.standing_entries)


def ledger_of(predictions: Iterable[Prediction]) -> Ledger:
    """Predictions of a return as a ledger of its own, to look at: nothing is checked or kept.

    Each is taken as entered on the day on which it was made.
    """
    entries: list[LedgerEntry] = []
    for prediction in sorted(predictions, key=lambda item: item.predicted_on):
        entries.append(
            link_entry(
                prediction,
                number=len(entries) + 1,
                previous=entries[-1].digest if entries else FIRST_LINK,
                recorded_on=prediction.predicted_on,
            )
        )
    return Ledger(tuple(entries))


def round_of(prediction: Prediction, windows: Mapping[str, CollectionWindow]) -> str:
    """The round of collection to which a prediction belongs, such as ``spring``; else empty.

    It is the last round that had opened when it was made; one made before the first round opened
    counts to the first.
    """
    for window in windows.values():
        if prediction.measure in window.measures:
            opened_rounds = [
                item.id
                for item in window.round
                if day_in(prediction.time_period, item.opens) <= prediction.predicted_on
            ]
            return opened_rounds[-1] if opened_rounds else window.round[0].id
    return ""


def _round_key(
    prediction: Prediction, windows: Mapping[str, CollectionWindow], newest: Mapping[int, int]
) -> tuple[object, ...]:
    return (*_key(prediction, newest), round_of(prediction, windows))


def _key(prediction: Prediction, newest: Mapping[int, int]) -> tuple[int, str, str, str, str]:
    return prediction.key_of(newest.get(prediction.school_urn, prediction.school_urn))


def _late(
    item: Addition, measures: Mapping[str, PredictionMeasure], recorded_on: date
) -> Fault | None:
    """What is wrong where the results are out: entered then, an early date proves nothing."""
    prediction = item.prediction
    location = item.location or f"school {prediction.school_urn}"
    if prediction.measure not in measures:
        return Fault(location, f"unknown measure {prediction.measure!r}", ", ".join(measures))
    results_day = measures[prediction.measure].results_day_of(prediction.time_period)
    if max(recorded_on, prediction.predicted_on) < results_day:
        return None
    return Fault(
        location,
        f"the results of {period_label(prediction.time_period)} were out on {recorded_on}",
        f"an entry before {results_day}",
        "a prediction or correction entered then cannot be relied on",
    )


def _fault(
    item: Addition,
    entries: Sequence[LedgerEntry],
    corrected_numbers: Iterable[int],
    standing: LedgerEntry | None,
    windows: Mapping[str, CollectionWindow],
    newest: Mapping[int, int],
) -> Fault | None:
    location = item.location or f"school {item.prediction.school_urn}"
    period = period_label(item.prediction.time_period)
    if item.corrects is None:
        if standing is None:
            return None
        return Fault(
            location,
            f"{item.prediction.measure} of {period} was predicted already in this round, in "
            f"entry {standing.number}",
            "one prediction in each round",
            f"to correct it, write {standing.number} under corrects",
        )
    if not 1 <= item.corrects <= len(entries):
        return Fault(location, f"there is no entry {item.corrects}", "the number of an entry")
    if _key(entries[item.corrects - 1].prediction, newest) != _key(item.prediction, newest):
        return Fault(
            location,
            f"entry {item.corrects} is about something else",
            "an entry of the same school, measure, subject, group and cohort",
        )
    corrected_round = round_of(entries[item.corrects - 1].prediction, windows)
    if corrected_round != round_of(item.prediction, windows):
        # Else a later prediction would take the earlier one, and its error, out of the account.
        return Fault(
            location,
            f"entry {item.corrects} belongs to the {corrected_round} round, and "
            f"{item.prediction.predicted_on} does not",
            "a correction of the same round",
            "leave corrects blank for a prediction of another round, or write the day on which "
            "what is corrected was predicted",
        )
    if item.corrects in set(corrected_numbers):
        last = next(e.number for e in reversed(entries) if e.corrects == item.corrects)
        return Fault(location, f"entry {item.corrects} was corrected", f"entry {last} or later")
    return None


def _damaged(number: int, problem: str) -> StoreError:
    fault = Fault(f"entry {number}", problem, "", "bring the ledger back from a copy")
    return StoreError("the ledger of predictions is damaged", [fault])
