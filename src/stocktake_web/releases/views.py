"""What the pages of a register have in common: they act outside a transaction, and show damage."""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import classonlymethod

from stocktake.disclosure import RegisterInUseError
from stocktake.standards import StocktakeError, StoreError
from stocktake_web.accounts.permissions import require_permission
from stocktake_web.accounts.permissions.views import AreaMixin
from stocktake_web.records.views import AreaActionView, AreaPageView
from stocktake_web.releases.faults import damage_sentences, fault_sentences

log = logging.getLogger("stocktake_web")

View = Callable[..., HttpResponse]
IN_USE = "Another table is being asked for or decided at this moment. Try again in a minute"
FULL = (errno.ENOSPC, errno.EDQUOT)


def explain_damage(view: View) -> View:
    """Show whoever works with the register that it is damaged, and what to do about it.

    Nobody else learns of it, and a full disk has a page of its own.
    """

    @wraps(view)
    def open_page(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponse:
        try:
            return view(request, *args, **parts)
        except StoreError as error:
            if getattr(error.__context__, "errno", None) in FULL:
                raise
            return _show_damage(request, error)

    return open_page


def _show_damage(request: HttpRequest, error: StoreError) -> HttpResponse:
    area = request.area  # type: ignore[attr-defined]
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    require_permission(request.user, area, "releases.see")
    is_in_use = isinstance(error, RegisterInUseError)
    if not is_in_use:
        log.error("%s: %s", type(error).__name__, request.path)
    context = {"is_in_use": is_in_use, "faults": damage_sentences(error)}
    return render(request, "releases/damaged.html", context, status=503)


class RegisterMixin(AreaMixin):
    """A page that reads the register or its queue."""

    @classonlymethod
    def as_view(cls, **initkwargs: Any) -> Any:  # noqa: N805 - a class method of Django's kind
        """The view, which shows damage as a page."""
        return explain_damage(super().as_view(**initkwargs))


class RegisterPageView(RegisterMixin, AreaPageView):
    """A page that is only read."""


class RegisterActionView(RegisterMixin, AreaActionView):
    """Asks for what a named action needs, and calls it; what it refuses becomes an error."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Call the action, in no transaction.

        Its proofs take seconds, and the seal's first write must be kept whatever becomes of the
        second.
        """
        try:
            answer = self.perform(form)
        except ValidationError as error:
            form.add_error(None, error)
        except RegisterInUseError:
            form.add_error(None, IN_USE)
        except StoreError:
            raise
        except StocktakeError as error:
            form.add_error(None, fault_sentences(error))
        else:
            return answer or self.redirect_with_message()
        return self.form_invalid(form)
