"""Which entries stand for a round, so that what is returned again corrects them."""

from __future__ import annotations

from stocktake.schools import round_of
from stocktake_web.accounts.schools.numbers import current_numbers
from stocktake_web.schools.predictions.ledger import ledger_of
from stocktake_web.schools.predictions.models import PredictionRequest
from stocktake_web.services.predictions import windows_of


def standing_numbers(request: PredictionRequest) -> dict[tuple[str, str], int]:
    """The entry that stands for each measure and subject of a request, of all pupils."""
    windows, newest = windows_of(request.area), current_numbers(request.area)
    return {
        (entry.prediction.measure, entry.prediction.subject): entry.number
        for entry in ledger_of(request.area).standing_entries
        if newest.get(entry.prediction.school_urn, entry.prediction.school_urn)
        == int(request.school_urn)
        and entry.prediction.time_period == request.time_period
        and entry.prediction.group == "all"
        and entry.prediction.measure in windows[request.window].measures
        and round_of(entry.prediction, windows) == request.round
    }
