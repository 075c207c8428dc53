"""Pages of early indications: of one school, and for officers of all."""

from __future__ import annotations

from typing import Any

from stocktake.schools import NOTHING_DECIDED
from stocktake_web.accounts.permissions import account_of
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.records.views import AreaCreateView, AreaPageView
from stocktake_web.schools.indications.actions import add_support
from stocktake_web.schools.indications.forms import SupportNoteForm
from stocktake_web.schools.indications.models import SupportNote
from stocktake_web.schools.indications.queries import (
    indication_lines,
    note_views,
    shown_indications,
)
from stocktake_web.schools.roles import role_of
from stocktake_web.schools.subject import find_school
from stocktake_web.services.school_indications import stored_indications
from stocktake_web.services.school_profiles import profile_state


class IndicationListView(AreaPageView):
    """What is indicated for which schools, by name, and what was added this term."""

    permission = "schools.see_all"
    template_name = "schools/indications/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The schools and the sum of the term."""
        lines, total = indication_lines(self.area)
        return super().get_context_data(**kwargs) | {
            "lines": lines,
            "total": total,
            "nothing_decided": NOTHING_DECIDED,
        }


class SchoolIndicationsView(AreaPageView):
    """What is indicated for one school, with its record, or why nothing is."""

    permission = "schools.see_indication"
    find = staticmethod(find_school)
    template_name = "schools/indications/school.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The indications and the notes that rest on them."""
        stored = stored_indications(self.area, int(self.record.urn))
        return super().get_context_data(**kwargs) | {
            "school": self.record,
            "stored": stored,
            "is_current": stored is not None and stored.state == profile_state(self.area),
            "notes": note_views(self.area, self.record),
            "can_add": any(row.indication for row in stored.indications) if stored else False,
        }


class SupportNoteCreateView(AreaCreateView):
    """Add officer days or money for a school this term."""

    permission = "schools.note_support"
    find = staticmethod(find_school)
    model = SupportNote
    form_class = SupportNoteForm
    template_name = "schools/indications/form.html"
    success_view = "schools:indications"
    success_message = "The support was noted."

    def new_row(self) -> SupportNote:
        """A note about the school of the page."""
        return SupportNote(area=self.area, school=self.record)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The indications that are shown today."""
        choices = [(row.measure, row.title) for row in shown_indications(self.record)]
        return super().get_form_kwargs() | {"choices": choices}

    def perform(self, form: AreaModelForm) -> SupportNote:
        """Keep the note with the indication as it is shown now."""
        return add_support(
            actor=account_of(self.request),
            by_role=role_of(self.request.user, self.area),
            school=self.record,
            **{name: form.cleaned_data[name] for name in form.Meta.fields},
        )

    def success_parts(self) -> dict[str, Any]:
        """The school's indications."""
        return {"urn": self.record.urn}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The school, and what is indicated."""
        return super().get_context_data(**kwargs) | {
            "school": self.record,
            "indications": shown_indications(self.record),
        }
