"""A school's data pack as page, PDF, workbook and Word document."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from stocktake.publish import (
    BarChart,
    PackFigure,
    SchoolPack,
    svg_to_png,
    write_school_pack_pdf,
    write_school_pack_workbook,
)
from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.permissions import requires
from stocktake_web.boards.agenda.papers import KINDS
from stocktake_web.boards.pack.queries import find_template
from stocktake_web.drawings import Drawing, draw_bars
from stocktake_web.records.views import AreaPageView
from stocktake_web.schools.packs.queries import find_pack
from stocktake_web.schools.packs.word import write_pack_word
from stocktake_web.schools.subject import find_school

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class PackView(AreaPageView):
    """The pack as a page, for a phone too."""

    permission = "schools.see_pack"
    find = staticmethod(find_school)
    template_name = "schools/packs/pack.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The content."""
        return super().get_context_data(**kwargs) | {
            "school": self.record,
            "pack": find_pack(self.record),
            "draw": draw_figure,
        }


def draw_figure(figure: PackFigure) -> Drawing | None:
    """The drawing of a figure at both widths; None where its table says all."""
    return draw_bars(figure.chart) if isinstance(figure.chart, BarChart) else None


@requires("schools.see_pack", of=find_school)
def download_pdf(request: HttpRequest, area: Area, school: School) -> HttpResponse:
    """The pack as a tagged PDF."""
    return _download(write_school_pack_pdf(_pack(school)), school, "pdf", "application/pdf")


@requires("schools.see_pack", of=find_school)
def download_workbook(request: HttpRequest, area: Area, school: School) -> HttpResponse:
    """The pack as a workbook."""
    return _download(write_school_pack_workbook(_pack(school)), school, "xlsx", WORKBOOK)


@requires("schools.see_pack", of=find_school)
def download_word(request: HttpRequest, area: Area, school: School) -> HttpResponse:
    """The pack as a Word document, in the area's own template where it has one."""
    template = find_template(area)
    content = bytes(template.content) if template else None
    document = write_pack_word(_pack(school), template=content, png=svg_to_png)
    return _download(document, school, "docx", KINDS[".docx"][0])


def _pack(school: School) -> SchoolPack:
    pack = find_pack(school)
    if pack is None:
        raise Http404
    return pack


def _download(document: bytes, school: School, ending: str, content_type: str) -> HttpResponse:
    response = HttpResponse(document, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="data-pack-{school.urn}.{ending}"'
    return response
