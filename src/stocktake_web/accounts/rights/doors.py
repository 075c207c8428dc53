"""The doors of pages: every view says who may enter, and a view that does not is shut."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, overload

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404

from stocktake_web.accounts.models import Area
from stocktake_web.accounts.rights.decide import may, require

View = Callable[..., HttpResponse]

ANYONE = "anyone"
SIGNED_IN = "signed in"


@dataclass(frozen=True)
class Door:
    """Who may enter a view: for each method the right needed, ``ANYONE`` or ``SIGNED_IN``."""

    methods: dict[str, str] = field(default_factory=dict)

    @property
    def rights(self) -> set[str]:
        """The rights of the table that the door asks for."""
        return set(self.methods.values()) - {ANYONE, SIGNED_IN}

    def asks(self, method: str | None) -> str | None:
        """What is needed for a method; None where the view does not answer it."""
        return self.methods.get("GET" if method == "HEAD" else method or "")


def right(
    get: str | None = None, *, post: str | None = None, of: Callable[..., Any] | None = None
) -> Callable[[View], View]:
    """Open a view of an area to those who have a right.

    Parameters
    ----------
    get : str, optional
        The right needed to read the page; None where it is only posted to.
    post : str, optional
        The right needed to post; None where nothing may be posted.
    of : callable, optional
        Gets the object that the rights are about: ``of(area, **those of the address's parts that
        it names)``. Its ``DoesNotExist`` means page not found.

    Notes
    -----
    The view is called with the request, the ``Area`` and, where ``of`` is given, the object,
    then the parts of the address that ``of`` did not take. Anyone who is not signed in and lacks
    the right is asked to sign in.
    """
    door = Door({m: name for m, name in (("GET", get), ("POST", post)) if name})
    taken = _parameters(of) if of else set()

    def decorate(view: View) -> View:
        @wraps(view)
        def entered(request: HttpRequest, area: str, **parts: Any) -> HttpResponse:
            needed = door.asks(request.method)
            if needed is None:
                return _not_allowed(door)
            found = enter_area(request, area)
            given: list[Any] = [found]
            obj = None
            if of is not None:
                try:
                    obj = of(found, **{k: v for k, v in parts.items() if k in taken})
                except ObjectDoesNotExist:
                    raise Http404 from None
                given.append(obj)
            if not request.user.is_authenticated and not may(request.user, found, needed, obj):
                return redirect_to_login(request.get_full_path())
            require(request.user, found, needed, obj)
            return view(request, *given, **{k: v for k, v in parts.items() if k not in taken})

        return _marked(entered, door)

    return decorate


@overload
def public_page(view: View) -> View: ...
@overload
def public_page(*, post: bool) -> Callable[[View], View]: ...
@overload
def public_page(view: View, *, post: bool) -> View: ...
def public_page(view: View | None = None, *, post: bool = False) -> Any:
    """Open a view to anyone. Where its address names an area, the view gets the ``Area``."""
    door = Door({"GET": ANYONE} | ({"POST": ANYONE} if post else {}))
    return _open(door) if view is None else _open(door)(view)


@overload
def signed_in_page(view: View) -> View: ...
@overload
def signed_in_page(*, post: bool) -> Callable[[View], View]: ...
@overload
def signed_in_page(view: View, *, post: bool) -> View: ...
def signed_in_page(view: View | None = None, *, post: bool = False) -> Any:
    """Open a view to whoever has signed in, such as the page of one's own account."""
    door = Door({"GET": SIGNED_IN} | ({"POST": SIGNED_IN} if post else {}))
    return _open(door) if view is None else _open(door)(view)


def _open(door: Door) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def entered(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponse:
            needed = door.asks(request.method)
            if needed is None:
                return _not_allowed(door)
            if needed == SIGNED_IN and not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if isinstance(parts.get("area"), str):
                parts["area"] = enter_area(request, parts["area"])
            return view(request, *args, **parts)

        return _marked(entered, door)

    return decorate


def enter_area(request: HttpRequest, slug: str) -> Area:
    """The area of an address, kept on the request for templates.

    Raises
    ------
    Http404
        There is none.
    """
    area = get_object_or_404(Area, slug=slug)
    request.area = area  # type: ignore[attr-defined]
    return area


def door_of(view: Any) -> Door | None:
    """The door of a view; None where it has none."""
    return getattr(view, "door", None)


def default_deny(get_response: Callable[[HttpRequest], HttpResponse]) -> Any:
    """Middleware that shuts every view that does not say who may enter."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(
        request: HttpRequest, view: Any, args: tuple[Any, ...], parts: dict[str, Any]
    ) -> None:
        if door_of(view) is None:
            raise PermissionDenied

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def _marked(view: View, door: Door) -> View:
    view.door = door  # type: ignore[attr-defined]
    return view


def _parameters(of: Callable[..., Any]) -> set[str]:
    return set(list(inspect.signature(of).parameters)[1:])


def _not_allowed(door: Door) -> HttpResponse:
    known = [*door.methods, *(["HEAD"] if "GET" in door.methods else [])]
    return HttpResponseNotAllowed(known)
