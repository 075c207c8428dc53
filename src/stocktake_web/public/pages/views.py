"""What anyone may read of the edition in force, and what members read of one before approval."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions import public_page, requires
from stocktake_web.public.editions import queries
from stocktake_web.public.editions.models import Publication
from stocktake_web.public.pages import content
from stocktake_web.public.pages.queries import recall_of, revisions
from stocktake_web.public.pages.responses import cacheable_page, recall_notice


def _account_page(path_of: Callable[..., str]) -> Any:
    """A view of one page of the edition in force."""

    @public_page
    def view(request: HttpRequest, area: Area, **parts: str) -> HttpResponse:
        return _show_account(request, area, path_of(**parts))

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
def show_revisions(request: HttpRequest, area: Area) -> HttpResponse:
    """Every edition that was published, and how the plan was changed."""
    return cacheable_page(request, "public/pages/revisions.html", {"entries": revisions(area)})


@requires("public.see", of=queries.publication)
def preview(
    request: HttpRequest, area: Area, publication: Publication, path: str = ""
) -> HttpResponse:
    """A page of an edition as the public would read it."""
    try:
        page = content.page(queries.account(publication), path)
    except ObjectDoesNotExist:
        raise Http404 from None
    if page is None:
        raise Http404
    context = content.preview_context(area, publication) | page.context
    return render(request, page.template, context)


def _show_account(request: HttpRequest, area: Area, path: str) -> HttpResponse:
    publication = queries.latest(area)
    if publication is None:
        if path:
            raise Http404
        return cacheable_page(request, "public/pages/nothing.html", {})
    if publication.recalled_at:
        return recall_notice(request, recall_of(publication))
    page = content.page(queries.account(publication), path)
    if page is None:
        raise Http404
    context = content.context(area, publication) | page.context
    return cacheable_page(request, page.template, context)
