"""The page on which old notes are loaded."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from stocktake.schools import visit_notes_template
from stocktake.standards import InputError
from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions import account_of, requires
from stocktake_web.formats import counted
from stocktake_web.records.views import AreaActionView
from stocktake_web.schools.visit_notes.actions import load_notes
from stocktake_web.schools.visit_notes.forms import NotesForm
from stocktake_web.schools.visit_notes.queries import past_advisers, school_numbers
from stocktake_web.services.visit_notes import read_notes

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class LoadNotesView(AreaActionView):
    """Load old notes of all schools."""

    permission = "schools.load_visits"
    form_class = NotesForm
    template_name = "schools/visit_notes/load.html"
    success_view = "schools:visits"

    def perform(self, form: NotesForm) -> None:
        """Load them; every fault of the sheet becomes an error of the form."""
        file = form.cleaned_data["file"]
        advisers = past_advisers(self.area)
        try:
            notes = read_notes(
                name=file.name,
                content=file.read(),
                schools=school_numbers(self.area),
                advisers=set(advisers),
                as_of=services.today(),
            )
        except InputError as error:
            faults = [str(fault) for fault in error.faults]
            raise ValidationError(faults or [error.summary]) from None
        rows = load_notes(
            area=self.area, actor=account_of(self.request), advisers=advisers, notes=notes
        )
        self.success_message = f"{counted(len(rows), 'old note was', 'old notes were')} loaded."


@requires("schools.load_visits")
def show_template(request: HttpRequest, area: Area) -> HttpResponse:
    """The form to fill in."""
    disposition = {"Content-Disposition": 'attachment; filename="old-visits.xlsx"'}
    return HttpResponse(visit_notes_template(), content_type=WORKBOOK, headers=disposition)
