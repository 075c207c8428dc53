"""The stocktake pack as page, PDF and Word document, and the template that Word takes."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from stocktake.publish import svg_to_png
from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions import account_of, requires
from stocktake_web.boards.agenda.papers import KINDS
from stocktake_web.boards.meetings.models import Meeting
from stocktake_web.boards.meetings.queries import meeting
from stocktake_web.boards.pack.actions import save_template
from stocktake_web.boards.pack.forms import TemplateForm
from stocktake_web.boards.pack.pdf import write_pack_pdf
from stocktake_web.boards.pack.queries import find_template, pack_of
from stocktake_web.boards.pack.word import write_pack_word
from stocktake_web.drawings import FIGURE_KINDS, draw_half_page, figure_file
from stocktake_web.records.views import AreaActionView, AreaDetailView


class PackView(AreaDetailView):
    """The pack as a page."""

    permission = "boards.read"
    find = staticmethod(meeting)
    template_name = "boards/pack/pack.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The content."""
        return super().get_context_data(**kwargs) | {
            "pack": pack_of(self.area, self.object, services.now()),
            "draw": draw_half_page,
            "address": self.request.build_absolute_uri(),
            "template": find_template(self.area),
        }


@requires("boards.read", of=meeting)
def download_pdf(request: HttpRequest, area: Area, meeting: Meeting) -> HttpResponse:
    """The pack as a tagged PDF."""
    document = write_pack_pdf(pack_of(area, meeting, services.now()))
    return _download(document, meeting, ".pdf")


@requires("boards.read", of=meeting)
def download_word(request: HttpRequest, area: Area, meeting: Meeting) -> HttpResponse:
    """The pack as a Word document, in the area's own template where it has one."""
    template = find_template(area)
    document = write_pack_word(
        pack_of(area, meeting, services.now()),
        template=bytes(template.content) if template else None,
        png=svg_to_png,
    )
    return _download(document, meeting, ".docx")


@requires("boards.read", of=meeting)
def show_figure(
    request: HttpRequest, area: Area, meeting: Meeting, chart: str, kind: str
) -> HttpResponse:
    """One chart of the pack as a file: SVG, PNG, or its table as CSV."""
    figure = pack_of(area, meeting, services.now()).figure_by_id.get(chart)
    if figure is None or kind not in FIGURE_KINDS:
        raise Http404
    content, content_type = figure_file(figure, kind)
    disposition = content_disposition_header(True, f"{chart}.{kind}") or "attachment"
    headers = {"Content-Disposition": disposition}
    return HttpResponse(content, content_type=content_type, headers=headers)


class TemplateView(AreaActionView):
    """Upload the Word document whose styles packs take."""

    permission = "boards.run"
    form_class = TemplateForm
    template_name = "boards/pack/template.html"
    success_view = "boards:home"
    success_message = "Packs now take this document's styles."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The template in use."""
        return super().get_context_data(**kwargs) | {"template": find_template(self.area)}

    def perform(self, form: TemplateForm) -> None:
        """Keep it."""
        save_template(
            area=self.area, actor=account_of(self.request), file=form.cleaned_data["file"]
        )


def _download(document: bytes, meeting: Meeting, ending: str) -> HttpResponse:
    response = HttpResponse(document, content_type=KINDS[ending][0])
    name = f"stocktake-{meeting.body.key}-{meeting.meeting_date.isoformat()}{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
