"""Forms of predictions."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake.schools import GRADES
from stocktake.standards import academic_year_of, period_label
from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.forms import DayField, Form
from stocktake_web.plans.uploads import check_upload
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.schools.predictions.models import PredictionRequest
from stocktake_web.services.predictions import ENDINGS, measures_of, windows_of

MOST_PUPILS = 5_000


class RoundForm(Form):
    """Which round of which cohort is asked for."""

    round = forms.ChoiceField(label="Which round is asked for?", widget=forms.RadioSelect)
    time_period = forms.ChoiceField(label="Of which results?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rounds: Any = self.fields["round"]
        rounds.choices = [
            (f"{name}/{row.id}", f"{window.title}, {row.id} round")
            for name, window in windows_of(area).items()
            for row in window.round
        ]
        first = int(academic_year_of(services.today())[:4])
        codes = [f"{year}{(year + 1) % 100:02}" for year in (first, first + 1)]
        periods: Any = self.fields["time_period"]
        periods.choices = [(code, f"Results of {period_label(code)}") for code in codes]
        periods.initial = codes[0]


class RemindForm(AreaModelForm):
    """A button that carries the version which the person saw."""

    class Meta(AreaModelForm.Meta):
        model = PredictionRequest
        fields = ()


class FileForm(Form):
    """Predictions as a file."""

    file = forms.FileField(
        label="The filled-in template",
        help_text="A .xlsx or .csv file made from the template. At most 2 MB.",
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )

    def clean_file(self) -> Any:
        """The file, if it is of the right kind and size."""
        check_upload(self.cleaned_data["file"], ENDINGS)
        return self.cleaned_data["file"]


class PredictionForm(Form):
    """Every measure of a round for one cohort; a blank one is not entered."""

    cohort_count = forms.IntegerField(
        label="How many pupils are in the cohort?", min_value=1, max_value=MOST_PUPILS
    )
    predicted_on = DayField(label="On which day was it predicted?")

    def __init__(self, *args: Any, request: PredictionRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        measures = measures_of(request.area)
        window = windows_of(request.area)[request.window]
        for name in window.measures:
            measure = measures[name]
            if measure.unit == "grades":
                for subject in window.subjects:
                    self._ask_grades(name, subject)
            else:
                self.fields[name] = forms.DecimalField(
                    label=measure.title,
                    required=False,
                    decimal_places=1,
                    help_text="In percent of the cohort."
                    if measure.unit == "percent"
                    else "Points.",
                )
        self.fields["note"] = forms.CharField(
            label="What must a reader know?",
            required=False,
            max_length=300,
            help_text="For a correction, why. No names of pupils or staff.",
        )

    def _ask_grades(self, measure: str, subject: str) -> None:
        for grade in GRADES:
            self.fields[f"{measure}/{subject}/{grade}"] = forms.IntegerField(
                label=f"{subject}: pupils with {'a U' if grade == 'U' else f'grade {grade}'}",
                required=False,
                min_value=0,
                max_value=MOST_PUPILS,
            )

    def rows(self, corrects: dict[tuple[str, str], int], by_role: str) -> list[dict[str, str]]:
        """The filled-in measures as rows of the template.

        Parameters
        ----------
        corrects : dict
            By measure and subject, the entry of this round that stands.
        """
        values = self.cleaned_data
        rows: dict[tuple[str, str], dict[str, str]] = {}
        for name in self.fields:
            value = values.get(name)
            measure, _, rest = name.partition("/")
            if value is None or measure not in measures_of(self.request.area):
                continue
            subject, _, grade = rest.partition("/")
            row = rows.setdefault((measure, subject), {"measure": measure, "subject": subject})
            row[f"grade_{grade.lower()}" if grade else "value"] = str(value)
        shared = {
            "school_urn": self.request.school_urn,
            "time_period": self.request.time_period,
            "cohort_count": str(values["cohort_count"]),
            "predicted_on": values["predicted_on"].isoformat(),
            "author_role": by_role,
            "note": values["note"],
        }
        return [
            row | shared | ({"corrects": str(corrects[key])} if key in corrects else {})
            for key, row in rows.items()
        ]
