"""Forms of likelihood: short enough for three minutes on a phone."""

from __future__ import annotations

from django import forms

from stocktake_web.plans.likelihood.models import LikelihoodRound, LikelihoodScore
from stocktake_web.plans.likelihood.spread import DIMENSIONS, POINTS, QUESTIONS
from stocktake_web.records.forms import AreaModelForm


def _point_field(dimension: str) -> forms.TypedChoiceField:
    points = list(enumerate(POINTS[dimension], start=1))
    return forms.TypedChoiceField(
        label=QUESTIONS[dimension], choices=points, coerce=int, widget=forms.RadioSelect
    )


class ScoreForm(AreaModelForm):
    """One member's scores of one priority."""

    challenge = _point_field(DIMENSIONS[0])
    planning = _point_field(DIMENSIONS[1])
    capacity = _point_field(DIMENSIONS[2])
    stage = _point_field(DIMENSIONS[3])

    class Meta(AreaModelForm.Meta):
        model = LikelihoodScore
        fields = (*DIMENSIONS, "comment")
        labels = {"comment": "Anything to add"}  # noqa: RUF012 - Django's own way


class RoundForm(AreaModelForm):
    """Open a round."""

    class Meta(AreaModelForm.Meta):
        model = LikelihoodRound
        fields = ("closes",)
        labels = {"closes": "Last day for scores"}  # noqa: RUF012 - Django's own way
