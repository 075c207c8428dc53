"""Invented predictions for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from stocktake.schools import Addition, Prediction
from stocktake_web.accounts.models import Area, School, User
from stocktake_web.schools.predictions.actions import ask_predictions, enter_predictions
from stocktake_web.schools.predictions.models import PredictionEntry, PredictionRequest

PERIOD = "202627"


def ask(area: Area, actor: User | None = None, window: str = "year-11") -> list[PredictionRequest]:
    """Ask for the autumn round of 2026/27, which is due on 12 December 2026."""
    return ask_predictions(
        area=area, actor=actor, window=window, round_id="autumn", time_period=PERIOD
    )


def addition(school: School, value: float = 41.2, **values: Any) -> Addition:
    """Attainment 8 of a school, predicted on 20 November 2026."""
    corrects = values.pop("corrects", None)
    fields = {
        "school_urn": int(school.urn),
        "measure": "ks4-attainment-8",
        "time_period": PERIOD,
        "cohort_count": 150,
        "value": value,
        "predicted_on": date(2026, 11, 20),
        "author_role": "Headteacher",
    } | values
    return Addition(Prediction(**fields), corrects)


def enter(area: Area, *additions: Addition, actor: User | None = None) -> list[PredictionEntry]:
    """Enter predictions."""
    return enter_predictions(area=area, actor=actor, by_role="Headteacher", additions=additions)
