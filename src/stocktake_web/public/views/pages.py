"""What anyone may read. Pages may be kept by a browser or a proxy for half a minute at most."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions import public_page
from stocktake_web.boards.publications import queries as boards
from stocktake_web.public import actions, logs, queries, site
from stocktake_web.public.files import media_type
from stocktake_web.public.models import Publication

KEPT_SECONDS = 30
GONE = 410


def _account_page(template_path: Callable[..., str]) -> Any:
    """A view of one page of the account that is published now."""

    @public_page
    def view(request: HttpRequest, area: Area, **parts: str) -> HttpResponse:
        return _show_account(request, area, template_path(**parts))

    return view


home = _account_page(lambda: "")
priority = _account_page(lambda priority: f"priorities/{priority}/")
targets = _account_page(lambda: "targets/")
target = _account_page(lambda target: f"targets/{target}/")
activities = _account_page(lambda: "activities/")
strands = _account_page(lambda: "strands/")
partners = _account_page(lambda: "partners/")
claims = _account_page(lambda: "claims/")
method = _account_page(lambda: "method/")


@public_page
def drawing(request: HttpRequest, area: Area, number: int, file: str) -> HttpResponse:
    """A chart of a published account."""
    publication = _published(area, number)
    if publication.recalled_at:
        return _gone(request, logs.tombstone(publication))
    try:
        found = queries.file(publication, file, drawing=True)
    except ObjectDoesNotExist:
        raise Http404 from None
    return _kept(HttpResponse(bytes(found.body), content_type=media_type(file)))


@public_page
def document(request: HttpRequest, area: Area, number: int, file: str) -> HttpResponse:
    """A document of a published account; that it was taken is counted."""
    publication = _published(area, number)
    if publication.recalled_at:
        return _gone(request, logs.tombstone(publication))
    try:
        found = queries.file(publication, file, drawing=False)
    except ObjectDoesNotExist:
        raise Http404 from None
    if request.method == "GET":
        actions.count_download(found)
    answer = HttpResponse(bytes(found.body), content_type=media_type(file))
    answer["Content-Disposition"] = f'attachment; filename="{area.slug}-{number}-{file}"'
    # A copy in a cache would be taken without being counted.
    answer["Cache-Control"] = "no-store"
    return answer


@public_page
def downloads(request: HttpRequest, area: Area) -> HttpResponse:
    """The documents of every published account."""
    return _log(request, "public/downloads.html", logs.downloads(area))


@public_page
def revisions(request: HttpRequest, area: Area) -> HttpResponse:
    """Every account that was published, and how the plan was changed."""
    return _log(request, "public/revisions.html", logs.revisions(area))


@public_page
def corrections(request: HttpRequest, area: Area) -> HttpResponse:
    """What had been said wrongly."""
    return _log(request, "public/corrections.html", logs.corrections(area))


@public_page
def decisions(request: HttpRequest, area: Area) -> HttpResponse:
    """What boards decided in the open."""
    return _log(request, "public/decisions.html", logs.decisions(area))


@public_page
def minutes(request: HttpRequest, area: Area, meeting: int) -> HttpResponse:
    """The redacted minutes of a meeting."""
    found = logs.minutes(area, meeting)
    if found is not None:
        return _log(request, "public/minutes.html", found)
    recalled = queries.recalled_minutes(area).get(meeting)
    if recalled is None:
        raise Http404
    return _gone(request, logs.tombstone_of_minutes(recalled))


@public_page
def paper(request: HttpRequest, area: Area, meeting: int, file: str) -> HttpResponse:
    """A paper of published minutes."""
    try:
        found = boards.published_paper(area, meeting, file)
    except ObjectDoesNotExist:
        recalled = queries.recalled_minutes(area).get(meeting)
        if recalled is None:
            raise Http404 from None
        return _gone(request, logs.tombstone_of_minutes(recalled))
    answer = HttpResponse(bytes(found.content.content), content_type=found.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{file}"'
    answer["X-Content-Type-Options"] = "nosniff"
    # A copy in a cache would outlive the paper.
    answer["Cache-Control"] = "no-store"
    return answer


def _show_account(request: HttpRequest, area: Area, path: str) -> HttpResponse:
    publication = queries.latest(area)
    if publication is None:
        if path:
            raise Http404
        return _kept(render(request, "public/nothing.html"))
    if publication.recalled_at:
        return _gone(request, logs.tombstone(publication))
    found = site.page(queries.account(publication), path)
    if found is None:
        raise Http404
    return _kept(render(request, found.template, site.context(area, publication) | found.context))


def _log(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return _kept(render(request, template, context))


def _published(area: Area, number: int) -> Publication:
    found = queries.published(area).filter(number=number).first()
    if found is None:
        raise Http404
    return found


def _gone(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    answer = render(request, "public/recalled.html", context, status=GONE)
    answer["Cache-Control"] = "no-store"
    return answer


def _kept(answer: HttpResponse) -> HttpResponse:
    patch_cache_control(answer, public=True, max_age=KEPT_SECONDS, must_revalidate=True)
    return answer
