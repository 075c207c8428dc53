"""Pages of predictions: rounds for officers; for a school what it is asked and what it returned."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from stocktake.schools import NOTHING_DECIDED
from stocktake.standards import InputError
from stocktake_web import services
from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.permissions import account_of, requires
from stocktake_web.accounts.schools.numbers import current_numbers
from stocktake_web.accounts.schools.queries import open_schools
from stocktake_web.formats import counted
from stocktake_web.records.views import AreaActionView, AreaPageView
from stocktake_web.schools.explanations.queries import questions_to
from stocktake_web.schools.predictions.actions import (
    ask_predictions,
    enter_predictions,
    fault_messages,
    remind,
)
from stocktake_web.schools.predictions.forms import (
    FileForm,
    PredictionForm,
    RemindForm,
    RoundForm,
)
from stocktake_web.schools.predictions.ledger import entry_views
from stocktake_web.schools.predictions.mails import heads_of, mail_reminder
from stocktake_web.schools.predictions.models import PredictionRequest
from stocktake_web.schools.predictions.queries import (
    accuracy_of_school,
    request_by_number,
    round_views,
)
from stocktake_web.schools.predictions.standing import standing_numbers
from stocktake_web.schools.roles import role_of
from stocktake_web.schools.subject import find_school
from stocktake_web.services.predictions import (
    measures_of,
    read_return,
    rows_content,
    template_of,
    windows_of,
)

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class RoundListView(AreaPageView):
    """Every round, with who returned and who did not."""

    permission = "schools.collect"
    template_name = "schools/predictions/rounds.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rounds."""
        return super().get_context_data(**kwargs) | {"rounds": round_views(self.area)}


class RoundAskView(AreaActionView):
    """Ask for the predictions of a round."""

    permission = "schools.collect"
    form_class = RoundForm
    template_name = "schools/predictions/ask.html"
    success_view = "schools:prediction-rounds"

    def get_form_kwargs(self) -> dict[str, Any]:
        """The area's windows."""
        return super().get_form_kwargs() | {"area": self.area}

    def perform(self, form: RoundForm) -> None:
        """Ask."""
        window, _, round_id = form.cleaned_data["round"].partition("/")
        rows = ask_predictions(
            area=self.area,
            actor=account_of(self.request),
            window=window,
            round_id=round_id,
            time_period=form.cleaned_data["time_period"],
        )
        self.success_message = f"{counted(len(rows), 'school was', 'schools were')} asked."


class SchoolPredictionsView(AreaPageView):
    """What one school is asked, what it predicted and how accurate that was."""

    permission = "schools.see_predictions"
    find = staticmethod(find_school)
    template_name = "schools/predictions/school.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Nothing pooled with another school."""
        school: School = self.record
        return super().get_context_data(**kwargs) | {
            "school": school,
            "rounds": round_views(self.area, [school]),
            "entries": entry_views(self.area, school),
            "accuracy": accuracy_of_school(school),
            "measures": measures_of(self.area),
            "questions": questions_to(self.area, [school]),
            "nothing_decided": NOTHING_DECIDED,
        }


