"""Pages of a returned file: read it through, take it or its good rows, correct the rest."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from stocktake.sources import FormRow
from stocktake.standards import InputError
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions import account_of, memberships_of, requires
from stocktake_web.formats import counted
from stocktake_web.plans.returns.actions import (
    StaleReading,
    keep_file,
    take_good_rows,
    take_return,
)
from stocktake_web.plans.returns.files import (
    RowView,
    check_file,
    corrections_of,
    digest_rows,
    file_rows,
)
from stocktake_web.plans.returns.forms import FileForm, TakeRowsForm
from stocktake_web.plans.returns.models import ReturnFile
from stocktake_web.plans.revisions.queries import plan
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.records.views import AreaActionView, AreaUpdateView, find_in_area
from stocktake_web.services import local_returns, today

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_SHOWN = 200
"""Rows of each kind that a page shows; the workbook to correct has all that wait."""


class FileView(AreaActionView):
    """Return figures as a file. Where rows wait, the person decides about the good ones."""

    permission = "plans.ask_returns"
    form_class = FileForm
    template_name = "plans/returns/file.html"
    success_view = "plans:returns"

    def perform(self, form: FileForm) -> HttpResponse | None:
        """Take the file, show what would be taken of it, or keep it where rows wait."""
        file = form.cleaned_data["file"]
        content = file.read()
        try:
            form_rows = local_returns.read_rows(file.name, content)
            rows = check_file(self.area, form_rows)
            if form.cleaned_data["only_read"]:
                return self._preview(file.name, content, rows)
            if any(row.waits for row in rows):
                return self._keep(file.name, form_rows)
            row = take_return(
                area=self.area,
                actor=account_of(self.request),
                request=None,
                by_role=role_of(self.request.user, self.area),
                name=file.name,
                content=content,
            )
        except InputError as error:
            faults = [f"{fault.location}: {fault.problem}" for fault in error.faults]
            raise ValidationError({"file": faults}) from None
        self.success_message = f"{counted(row.rows_count, 'figure')} taken."
        return None

    def _keep(self, name: str, rows: list[FormRow]) -> HttpResponse:
        return_file = keep_file(
            area=self.area, actor=account_of(self.request), file_name=name, rows=rows
        )
        return redirect("plans:return-rows", area=self.area.slug, pk=return_file.pk)

    def _preview(self, name: str, content: bytes, rows: list[RowView]) -> HttpResponse:
        context = _rows_by_fate(rows) | {"form": FileForm(), "name": name, "notes": ()}
        if not context["waiting_rows"]:
            preview = local_returns.preview_return(
                self.area, plan(self.area), name=name, content=content, on=today()
            )
            context["notes"] = preview.notes
        return render(self.request, "plans/returns/preview.html", context)


class FileRowsView(AreaUpdateView):
    """What is wrong with the rows of a file; take the good ones, and correct the rest."""

    permission = "plans.ask_returns"
    find = staticmethod(find_in_area(ReturnFile))
    model = ReturnFile
    form_class = TakeRowsForm
    template_name = "plans/returns/rows.html"
    success_view = "plans:return-rows"

    def success_parts(self) -> dict[str, Any]:
        """The same page, which then says what was taken and what waits."""
        return {"pk": self.record.pk}

    @cached_property
    def rows(self) -> list[RowView]:
        """Every row, by the plan of today or as it was when rows were taken."""
        return file_rows(self.record)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rows by what becomes of them."""
        rows = _rows_by_fate(self.rows) | {"digest": digest_rows(self.rows)}
        return super().get_context_data(**kwargs) | rows

    def perform(self, form: AreaModelForm) -> ReturnFile:
        """Take the good rows."""
        try:
            local_return = take_good_rows(
                area=self.area,
                actor=account_of(self.request),
                by_role=role_of(self.request.user, self.area),
                file=self.record,
                expected_version=form.cleaned_data["version"],
                expected_digest=form.cleaned_data["digest"],
            )
        except StaleReading:
            raise ValidationError(
                "Something was changed since you read this. Nothing was taken. "
                "Look at the rows again"
            ) from None
        except InputError as error:
            raise ValidationError([fault.problem for fault in error.faults]) from None
        self.success_message = f"{counted(local_return.rows_count, 'figure')} taken."
        return self.record  # type: ignore[no-any-return]

    def form_invalid(self, form: Any) -> HttpResponse:
        """The page again: what it asks for is no longer what is there."""
        status = 409 if form.non_field_errors() else 200
        return self.render_to_response(self.get_context_data(form=form), status=status)


@requires("plans.ask_returns", of=find_in_area(ReturnFile))
def show_corrections(request: HttpRequest, area: Area, return_file: ReturnFile) -> HttpResponse:
    """The rows that wait, each with what is wrong, to correct and send back."""
    disposition = {"Content-Disposition": f'attachment; filename="{area.slug}-to-correct.xlsx"'}
    return HttpResponse(corrections_of(return_file), content_type=WORKBOOK, headers=disposition)


def role_of(user: Any, area: Area) -> str:
    """As what somebody returns figures: their first role in the area."""
    memberships = memberships_of(user, area)
    return memberships[0].get_role_display() if memberships else ""


def _rows_by_fate(rows: list[RowView]) -> dict[str, Any]:
    return {
        "good_rows": [row for row in rows if not row.waits],
        "waiting_rows": [row for row in rows if row.waits],
        "most_shown": MOST_SHOWN,
    }
