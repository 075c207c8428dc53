"""The page that brings in a file of the map."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from stocktake.standards import DefinitionError
from stocktake_web.accounts.permissions import account_of
from stocktake_web.programmes.imports.actions import import_file, plain_name
from stocktake_web.programmes.imports.forms import ImportForm
from stocktake_web.records.views import AreaActionView


class ImportView(AreaActionView):
    """Bring in a file; with faults nothing is brought in, and all of them are shown."""

    permission = "programmes.load"
    form_class = ImportForm
    template_name = "programmes/imports/form.html"
    success_view = "programmes:programmes"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Every fault of the file that was sent."""
        form = kwargs.get("form")
        messages = form.errors.get("file", []) if form is not None else []
        return super().get_context_data(**kwargs) | {"faults": list(messages)}

    def perform(self, form: Any) -> None:
        """Bring it in."""
        try:
            self.success_message = import_file(
                self.area,
                actor=account_of(self.request),
                name=plain_name(form.cleaned_data["file"].name),
                text=form.text,
            )
        except DefinitionError as error:
            faults = [str(fault) for fault in error.faults] or [error.summary]
            raise ValidationError({"file": faults}) from None
