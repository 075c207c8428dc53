"""Takes the workbook out, fills it in, sends it back and takes its rows, as a person does."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import python_calamine
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from stocktake_web.plans.models import SheetImport

EXCEL = "/example-borough/dashboard/plan/excel"
Cells = dict[str, list[list[Any]]]
Fill = Callable[[Cells], None]


def take_out(client: Client, address: str = f"{EXCEL}/plan.xlsx") -> Cells:
    """The cells of a workbook by sheet."""
    answer = client.get(address)
    assert answer.status_code == 200
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def send_back(client: Client, cells: Cells, formulas: dict[tuple[str, str], str] = {}) -> str:  # noqa: B006
    """Send cells as a workbook; the page that answers."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as workbook:
        for name, rows in cells.items():
            page = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
            for (sheet, cell), value in formulas.items():
                if sheet == name:
                    page.write_formula(cell, "=NA()", None, value)
    file = SimpleUploadedFile("plan.xlsx", stream.getvalue())
    return client.post(f"{EXCEL}/", {"file": file}, follow=True).content.decode()


def send(client: Client, fill: Fill) -> str:
    """Take the workbook out, fill it in, send it back; the page that answers."""
    cells = take_out(client)
    fill(cells)
    return send_back(client, cells)


def latest() -> SheetImport:
    """The workbook that was sent last."""
    return SheetImport.objects.order_by("pk").last()


def take(client: Client, sheet_import: SheetImport, button: str = "good", page: str = "") -> Any:
    """Press a button of the page of a workbook, as it is now or as it was read before."""
    address = f"{EXCEL}/{sheet_import.pk}/"
    page = page or client.get(address).content.decode()
    fields = dict(re.findall(r'<input type="hidden" name="(version|digest)" value="(\w+)"', page))
    return client.post(address, {"version": 1} | fields | {"take": button})
