"""Predictions of the demonstration: two rounds are asked for, some schools have returned."""

from __future__ import annotations

import random
from datetime import timedelta

from stocktake.schools import Addition, Prediction, day_in
from stocktake.standards import academic_year_of
from stocktake_web import services
from stocktake_web.accounts.models import Area, Role, School, User
from stocktake_web.records.change import change
from stocktake_web.schools.explanations.models import ExplanationReply, ExplanationRequest
from stocktake_web.schools.predictions.actions import ask_predictions, enter_predictions
from stocktake_web.schools.predictions.models import PredictionRequest
from stocktake_web.services.predictions import windows_of

RETURNED_OF_THREE = 2
MEASURES = {"year-6": ("ks2-rwm-expected", 60.0), "year-11": ("ks4-attainment-8", 44.0)}


def add_predictions(
    area: Area, users: dict[str, User], schools: list[School], rng: random.Random
) -> None:
    """Ask for the next round of each window; two of three schools have returned a part."""
    period = academic_year_of(services.today())
    for window, definition in windows_of(area).items():
        round_id = next(
            (
                row.id
                for row in definition.round
                if day_in(period, row.deadline) >= services.today()
            ),
            "",
        )
        if not round_id:
            continue
        requests = ask_predictions(
            area=area,
            actor=users[Role.ANALYST],
            window=window,
            round_id=round_id,
            time_period=period,
        )
        _return(area, users, [row for n, row in enumerate(requests) if n % 3], rng)
    _ask_to_explain(area, users, schools[0])


def _return(
    area: Area, users: dict[str, User], requests: list[PredictionRequest], rng: random.Random
) -> None:
    additions = []
    for row in requests:
        measure, level = MEASURES[row.window]
        prediction = Prediction(
            school_urn=int(row.school_urn),
            measure=measure,
            time_period=row.time_period,
            cohort_count=rng.randint(28, 180),
            value=round(level + rng.gauss(0, 6), 1),
            predicted_on=services.today() - timedelta(days=1),
            author_role="Headteacher",
        )
        additions.append(Addition(prediction))
    enter_predictions(
        area=area, actor=users[Role.ANALYST], by_role=Role.ANALYST.label, additions=additions
    )


def _ask_to_explain(area: Area, users: dict[str, User], school: School) -> None:
    """The head answered one question, and one still waits."""
    today, moment = services.today(), services.now()
    questions = (
        ("Last summer’s prediction was seven points too high. What led to it?", 30),
        ("Which mocks does this year’s prediction rest on?", -14),
    )
    rows = [
        change(
            ExplanationRequest(area=area, school=school),
            actor=users[Role.IMPROVEMENT_OFFICER],
            values={
                "question": question,
                "due": today - timedelta(days=days),
                "by": users[Role.IMPROVEMENT_OFFICER],
                "by_role": Role.IMPROVEMENT_OFFICER.label,
                "at": moment,
            },
            verb="ask",
        )
        for question, days in questions
    ]
    change(
        ExplanationReply(area=area, school=school, request=rows[0]),
        actor=users[Role.HEADTEACHER],
        values={
            "text": "We predicted before a class lost its teacher. Two heads of year now check.",
            "by": users[Role.HEADTEACHER],
            "by_role": Role.HEADTEACHER.label,
            "at": moment,
        },
        verb="reply",
    )
