"""The page from which a school's records are exported."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from stocktake_web.records.views import AreaActionView
from stocktake_web.schools.subject import find_school
from stocktake_web.schools.visit_exports.content import export_of
from stocktake_web.schools.visit_exports.files import write_csv, write_word
from stocktake_web.schools.visit_exports.forms import ExportForm

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class ExportView(AreaActionView):
    """Say which names are removed, and take the file."""

    permission = "schools.export_visits"
    find = staticmethod(find_school)
    form_class = ExportForm
    template_name = "schools/visit_exports/export.html"
    success_view = "schools:school-visits"

    def success_parts(self) -> dict[str, Any]:
        """The school's visits."""
        return {"urn": self.record.urn}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What would be in it, and what would be removed of known names."""
        return super().get_context_data(**kwargs) | {
            "school": self.record,
            "export": export_of(self.record),
        }

    def perform(self, form: ExportForm) -> HttpResponse:
        """The file."""
        export = export_of(self.record, form.further_names)
        is_word = form.cleaned_data["kind"] == "word"
        content = write_word(export) if is_word else write_csv(export)
        name = f"visits-{self.record.urn}.{'docx' if is_word else 'csv'}"
        disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
        kind = WORD if is_word else "text/csv; charset=utf-8"
        return HttpResponse(content, content_type=kind, headers=disposition)
