"""Pages of the exchange with Excel: take out, send back, read through, take the good rows."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions import account_of, requires
from stocktake_web.formats import counted
from stocktake_web.plans.activities.queries import activities
from stocktake_web.plans.sheets.actions import (
    StaleReading,
    digest_reports,
    keep_workbook,
    take_rows,
)
from stocktake_web.plans.sheets.export import write_corrections, write_workbook
from stocktake_web.plans.sheets.forms import TakeForm, WorkbookForm
from stocktake_web.plans.sheets.import_ import WorkbookError, read_again, read_workbook
from stocktake_web.plans.sheets.models import SheetImport
from stocktake_web.plans.sheets.reports import RowReport
from stocktake_web.plans.sheets.row_context import RowContext, load_context
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.records.views import AreaActionView, AreaUpdateView, find_in_area

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ExchangeView(AreaActionView):
    """Take the workbook out, or send it back."""

    permission = "plans.sheets"
    form_class = WorkbookForm
    template_name = "plans/sheets/exchange.html"

    def perform(self, form: WorkbookForm) -> HttpResponse:
        """Read it through, and show what it would change."""
        file = form.cleaned_data["file"]
        try:
            rows = read_workbook(file.read(), load_context(self.area, account_of(self.request)))
        except WorkbookError as error:
            raise ValidationError({"file": str(error)}) from None
        row = keep_workbook(
            area=self.area, actor=account_of(self.request), file_name=file.name, rows=rows
        )
        return redirect("plans:sheet", area=self.area.slug, pk=row.pk)


class ImportView(AreaUpdateView):
    """What a workbook would change, row by row; then take the good rows, or none."""

    permission = "plans.sheets"
    find = staticmethod(find_in_area(SheetImport))
    model = SheetImport
    form_class = TakeForm
    template_name = "plans/sheets/import.html"
    success_view = "plans:sheet"

    def success_parts(self) -> dict[str, Any]:
        """The same page, which then says what was taken and what waits."""
        return {"pk": self.record.pk}

    @cached_property
    def reports(self) -> list[RowReport]:
        """What each row would do now, or did when rows were taken."""
        return current_reports(self.record, load_context(self.area, account_of(self.request)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rows by what becomes of them."""
        return super().get_context_data(**kwargs) | {
            "good_rows": [report for report in self.reports if report.can_be_taken],
            "waiting_rows": [report for report in self.reports if report.waits],
            "taken_rows": [report for report in self.reports if report.is_applied],
            "digest": digest_reports(self.reports),
        }

    def perform(self, form: AreaModelForm) -> SheetImport:
        """Take the good rows, or none."""
        if form.cleaned_data["take"] == "none":
            self.success_message = "Nothing was taken."
            return self.record  # type: ignore[no-any-return]
        try:
            row = take_rows(
                area=self.area,
                actor=account_of(self.request),
                sheet_import=self.record,
                expected_version=form.cleaned_data["version"],
                expected_digest=form.cleaned_data["digest"],
            )
        except StaleReading:
            raise ValidationError(
                "Something was changed on the page since you read this. Nothing was taken. "
                "Look at the rows again"
            ) from None
        taken_count = sum(report.is_applied for report in row.reports)
        self.success_message = f"{counted(taken_count, 'row')} of the workbook taken."
        return row

    def form_invalid(self, form: Any) -> HttpResponse:
        """The page again: what it asks for is no longer what is there."""
        status = 409 if form.non_field_errors() else 200
        return self.render_to_response(self.get_context_data(form=form), status=status)


@requires("plans.sheets")
def show_workbook(request: HttpRequest, area: Area) -> HttpResponse:
    """The workbook."""
    context = load_context(area, account_of(request))
    content = write_workbook(context, activities(area, services.now()), services.today())
    return _workbook_response(content, f"{area.slug}-plan.xlsx")


@requires("plans.sheets", of=find_in_area(SheetImport))
def show_corrections(request: HttpRequest, area: Area, sheet_import: SheetImport) -> HttpResponse:
    """The rows that wait, each with what is wrong, to correct and send back."""
    context = load_context(area, account_of(request))
    reports = [report for report in current_reports(sheet_import, context) if report.waits]
    content = write_corrections(context, reports, services.today())
    return _workbook_response(content, f"{area.slug}-to-correct.xlsx")


def current_reports(sheet_import: SheetImport, context: RowContext) -> list[RowReport]:
    """What the rows would do now; what they did, where they were taken."""
    if sheet_import.applied_at:
        return sheet_import.reports
    return read_again(sheet_import.reports, context)


def _workbook_response(content: bytes, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=WORKBOOK, headers=disposition)
