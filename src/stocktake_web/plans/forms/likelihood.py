"""Forms of likelihood: short enough for three minutes on a phone."""

from __future__ import annotations

from django import forms

from stocktake_web.forms import DayField, Form
from stocktake_web.plans.spread import DIMENSIONS, POINTS, QUESTIONS


def _points(dimension: str) -> forms.TypedChoiceField:
    offered = [(number, words) for number, words in enumerate(POINTS[dimension], start=1)]
    return forms.TypedChoiceField(
        label=QUESTIONS[dimension], choices=offered, coerce=int, widget=forms.RadioSelect
    )


class ScoreForm(Form):
    """One member's scores of one priority."""

    challenge = _points(DIMENSIONS[0])
    planning = _points(DIMENSIONS[1])
    capacity = _points(DIMENSIONS[2])
    stage = _points(DIMENSIONS[3])
    words = forms.CharField(label="Anything to add", required=False, max_length=300)


class RoundForm(Form):
    """Open a round."""

    closes = DayField(label="Last day for scores")