class PredictView(AreaActionView):
    """Return the predictions of a round through a page, or correct them."""

    permission = "schools.predict"
    find = staticmethod(request_by_number)
    form_class = PredictionForm
    template_name = "schools/predictions/predict.html"
    success_view = "schools:school-predictions"

    def get_form_kwargs(self) -> dict[str, Any]:
        """The request."""
        return super().get_form_kwargs() | {"request": self.record}

    def get_initial(self) -> dict[str, Any]:
        """Predicted today."""
        return {"predicted_on": services.today()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is asked, and whether something was returned."""
        return super().get_context_data(**kwargs) | {
            "request_row": self.record,
            "window_title": windows_of(self.area)[self.record.window].title,
            "is_correction": bool(standing_numbers(self.record)),
        }

    def perform(self, form: PredictionForm) -> None:
        """Enter what was filled in, as a file of the same rows is entered."""
        by_role = role_of(self.request.user, self.area, self.record)
        rows = form.rows(standing_numbers(self.record), by_role)
        if not rows:
            raise ValidationError("Enter at least one prediction")
        schools = {int(self.record.school_urn): self.record.school.name}
        _enter(self, "form.csv", rows_content(rows), schools)

    def success_parts(self) -> dict[str, Any]:
        """The school's predictions."""
        return {"urn": self.record.school_urn}


class SchoolFileView(AreaActionView):
    """Return a school's predictions as a file."""

    permission = "schools.predict"
    find = staticmethod(find_school)
    form_class = FileForm
    template_name = "schools/predictions/file.html"
    success_view = "schools:school-predictions"

    def perform(self, form: FileForm) -> None:
        """Enter the file: a row about another school is a fault."""
        file = form.cleaned_data["file"]
        _enter(self, file.name, file.read(), {int(self.record.urn): self.record.name})

    def success_parts(self) -> dict[str, Any]:
        """The school's predictions."""
        return {"urn": self.record.urn}


class AreaFileView(AreaActionView):
    """Bring in the predictions of several schools as a file."""

    permission = "schools.collect"
    form_class = FileForm
    template_name = "schools/predictions/file.html"
    success_view = "schools:prediction-rounds"

    def perform(self, form: FileForm) -> None:
        """Enter the file."""
        file = form.cleaned_data["file"]
        schools = {int(row.urn): row.name for row in open_schools(self.area)}
        _enter(self, file.name, file.read(), schools)


def _enter(view: AreaActionView, name: str, content: bytes, schools: dict[int, str]) -> None:
    """Read a return and enter it; its faults become errors of the form."""
    try:
        additions = read_return(
            view.area,
            name=name,
            content=content,
            schools=schools,
            newest=current_numbers(view.area),
            as_of=services.today(),
        )
        rows = enter_predictions(
            area=view.area,
            actor=account_of(view.request),
            by_role=role_of(view.request.user, view.area, getattr(view, "record", None)),
            additions=additions,
        )
    except InputError as error:
        raise ValidationError(fault_messages(error)) from None
    view.success_message = f"{counted(len(rows), 'prediction was', 'predictions were')} entered."


@requires(post="schools.collect", of=request_by_number)
def post_reminder(request: HttpRequest, area: Area, row: PredictionRequest) -> HttpResponse:
    """Remind the heads of a school, if they have an account."""
    form = RemindForm(request.POST, area=area, instance=row)
    if not form.is_valid():
        messages.warning(request, "Nobody was reminded.")
        return redirect("schools:prediction-rounds", area=area.slug)
    reminder = remind(
        actor=account_of(request), request=row, expected_version=form.cleaned_data["version"]
    )
    path = reverse("schools:predict", kwargs={"area": area.slug, "pk": row.pk})
    address = request.build_absolute_uri(path)
    title = windows_of(area)[row.window].title
    outcomes = [
        mail_reminder(user, reminder, title, address).is_sent for user in heads_of(row.school)
    ]
    if outcomes and all(outcomes):
        messages.success(request, f"A reminder was sent to {row.school.name}.")
    else:
        messages.warning(
            request,
            f"Recorded. No mail was sent to {row.school.name}: send this yourself: {address}",
        )
    return redirect("schools:prediction-rounds", area=area.slug)


@requires("schools.collect")
def show_template(request: HttpRequest, area: Area) -> HttpResponse:
    """The template for all schools that are asked and have not returned."""
    lines = [line for view in round_views(area) for line in view.lines if line.is_missing]
    return _template(area, [line.request for line in lines])


@requires("schools.see_predictions", of=find_school)
def show_school_template(request: HttpRequest, area: Area, school: School) -> HttpResponse:
    """The template for one school, with a row for each thing that is asked of it."""
    lines = [line for view in round_views(area, [school]) for line in view.lines if line.is_missing]
    return _template(area, [line.request for line in lines])


def _template(area: Area, requests: list[PredictionRequest]) -> HttpResponse:
    rows = []
    windows, measures = windows_of(area), measures_of(area)
    for row in requests:
        window = windows[row.window]
        for name in window.measures:
            subjects = window.subjects if measures[name].unit == "grades" else ("",)
            rows += [
                {
                    "school_urn": row.school_urn,
                    "measure": name,
                    "subject": subject,
                    "time_period": row.time_period,
                }
                for subject in subjects
            ]
    disposition = {"Content-Disposition": 'attachment; filename="predictions.xlsx"'}
    return HttpResponse(template_of(area, rows), content_type=WORKBOOK, headers=disposition)
