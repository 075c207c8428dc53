"""The access rules of pages: every view says who may enter, and a view that does not is shut."""

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

from stocktake_web.accounts.areas.models import Area
from stocktake_web.accounts.permissions.decision import has_permission, require_permission

View = Callable[..., HttpResponse]

ANYONE = "anyone"
SIGNED_IN = "signed in"


@dataclass(frozen=True)
class Access:
    """Who may enter a view: for each method the permission needed, ``ANYONE`` or ``SIGNED_IN``."""

    methods: dict[str, str] = field(default_factory=dict)

    @property
    def permissions(self) -> set[str]:
        """The permissions of the table that the access rule asks for."""
        return set(self.methods.values()) - {ANYONE, SIGNED_IN}

    def permission_for(self, method: str | None) -> str | None:
        """What is needed for a method; None where the view does not answer it."""
        return self.methods.get("GET" if method == "HEAD" else method or "")


def requires(
    get: str | None = None, *, post: str | None = None, of: Callable[..., Any] | None = None
) -> Callable[[View], View]:
    """Open a view of an area to those who have a permission.

    Parameters
    ----------
    get : str, optional
        The permission needed to read the page; None where it is only posted to.
    post : str, optional
        The permission needed to post; None where nothing may be posted.
    of : callable, optional
        Gets the object that the permissions are about: ``of(area, **those of the address's
        parts that it names)``. Its ``DoesNotExist`` means page not found.

    Notes
    -----
    The view is called with the request, the ``Area`` and, where ``of`` is given, the object,
    then the parts of the address that ``of`` did not take. Anyone who is not signed in and lacks
    the permission is led to the sign-in.
    """
    access = Access({m: name for m, name in (("GET", get), ("POST", post)) if name})
    object_parts = _parameters(of) if of else set()

    def decorate(view: View) -> View:
        @wraps(view)
        def open_page(request: HttpRequest, area: str, **parts: Any) -> HttpResponse:
            permission = access.permission_for(request.method)
            if permission is None:
                return _not_allowed(access)
            area_row = enter_area(request, area)
            arguments: list[Any] = [area_row]
            obj = None
            if of is not None:
                try:
                    obj = of(area_row, **{k: v for k, v in parts.items() if k in object_parts})
                except ObjectDoesNotExist:
                    raise Http404 from None
                arguments.append(obj)
            if not request.user.is_authenticated and not has_permission(
                request.user, area_row, permission, obj
            ):
                return redirect_to_login(request.get_full_path())
            require_permission(request.user, area_row, permission, obj)
            return view(
                request, *arguments, **{k: v for k, v in parts.items() if k not in object_parts}
            )

        return _with_access(open_page, access)

    return decorate


@overload
def public_page(view: View) -> View: ...
@overload
def public_page(*, post: bool) -> Callable[[View], View]: ...
@overload
def public_page(view: View, *, post: bool) -> View: ...
def public_page(view: View | None = None, *, post: bool = False) -> Any:
    """Open a view to anyone. Where its address names an area, the view gets the ``Area``."""
    access = Access({"GET": ANYONE} | ({"POST": ANYONE} if post else {}))
    return _open(access) if view is None else _open(access)(view)


@overload
def signed_in_page(view: View) -> View: ...
@overload
def signed_in_page(*, post: bool) -> Callable[[View], View]: ...
@overload
def signed_in_page(view: View, *, post: bool) -> View: ...
def signed_in_page(view: View | None = None, *, post: bool = False) -> Any:
    """Open a view to whoever has signed in, such as the page of one's own account."""
    access = Access({"GET": SIGNED_IN} | ({"POST": SIGNED_IN} if post else {}))
    return _open(access) if view is None else _open(access)(view)


def _open(access: Access) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def open_page(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponse:
            permission = access.permission_for(request.method)
            if permission is None:
                return _not_allowed(access)
            if permission == SIGNED_IN and not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if isinstance(parts.get("area"), str):
                parts["area"] = enter_area(request, parts["area"])
            return view(request, *args, **parts)

        return _with_access(open_page, access)

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


def access_of(view: Any) -> Access | None:
    """The access rule of a view; None where it has none."""
    return getattr(view, "access", None)


def default_deny(get_response: Callable[[HttpRequest], HttpResponse]) -> Any:
    """Middleware that shuts every view that does not say who may enter.

    An address with a character that no database holds names nothing: PostgreSQL would refuse the
    question itself, and the page would read that the database does not answer.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(
        request: HttpRequest, view: Any, args: tuple[Any, ...], parts: dict[str, Any]
    ) -> None:
        if access_of(view) is None:
            raise PermissionDenied
        if any("\0" in part for part in parts.values() if isinstance(part, str)):
            raise Http404

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def _with_access(view: View, access: Access) -> View:
    view.access = access  # type: ignore[attr-defined]
    return view


def _parameters(of: Callable[..., Any]) -> set[str]:
    return set(list(inspect.signature(of).parameters)[1:])


def _not_allowed(access: Access) -> HttpResponse:
    methods = [*access.methods, *(["HEAD"] if "GET" in access.methods else [])]
    return HttpResponseNotAllowed(methods)
