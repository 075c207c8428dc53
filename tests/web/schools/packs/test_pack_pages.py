"""A school's data pack as a head or governor reads it."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import docx
import openpyxl
import pytest
from django.test import Client
from invented_profile import invented_profile
from playwright.sync_api import expect
from pypdf import PdfReader
from school_rows import OLD_MILL

from stocktake_web.accounts.models import School, User
from stocktake_web.records.change import change
from stocktake_web.schools.categories.actions import set_category
from stocktake_web.schools.categories.models import CategorySetting
from stocktake_web.schools.objectives.models import SchoolObjective
from stocktake_web.schools.packs.queries import find_pack

pytestmark = pytest.mark.django_db
BASE = f"/example-borough/dashboard/schools/{OLD_MILL}/"


@pytest.fixture
def school(schools: dict[str, School], store_profile: Callable[..., None]) -> School:
    store_profile(schools[OLD_MILL])
    return schools[OLD_MILL]


def words(answer: Any) -> str:
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def set_to_c(school: School) -> CategorySetting:
    return set_category(
        actor=None,
        by_role="Improvement officer",
        school=school,
        category="C",
        reason="Results fell twice.",
        effective_date=date(2026, 11, 1),
    )


def test_a_governor_reads_the_four_pages_and_the_questions(
    school: School, client_for: Callable[[str], Client]
) -> None:
    text = words(client_for("governor").get(f"{BASE}pack/"))
    for title in ("Results", "Groups of pupils", "What was judged", "What is asked"):
        assert title in text
    assert "What do those that do better do that we do not?" in text
    assert "No category is set for this school." in text


@pytest.mark.slow
def test_the_category_and_why_it_was_set_are_in_every_form(
    school: School, client_for: Callable[[str], Client]
) -> None:
    set_to_c(school)
    client = client_for("headteacher")
    reason = "Results fell twice."
    assert reason in words(client.get(f"{BASE}pack/"))
    pdf = PdfReader(io.BytesIO(client.get(f"{BASE}pack.pdf").content))
    assert len(pdf.pages) == 4
    assert reason in " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)
    word = docx.Document(io.BytesIO(client.get(f"{BASE}pack.docx").content))
    assert any(reason in paragraph.text for paragraph in word.paragraphs)
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{BASE}pack.xlsx").content))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(reason in cell for cell in cells)


def test_the_evidence_of_the_day_is_what_the_pack_shows(school: School) -> None:
    setting = set_to_c(school)
    row = {"title": "Below similar schools", "outcome": "met", "text": "36.1 against 42.0"}
    CategorySetting.objects.bulk_create(
        [
            CategorySetting(
                area=school.area, school=school, category="D", category_title="D Intensive",
                step=3, reason="Worse.", effective_date=date(2026, 11, 9),
                suggestion={"evidence": [row]}, by_role="Head of service", at=setting.at,
            )
        ]
    )  # fmt: skip
    pack = find_pack(school)
    assert pack is not None
    (item,) = pack.pages[2].parts[1].items
    assert (item.tag, item.text, item.why) == ("Met", row["title"], row["text"])


def test_the_word_document_has_headings_tables_and_page_numbers(
    school: School, client_for: Callable[[str], Client]
) -> None:
    document = docx.Document(io.BytesIO(client_for("governor").get(f"{BASE}pack.docx").content))
    headings = [p.text for p in document.paragraphs if (p.style.name or "").startswith("Heading 1")]
    assert len(headings) == 5
    assert len(document.tables) >= 6
    foot = document.sections[0].footer._element.xml
    assert "NUMPAGES" in foot


def test_no_page_of_the_pack_is_large(
    school: School, client_for: Callable[[str], Client], page_bytes: Callable[[bytes], int]
) -> None:
    assert page_bytes(client_for("governor").get(f"{BASE}pack/").content) < 60_000


@pytest.mark.slow
def test_a_governor_reads_the_pack_on_a_phone(school: School, page_for: Callable[..., Any]) -> None:
    page = page_for("governor", viewport={"width": 375, "height": 740})
    page.goto(f"{BASE}pack/")
    expect(page.locator("h1")).to_have_text("Data pack")
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    page.get_by_role("link", name="What is asked, and what governors should ask").click()
    expect(page.get_by_text("What do those that do better do").first).to_be_visible()


def test_what_is_asked_stands_in_the_pack_until_it_is_done(
    school: School, users: dict[str, User]
) -> None:
    values = {
        "aspect": "teaching", "term": "spring", "academic_year": "202627",
        "due": date(2027, 3, 12), "text": "Every class reads daily.", "evidence": "Two visits.",
    }  # fmt: skip
    row = change(
        SchoolObjective(area=school.area, school=school),
        actor=users["improvement_officer"],
        values=values,
    )
    pack = find_pack(school)
    assert pack is not None
    (request,) = pack.pages[3].parts[0].items
    assert request.text == "Every class reads daily."
    assert request.why == "By 12 March 2027. Shown by: Two visits."
    officer = users["improvement_officer"]
    change(row, actor=officer, values={"outcome": "met"}, expected_version=row.version)
    later = find_pack(school)
    assert later is not None
    (request,) = later.pages[3].parts[0].items
    assert request.text == "Nothing is asked of the school at present."


@pytest.mark.slow
def test_a_name_that_a_spreadsheet_would_run_stays_text(
    schools: dict[str, School],
    store_profile: Callable[..., None],
    client_for: Callable[[str], Client],
) -> None:
    name = '=HYPERLINK("https://example.invalid";"<b>&amp;")'
    details = invented_profile().school.model_copy(update={"name": name})
    store_profile(schools[OLD_MILL], school=details)
    School.objects.filter(pk=schools[OLD_MILL].pk).update(name=name)
    client = client_for("headteacher")
    page = client.get(f"{BASE}pack/").content.decode()
    assert name in html.unescape(page)
    assert "<b>&amp;" not in page
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{BASE}pack.xlsx").content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(name in str(cell.value) for cell in cells)
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert not [cell.coordinate for cell in cells if cell.hyperlink and "invalid" in cell.value]
    word = docx.Document(io.BytesIO(client.get(f"{BASE}pack.docx").content))
    assert any(name in paragraph.text for paragraph in word.paragraphs)
