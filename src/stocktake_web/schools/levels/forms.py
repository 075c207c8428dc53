"""Forms of levels."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.forms import Form
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.schools.levels.models import SchoolLevel
from stocktake_web.services.school_improvement import measures_of

YEARS_AHEAD = 4
ANSWERS = (("yes", "We agree to it"), ("no", "We refuse it"))


class ProposeForm(Form):
    """The area's target, from which a level of each school follows."""

    measure = forms.ChoiceField(label="In which measure?")
    target = forms.DecimalField(
        label="What is the area’s target?",
        decimal_places=2,
        help_text="The figure of the whole area, weighted by pupils, such as 65.",
    )
    by_year = forms.TypedChoiceField(label="By which results?", coerce=int)

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        measure: Any = self.fields["measure"]
        measure.choices = [(name, row.title) for name, row in measures_of(area).items()]
        by_year: Any = self.fields["by_year"]
        first = services.today().year
        by_year.choices = [
            (year, f"Results of summer {year}") for year in range(first, first + YEARS_AHEAD + 1)
        ]


class LevelForm(AreaModelForm):
    """Change a school's level; replies to the level before then no longer count."""

    reason = forms.CharField(label="Why is it changed?", max_length=500)

    class Meta(AreaModelForm.Meta):
        model = SchoolLevel
        fields = ("level",)
        labels = {"level": "Level"}  # noqa: RUF012 - Django's own way


class ReplyForm(Form):
    """Agree to a level, or refuse it with a reason."""

    answer = forms.ChoiceField(
        label="What does the school reply?", choices=ANSWERS, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="Why, if it is refused",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
