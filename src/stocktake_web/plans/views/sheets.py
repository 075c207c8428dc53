"""Excel: the workbook goes out, comes back, is read through, and is applied."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from stocktake_web import gateway
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.rights import account_of, right
from stocktake_web.forms import Form
from stocktake_web.plans import actions, queries
from stocktake_web.plans.forms.work import VersionForm
from stocktake_web.plans.models import SheetImport
from stocktake_web.plans.sheets.back import NotOurs, read_back
from stocktake_web.plans.sheets.out import workbook
from stocktake_web.plans.uploads import check_upload
from stocktake_web.plans.views.pages import done, to

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class WorkbookForm(Form):
    """Send the workbook back."""

    file = forms.FileField(
        label="The filled-in workbook", widget=forms.FileInput(attrs={"accept": ".xlsx"})
    )

    def clean_file(self) -> object:
        """The file, if it is a workbook of a size that is taken."""
        check_upload(self.cleaned_data["file"], (".xlsx",))
        return self.cleaned_data["file"]


@right("plans.sheets", post="plans.sheets")
def sheets(request: HttpRequest, area: Area) -> HttpResponse:
    """Take the workbook out, or send it back."""
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            rows = read_back(
                sent.read(),
                revision=queries.current_revision(area).number,
                plan=queries.plan(area),
                risks={risk.pk: risk for risk in queries.risks(area)},
                today=gateway.today(),
            )
        except NotOurs as error:
            form.add_error("file", str(error))
        else:
            kept = actions.keep_workbook(
                area=area, actor=account_of(request), file_name=sent.name, rows=rows
            )
            return redirect(to("sheet", area, sheet=kept.pk))
    return render(request, "plans/sheets.html", {"form": form})


@right("plans.sheets")
def out(request: HttpRequest, area: Area) -> HttpResponse:
    """The workbook."""
    content = workbook(
        place=area.name,
        revision=queries.current_revision(area).number,
        as_of=gateway.today(),
        plan=queries.plan(area),
        works=queries.activities(area, gateway.now()),
        risks=list(queries.risks(area)),
    )
    disposition = {"Content-Disposition": f'attachment; filename="{area.slug}-plan.xlsx"'}
    return HttpResponse(content, content_type=WORKBOOK, headers=disposition)


@right("plans.sheets", post="plans.sheets", of=queries.sheet_import)
def sheet(request: HttpRequest, area: Area, sheet_import: SheetImport) -> HttpResponse:
    """What a workbook would change, row by row; then apply it."""
    faults = [row for row in sheet_import.rows if row["what"] == "fault"]
    if request.method == "POST":
        form = VersionForm(request.POST)
        if form.is_valid():
            actions.apply_workbook(
                area=area,
                actor=account_of(request),
                sheet_import=sheet_import,
                expected_version=form.cleaned_data["version"],
            )
            return done(request, "The workbook was applied.", to("sheets", area))
    context = {
        "sheet": sheet_import,
        "faults": faults,
        "form": VersionForm(initial={"version": sheet_import.version}),
    }
    return render(request, "plans/sheet.html", context)
