"""Recommendations are followed until their impact is evident."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from docx import Document
from pypdf import PdfReader

from stocktake_web.accounts.models import Area, User
from stocktake_web.audit.models import Event
from stocktake_web.plans.models import PlanRevision, Recommendation
from stocktake_web.plans.recommendations.actions import add_evidence, add_letter
from stocktake_web.plans.recommendations.one_page import as_pdf, as_word, page_of
from stocktake_web.plans.recommendations.queries import recommendation, recommendations
from stocktake_web.records.change import change

pytestmark = pytest.mark.django_db
REGISTER = "/example-borough/dashboard/plan/recommendations"


@pytest.fixture
def first(area: Area, revision: PlanRevision) -> Recommendation:
    return add_letter(area=area, actor=None)[0]


def test_the_letter_has_eight_and_asks_for_reinspection_within_nine_to_twelve_months(
    area: Area, first: Recommendation
) -> None:
    assert [row.number for row in recommendations(area)] == list(range(1, 9))
    assert first.published == date(2013, 12, 3)
    assert (first.window_opens, first.window_closes) == (date(2014, 9, 3), date(2014, 12, 3))


def test_impact_is_not_evident_because_somebody_says_so(
    area: Area, users: dict[str, User], first: Recommendation
) -> None:
    lead = users["delivery_lead"]
    values = {"state": "impact_evident"}
    arguments = {"area": area, "actor": lead, "recommendation": first}
    with pytest.raises(ValidationError):
        change(first, actor=lead, values=values, expected_version=1)
    add_evidence(**arguments, kind="action", text="The plan is written.")
    with pytest.raises(ValidationError):
        change(first, actor=lead, values=values, expected_version=1)
    add_evidence(**arguments, kind="impact", text="Results rose.")
    row = change(first, actor=lead, values=values, expected_version=1)
    assert row.get_state_display() == "Impact evident"


def test_the_page_says_which_evidence_is_missing(
    client_for: Callable[[str], Client], first: Recommendation
) -> None:
    page = client_for("delivery_lead").post(
        f"{REGISTER}/{first.pk}/change/", {"state": "acted_on", "version": "1"}
    )
    assert "needs evidence of action first" in page.content.decode()


def test_one_page_each_in_word_and_pdf_says_the_same(
    area: Area, first: Recommendation, client_for: Callable[[str], Client]
) -> None:
    add_evidence(
        area=area, actor=None, recommendation=first, kind="action", text="Targets are set."
    )
    client = client_for("adviser")
    pdf = client.get(f"{REGISTER}/{first.pk}/page.pdf")
    reader = PdfReader(io.BytesIO(pdf.content))
    assert len(reader.pages) == 1
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    word = Document(io.BytesIO(client.get(f"{REGISTER}/{first.pk}/page.docx").content))
    in_word = " ".join(paragraph.text for paragraph in word.paragraphs)
    # Where letters are kerned, reading a PDF takes the gap between them for a space: "T urn".
    in_pdf = "".join(reader.pages[0].extract_text().split())
    page = page_of(recommendation(area, first.pk), place=area.name, as_of=date(2026, 11, 23))
    for words in (page.title, page.text[:40], "Targets are set.", "None was given yet."):
        assert words in in_word
        assert "".join(words.split()) in in_pdf
    assert as_pdf(page) == as_pdf(page)
    assert as_word(page)
    size = word.sections[0]._sectPr.pgSz
    assert (size.w.twips, size.h.twips) == (11906, 16838)
    footer = word.sections[0].footer._element
    assert footer.xpath(".//w:fldSimple/@w:instr") == ["PAGE", "NUMPAGES"]
    assert "Page1of1" in in_pdf


@pytest.mark.parametrize("path", ["", "add/", "{pk}/", "{pk}/change/", "{pk}/evidence/"])
def test_every_page_opens(
    path: str, first: Recommendation, client_for: Callable[[str], Client]
) -> None:
    answer = client_for("secretary").get(f"{REGISTER}/{path.format(pk=first.pk)}")
    assert answer.status_code == 200


def test_one_is_added_owned_and_given_evidence_through_its_pages(
    area: Area, users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    client = client_for("delivery_lead")
    form = {
        "source_kind": "review", "source_title": "A review", "number": "1", "text": "Do it.",
        "published_day": "1", "published_month": "9", "published_year": "2026",
        "window_opens_day": "2", "window_opens_month": "9", "window_opens_year": "2027",
        "window_closes_day": "1", "window_closes_month": "9", "window_closes_year": "2027",
    }  # fmt: skip
    page = client.post(f"{REGISTER}/add/", form).content.decode()
    assert "The window must close on or after the day it opens" in page
    form["window_closes_month"] = "10"
    assert client.post(f"{REGISTER}/add/", form)["Location"] == f"{REGISTER}/"
    row = Recommendation.objects.get()
    assert (row.area, row.state) == (area, "not_started")
    evidence = {"kind": "action", "text": "It is done."}
    answer = client.post(f"{REGISTER}/{row.pk}/evidence/", evidence)
    assert answer["Location"] == f"{REGISTER}/{row.pk}/"
    change = {"state": "acted_on", "owner_user": users["adviser"].pk, "version": "1"}
    assert client.post(f"{REGISTER}/{row.pk}/change/", change).status_code == 302
    assert "It is done." in client.get(f"{REGISTER}/{row.pk}/").content.decode()
    events = Event.objects.filter(object_type="plans.recommendation", object_id=str(row.pk))
    assert list(events.order_by("pk").values_list("verb", flat=True)) == [
        "add", "give evidence", "change",
    ]  # fmt: skip
