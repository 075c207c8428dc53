"""Downloads of published editions, and the same files for members before approval."""

from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse

from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions import public_page, requires
from stocktake_web.public.documents.actions import count_download
from stocktake_web.public.documents.chart_files import chart_file
from stocktake_web.public.documents.files import media_type
from stocktake_web.public.documents.queries import downloads
from stocktake_web.public.editions import queries
from stocktake_web.public.editions.models import Publication, PublishedFile
from stocktake_web.public.pages.queries import recall_of
from stocktake_web.public.pages.responses import cacheable, cacheable_page, recall_notice


@public_page
def show_downloads(request: HttpRequest, area: Area) -> HttpResponse:
    """The documents of every published edition."""
    return cacheable_page(request, "public/documents/list.html", {"entries": downloads(area)})


@public_page
def drawing(request: HttpRequest, area: Area, number: int, file: str) -> HttpResponse:
    """A chart of a published edition."""
    publication = _published(area, number)
    if publication.recalled_at:
        return recall_notice(request, recall_of(publication))
    return cacheable(_chart_response(publication, file))


@public_page
def document(request: HttpRequest, area: Area, number: int, file: str) -> HttpResponse:
    """A document of a published edition; that it was downloaded is counted."""
    publication = _published(area, number)
    if publication.recalled_at:
        return recall_notice(request, recall_of(publication))
    published_file = _document(publication, file)
    if request.method == "GET":
        count_download(published_file)
    response = _response(published_file, f"{area.slug}-{number}-{file}")
    # A copy in a cache would be downloaded without being counted.
    response["Cache-Control"] = "no-store"
    return response


@requires("public.see", of=queries.publication)
def preview_drawing(
    request: HttpRequest, area: Area, publication: Publication, file: str
) -> HttpResponse:
    """A chart of an edition, whatever its state."""
    return _chart_response(publication, file)


@requires("public.see", of=queries.publication)
def preview_document(
    request: HttpRequest, area: Area, publication: Publication, file: str
) -> HttpResponse:
    """A document of an edition, before it is published; not counted."""
    return _response(_document(publication, file), f"{area.slug}-{file}")


def _published(area: Area, number: int) -> Publication:
    publication = queries.published(area).filter(number=number).first()
    if publication is None:
        raise Http404
    return publication


def _document(publication: Publication, name: str) -> PublishedFile:
    try:
        return queries.file(publication, name, drawing=False)
    except ObjectDoesNotExist:
        raise Http404 from None


def _chart_response(publication: Publication, name: str) -> HttpResponse:
    try:
        content, content_type = chart_file(publication, name)
    except ObjectDoesNotExist:
        raise Http404 from None
    return HttpResponse(content, content_type=content_type)


def _response(file: PublishedFile, download_name: str = "") -> HttpResponse:
    response = HttpResponse(bytes(file.body), content_type=media_type(file.name))
    if download_name:
        response["Content-Disposition"] = f'attachment; filename="{download_name}"'
    return response
