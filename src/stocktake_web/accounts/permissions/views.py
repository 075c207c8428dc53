"""What every page of an area has in common: its access rule, and what it says when all went well.

``records.views`` builds the generic views of an area's rows on these.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import classonlymethod
from django.views.generic import View

from stocktake_web.accounts.areas.models import Area
from stocktake_web.accounts.permissions.access import requires

if TYPE_CHECKING:
    Base = View
else:
    Base = object


class AreaMixin(Base):
    """A page of one area that needs a permission.

    Attributes
    ----------
    permission : str
        Needed to open the page and to post to it. A view that is only posted to says so with
        ``http_method_names = ("post",)``.
    find : callable, optional
        ``(area, **parts of the address) -> row``: what the page is about.
    """

    permission: ClassVar[str]
    find: ClassVar[Callable[..., Any] | None] = None
    request: HttpRequest
    kwargs: dict[str, Any]

    @classonlymethod
    def as_view(cls, **initkwargs: Any) -> Any:  # noqa: N805 - a class method of Django's kind
        """The view behind its access rule."""
        view: Any = super().as_view(**initkwargs)

        def open_page(
            request: HttpRequest, area: Area, record: Any = None, **parts: Any
        ) -> HttpResponse:
            result: HttpResponse = view(request, area=area, record=record, **parts)
            return result

        # Where the view is defined, by which the walk over all permissions finds its app.
        open_page.__module__ = cls.__module__
        methods = {
            method: cls.permission
            for method in ("get", "post")
            if method in cls.http_method_names and hasattr(cls, method)
        }
        return requires(methods.get("get"), post=methods.get("post"), of=cls.find)(open_page)

    @property
    def area(self) -> Area:
        """The area of the address."""
        area: Area = self.kwargs["area"]
        return area

    def reverse_area(self, name: str, **parts: Any) -> str:
        """The address of a page of the area."""
        return reverse(name, kwargs={"area": self.area.slug, **parts})

    @property
    def record(self) -> Any:
        """What the page is about: what ``find`` returned."""
        return self.kwargs["record"]


class SuccessMixin(AreaMixin):
    """Goes to a page of the area that says what was done.

    Attributes
    ----------
    success_view : str
        The name of the page to go to.
    success_message : str
        What that page says was done.
    warns : bool
        Whether the button warns.
    """

    success_view: ClassVar[str]
    success_message: str
    warns: ClassVar[bool] = False

    def success_parts(self) -> dict[str, Any]:
        """Parts of the address of ``success_view`` beyond the area."""
        return {}

    def get_success_url(self) -> str:
        """The address of ``success_view``."""
        return self.reverse_area(self.success_view, **self.success_parts())

    @property
    def back_url(self) -> str:
        """Where the link back leads."""
        return self.get_success_url()

    def redirect_with_message(self) -> HttpResponse:
        """Go there."""
        messages.success(self.request, self.success_message)
        return HttpResponseRedirect(self.get_success_url())


class ActionMixin(SuccessMixin):
    """Calls a named action with what a form asked for."""

    def perform(self, form: Any) -> HttpResponse | None:
        """Call the action; an answer that it returns is shown instead of the page of success.

        Raises
        ------
        ValidationError
            What the action refuses; it becomes an error of the form.
        """
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        """Call the action in one transaction, and say what was done."""
        try:
            with transaction.atomic():
                answer = self.perform(form)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)  # type: ignore[attr-defined,no-any-return]
        return answer or self.redirect_with_message()
