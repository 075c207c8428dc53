"""Who asks: the signed-in account of a request."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from stocktake_web.accounts.people.models import User


def account_of(request: HttpRequest) -> User:
    """The account that is signed in; for views that nobody else may enter.

    Raises
    ------
    PermissionDenied
        Nobody is.
    """
    if isinstance(request.user, User):
        return request.user
    raise PermissionDenied
