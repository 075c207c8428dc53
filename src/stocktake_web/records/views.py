"""Generic views of what belongs to an area: page, list, create, update, and one named action.

Each view names the permission that it needs and, where it is about a row, the model; the row is
fetched by the same access rule that every function view passes (``accounts.permissions.requires``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.views.generic import (
    CreateView,
    DetailView,
    FormView,
    ListView,
    TemplateView,
    UpdateView,
    View,
)

from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions import account_of
from stocktake_web.accounts.permissions.views import ActionMixin, AreaMixin, SuccessMixin
from stocktake_web.records.change import change
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.records.models import AreaScoped


class AreaPageView(AreaMixin, TemplateView):
    """A page that is only read."""


class AreaListView(AreaMixin, ListView):  # type: ignore[type-arg]
    """The rows of one model in an area."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """The rows of the area, and of no other."""
        return super().get_queryset().filter(area=self.area)


class AreaDetailView(AreaMixin, DetailView):  # type: ignore[type-arg]
    """One row of an area, as the access rule let it through."""

    def get_object(self, queryset: Any = None) -> Any:
        """The row."""
        return self.record


class _ChangeMixin(SuccessMixin):
    """Saves what a form sets, through ``change``.

    Attributes
    ----------
    verb : str
        What the history says was done; by default ``"add"`` or ``"change"``.
    """

    verb: ClassVar[str] = ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Validate and save while the row is locked."""
        with transaction.atomic():
            return super().post(request, *args, **kwargs)  # type: ignore[misc,no-any-return]

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form's area too."""
        return super().get_form_kwargs() | {"area": self.area}  # type: ignore[misc,no-any-return]

    def new_row(self) -> AreaScoped:
        """The row that is about to be added."""
        return self.model(area=self.area)  # type: ignore[attr-defined,no-any-return]

    def values(self, form: AreaModelForm) -> dict[str, Any]:
        """What to set, by field; a view adds what its form does not ask for."""
        return form.values()

    def perform(self, form: AreaModelForm) -> Any:
        """Change the row; the view of a named action calls that action instead."""
        return change(
            self.object or self.new_row(),
            actor=account_of(self.request),
            values=self.values(form),
            expected_version=form.expected_version,
            verb=self.verb,
            reason=form.cleaned_data.get("reason", ""),
        )

    def form_valid(self, form: Any) -> HttpResponse:
        """Save, and say what was done; what the row refuses becomes an error of the form."""
        try:
            self.object = self.perform(form)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)  # type: ignore[attr-defined,no-any-return]
        return self.redirect_with_message()


class AreaCreateView(_ChangeMixin, CreateView):  # type: ignore[type-arg]
    """Adds a row to an area; ``new_row`` says to which row it belongs, where it belongs to one."""

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form is bound to the new row, so that what it belongs to is validated with it."""
        return super().get_form_kwargs() | {"instance": self.new_row()}


class AreaUpdateView(_ChangeMixin, UpdateView):  # type: ignore[type-arg]
    """Changes a row of an area; its form is bound to the row, locked while it is saved."""

    def get_object(self, queryset: Any = None) -> Any:
        """The row that the access rule let through; locked for a change."""
        row = self.kwargs["record"]
        if self.request.method != "POST":
            return row
        return type(row)._default_manager.select_for_update().get(pk=row.pk)


class AreaActionView(ActionMixin, FormView):  # type: ignore[type-arg]
    """Asks with a plain form for what a named action needs, and calls it."""


class AreaPostView(SuccessMixin, View):
    """A button: is only posted to, and calls a named action."""

    def perform(self) -> None:
        """Call the action."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Call the action in one transaction, and say what was done."""
        with transaction.atomic():
            self.perform()
        return self.redirect_with_message()

    @property
    def posted_version(self) -> int:
        """The version that the button was made from; 0 where none was sent: nothing was read."""
        version = self.request.POST.get("version", "")
        return int(version) if version.isdecimal() and len(version) < 10 else 0


def find_in_area(model: type[AreaScoped]) -> Callable[..., Any]:
    """The row of an area by its number, for ``AreaMixin.find``."""

    def find(area: Area, pk: int) -> Any:
        return model._default_manager.get(area=area, pk=pk)

    return find
