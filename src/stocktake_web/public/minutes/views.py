"""What boards decided in the open."""

from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse

from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions import public_page
from stocktake_web.boards.publications.queries import published_paper
from stocktake_web.public.minutes.queries import (
    public_meeting,
    public_meetings,
    recall_of_minutes,
    recalled_minutes,
)
from stocktake_web.public.pages.responses import cacheable_page, recall_notice


@public_page
def decisions(request: HttpRequest, area: Area) -> HttpResponse:
    """What boards decided in the open, the newest meeting first."""
    context = {"meetings": public_meetings(area)}
    return cacheable_page(request, "public/minutes/decisions.html", context)


@public_page
def minutes(request: HttpRequest, area: Area, meeting: int) -> HttpResponse:
    """The redacted minutes of a meeting."""
    row = public_meeting(area, meeting)
    if row is None:
        return _recall_notice(request, area, meeting)
    return cacheable_page(request, "public/minutes/minutes.html", {"meeting": row})


@public_page
def paper(request: HttpRequest, area: Area, meeting: int, file: str) -> HttpResponse:
    """A paper of published minutes."""
    try:
        row = published_paper(area, meeting, file)
    except ObjectDoesNotExist:
        return _recall_notice(request, area, meeting)
    response = HttpResponse(bytes(row.content.content), content_type=row.media_type)
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    response["X-Content-Type-Options"] = "nosniff"
    # A copy in a cache would outlive the paper.
    response["Cache-Control"] = "no-store"
    return response


def _recall_notice(request: HttpRequest, area: Area, meeting: int) -> HttpResponse:
    publication = recalled_minutes(area).get(meeting)
    if publication is None:
        raise Http404
    return recall_notice(request, recall_of_minutes(publication))
