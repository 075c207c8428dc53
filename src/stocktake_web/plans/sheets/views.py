"""Pages of the exchange with Excel: take out, send back, read through, apply."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions import account_of, requires
from stocktake_web.plans.activities.queries import activities
from stocktake_web.plans.revisions.queries import current_revision, plan
from stocktake_web.plans.risks.queries import open_risks
from stocktake_web.plans.sheets.actions import apply_workbook, keep_workbook
from stocktake_web.plans.sheets.export import write_workbook
from stocktake_web.plans.sheets.forms import ApplyForm, WorkbookForm
from stocktake_web.plans.sheets.import_ import WorkbookError, read_workbook
from stocktake_web.plans.sheets.models import SheetImport
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
            rows = read_workbook(
                file.read(),
                area=self.area,
                revision=current_revision(self.area),
                risks={risk.pk: risk for risk in open_risks(self.area)},
            )
        except WorkbookError as error:
            raise ValidationError({"file": str(error)}) from None
        row = keep_workbook(
            area=self.area, actor=account_of(self.request), file_name=file.name, rows=rows
        )
        return redirect("plans:sheet", area=self.area.slug, pk=row.pk)


class ImportView(AreaUpdateView):
    """What a workbook would change, row by row; then apply it."""

    permission = "plans.sheets"
    find = staticmethod(find_in_area(SheetImport))
    model = SheetImport
    form_class = ApplyForm
    template_name = "plans/sheets/import.html"
    success_view = "plans:sheets"
    success_message = "The workbook was applied."

    def perform(self, form: AreaModelForm) -> SheetImport:
        """Apply all of it, or nothing."""
        return apply_workbook(
            area=self.area,
            actor=account_of(self.request),
            sheet_import=self.record,
            expected_version=form.cleaned_data["version"],
        )


@requires("plans.sheets")
def show_workbook(request: HttpRequest, area: Area) -> HttpResponse:
    """The workbook."""
    content = write_workbook(
        place=area.name,
        revision=current_revision(area).number,
        as_of=services.today(),
        plan=plan(area),
        works=activities(area, services.now()),
        risks=list(open_risks(area)),
    )
    disposition = {"Content-Disposition": f'attachment; filename="{area.slug}-plan.xlsx"'}
    return HttpResponse(content, content_type=WORKBOOK, headers=disposition)
