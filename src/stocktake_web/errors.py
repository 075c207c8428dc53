"""The pages for what went wrong: said plainly, with what to do next, and no traceback."""

from __future__ import annotations

import errno
import logging
import sys
from typing import Any

from django.core.exceptions import DisallowedHost, PermissionDenied
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.template import loader

from stocktake.standards import StocktakeError
from stocktake_web.optimistic_locking import Conflict

log = logging.getLogger("stocktake_web")

# Fields of a posted form that are not the person's words.
UNSAID = {"csrfmiddlewaretoken", "version"}

FULL: frozenset[int | str] = frozenset(
    {errno.ENOSPC, errno.EDQUOT, "SQLITE_FULL", "SQLITE_IOERR_SHMSIZE", "53100"}
)
"""How a full disk is called by the system, by SQLite and by PostgreSQL."""
# The exit code by which the library tells its store's faults from those of what was sent.
STORE = 4


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was sent cannot be understood."""
    if isinstance(exception, DisallowedHost):
        # A page would ask the request for its host again, and fail again.
        return HttpResponse("This is not the address of this service.\n", "text/plain", status=400)
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the role does not allow it."""
    return _page(request, 403, {"why": str(exception or "")})


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is no such page."""
    return _page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; or the page for what went wrong outside a view, in session or account.

    Asks nothing of the database, which may be what failed.
    """
    error = sys.exc_info()[1]
    page = answer_to(request, error) if isinstance(error, Exception) else None
    return page or _bare(500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form is too old, or came from elsewhere."""
    return _page(request, 403, {"why": "", "stale_form": True})


def answer_to(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """The page for an error that a view raised; None where it is a fault of ours."""
    if _no_room(error):
        log.error("no room left: %s", request.path)
        return _bare(507)
    if isinstance(error, PermissionDenied):
        # Answered here, it is logged as one line with the path; Django would add a traceback.
        return forbidden(request, error)
    if isinstance(error, Conflict):
        sent_values = [
            (name, value)
            for name, values in request.POST.lists()
            if name not in UNSAID
            for value in values
        ]
        return _page(request, 409, {"conflict": error, "sent": sent_values, "again": request.path})
    if isinstance(error, StocktakeError) and error.exit_code == STORE:
        # A damaged store is no fault of who asked, and its paths are nobody's business.
        return _unavailable(request, error)
    if isinstance(error, StocktakeError):
        return _page(request, 400, {"error": error})
    if isinstance(error, DatabaseError | InterfaceError):
        return _unavailable(request, error)
    return None


def _unavailable(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("%s: %s", type(error).__name__, request.path)
    answer = _bare(503)
    answer["Retry-After"] = "30"
    return answer


def _no_room(error: BaseException) -> bool:
    """Whether a full disk is behind an error, however it was reported."""
    links: list[BaseException | None] = [error]
    checked_ids: set[int] = set()
    while links:
        link = links.pop()
        if link is None or id(link) in checked_ids:
            continue
        checked_ids.add(id(link))
        if isinstance(link, OSError) and link.errno in FULL:
            return True
        if FULL & {getattr(link, "sqlite_errorname", None), getattr(link, "sqlstate", None)}:
            return True
        links += [link.__cause__, link.__context__]
    return False


def _page(request: HttpRequest, status: int, context: dict[str, Any] | None = None) -> HttpResponse:
    page_context = {"why": "", "stale_form": False, "error": None} | (context or {})
    return HttpResponse(
        loader.render_to_string(f"errors/{status}.html", page_context, request), status=status
    )


def _bare(status: int) -> HttpResponse:
    """A page that needs neither session nor database."""
    return HttpResponse(loader.render_to_string(f"errors/{status}.html"), status=status)
