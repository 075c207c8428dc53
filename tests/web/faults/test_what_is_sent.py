"""Files of the wrong kind, imports that fail in their middle, links that are not good."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
import python_calamine
import xlsxwriter
from installations import DESK, Installation, Visitor

pytestmark = pytest.mark.slow
PLAN, BOARDS = f"{DESK}/plan", f"{DESK}/boards"
DOCX, XLSX = "word/document.xml", "xl/workbook.xml"
COUNTS = """
SELECT (SELECT count(*) FROM plans_update), (SELECT count(*) FROM plans_risk),
(SELECT count(*) FROM plans_plandraft), (SELECT count(*) FROM boards_paper),
(SELECT count(*) FROM boards_packtemplate), (SELECT count(*) FROM plans_localreturn),
(SELECT count(*) FROM plans_sheetimport), (SELECT count(*) FROM audit_event)
"""


def package(part: str, content: bytes = b"<no>", repeats: int = 1) -> bytes:
    """A zip with one part of an Office file in it, which is not what it should be."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, content * repeats)
    return stream.getvalue()


BAD = {
    "empty.{}": b"",
    "program.exe": b"MZ\x90\0",
    "program.{}": b"MZ\x90\0" * 10,
    "cut.{}": b"PK\x03\x04" + b"\0" * 40,
    "word.{}": package(DOCX),
    "excel.{}": package(XLSX),
    "swollen.{}": package(XLSX, b"<sheet>" * 1000, 5_000),
    "large.{}": b"%PDF-1.7" + b"0" * 12_000_000,
    "na\u202eme\r\n.{}": b"\xff\xfe\0\0",
}


def test_no_file_of_another_kind_or_size_is_taken_anywhere(in_sqlite: Installation) -> None:
    item = in_sqlite.planted_ids["item"]
    forms: tuple[tuple[str, str, str, str, dict[str, Any]], ...] = (
        ("delivery_lead", f"{PLAN}/activities/team/update/", "file", "pdf", {"text": "x"}),
        ("delivery_lead", f"{PLAN}/excel/", "file", "xlsx", {}),
        ("analyst", f"{PLAN}/returns/file/", "file", "csv", {}),
        ("analyst", f"{PLAN}/returns/file/", "file", "xlsx", {}),
        ("analyst", f"{PLAN}/revisions/import/", "plan", "toml", {}),
        ("secretary", f"{BOARDS}/items/{item}/papers/add/", "file", "pdf", {"title": "x"}),
        ("secretary", f"{BOARDS}/template/", "file", "docx", {}),
    )
    with in_sqlite.serve() as server:
        visitors = {role: server.visitor(role) for role in {form[0] for form in forms}}
        [before] = in_sqlite.rows(COUNTS)
        for role, address, name, ending, more in forms:
            fields = visitors[role].form(address) | more
            for file_name, content in BAD.items():
                upload = (file_name.format(ending), content)
                answer = visitors[role].post(address, fields, **{name: upload})
                assert answer.status == 200, (address, file_name, answer.status, answer.text)
                assert "There is a problem" in answer.text, (address, file_name)
        assert in_sqlite.rows(COUNTS) == [before]
        pack = f"{BOARDS}/meetings/{in_sqlite.planted_ids['meeting']}/pack.docx"
        assert visitors["secretary"].get(pack).status == 200


def test_a_workbook_that_fails_in_its_middle_changes_nothing(installation: Installation) -> None:
    risk = installation.planted_ids["risk"]
    with installation.serve() as server:
        lead = server.visitor("delivery_lead")
        answer = lead.send(f"{PLAN}/excel/", {"file": ("plan.xlsx", filled_in(lead))})
        assert answer.status == 302, answer.text
        dry_run = answer.headers["location"]
        fields = lead.form(dry_run)
        page = f"{PLAN}/risks/{risk}/"
        change_answer = lead.send(page, title="Rain", likelihood=2, impact=4, response="")
        assert change_answer.status == 302, change_answer.text
        [before] = installation.rows(COUNTS)
        apply_answer = lead.post(dry_run, fields | {"take": "good"})
        assert apply_answer.status == 409
        assert installation.rows(COUNTS) == [before]
        assert installation.rows("SELECT title, likelihood, impact FROM plans_risk") == [
            ["Rain", 2, 4]
        ]
        for token in tampered(installation.planted_ids["links"][0]):
            assert server.visitor().get(f"/link/{token}/").status == 404, token
        assert server.visitor().get(f"/accounts/invitation/{'%00' * 9}/").status in (404, 410)
        assert server.visitor().get(f"/accounts/password/reset/key/1-{'x' * 20}/").status == 200
        for path in ("/link/%00/", "/%00/", f"{DESK}/%00/", "/api/v1/areas?x=%00"):
            assert lead.get(path).status in (200, 400, 404), path
        search = "/example-borough/explore/search/?q=%00"
        assert lead.get(search).status in (200, 400, 404)
    installation.command("verify_audit")


def filled_in(lead: Visitor) -> bytes:
    """The workbook with an update and two risks, the last of which somebody will have changed."""
    workbook_bytes = lead.get(f"{PLAN}/excel/plan.xlsx").body
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(workbook_bytes))
    cells = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    cells["Actions"][3][5:7] = ["Begun.", "action"]
    cells["Risks"][3][3] = 4
    new = ["", "", "Snow", 3, 3] + [""] * (len(cells["Risks"][3]) - 5)
    cells["Risks"].insert(3, new)
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as filled_workbook:
        for name, rows in cells.items():
            sheet = filled_workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return stream.getvalue()


def tampered(token: str) -> list[str]:
    """The token with one character changed, cut, lengthened, for something else, or no token."""
    places = range(0, len(token), 17)
    changed_tokens = [
        token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :] for at in places
    ]
    return [
        *changed_tokens,
        token[:-1],
        token + "A",
        token[::-1],
        "A" * 4000,
        "%F0%9F%92%A5",
        "..",
        ":::",
    ]
