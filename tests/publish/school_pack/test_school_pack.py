"""A school's data pack: four pages, one content, nobody named."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from invented_profile import ABSENCE, MEASURES, invented_profile, similar_schools
from pypdf import PdfReader

from stocktake.publish.content import Item
from stocktake.publish.school_pack.build import PackJudgement, compose_school_pack
from stocktake.publish.school_pack.content import SchoolPack
from stocktake.publish.school_pack.pdf import write_school_pack_pdf
from stocktake.publish.school_pack.workbook import write_school_pack_workbook
from stocktake.schools.profile.model import ProfilePart

JUDGEMENT = PackJudgement(
    "The rate of improvement is not sufficient.",
    "C, set on 1 October 2026: two years below similar schools.",
    (Item("Attainment 8 below similar schools", "Met", "note", "36.1 against 42.0"),),
    (Item("Agree a level for 2027", why="By 31 January 2027"),),
)


def pack(**changes: Any) -> SchoolPack:
    return compose_school_pack(
        invented_profile(**changes), place="Eastmere", judgement=JUDGEMENT, questions=("Why?",)
    )


def texts(content: SchoolPack) -> list[str]:
    reader = PdfReader(io.BytesIO(write_school_pack_pdf(content)))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_a_pack_has_four_pages_each_with_its_sentence() -> None:
    content = pack()
    pages = texts(content)
    assert len(pages) == len(content.pages) == 4
    for page, text in zip(content.pages, pages, strict=True):
        assert page.title in text
        assert page.sentence.split(".")[0] in text
    assert "Page 4 of 4" in pages[3]


def test_the_pdf_is_tagged_and_every_chart_has_a_description() -> None:
    data = write_school_pack_pdf(pack())
    catalogue = PdfReader(io.BytesIO(data)).trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert str(catalogue["/Lang"]).startswith("en")
    assert write_school_pack_pdf(pack()) == data


def test_disadvantaged_and_higher_attaining_pupils_are_on_the_second_page() -> None:
    groups = pack().pages[1]
    titles = [
        figure.chart.title for part in groups.parts for figure in part.figures if figure.chart
    ]
    assert titles == [
        "Attainment 8: disadvantaged pupils",
        "Attainment 8: pupils with high prior attainment",
    ]


def test_a_missing_figure_is_said_and_never_zero() -> None:
    (table,) = (table for table in pack().pages[0].parts[1].tables)
    (row,) = table.rows
    assert [cell.text for cell in row[2:5]] == ["no figure"] * 3
    assert [cell.number for cell in row[2:5]] == [None] * 3
    assert table.notes == ("Progress 8, 2024/25: Too few pupils for a figure to be published.",)


def test_a_school_without_results_still_has_its_pack() -> None:
    content = pack(parts=(ProfilePart(id="absence", title="Absence", measures=(), empty="None."),))
    assert content.pages[0].sentence == "No result of this school is published."
    assert "No figure of a group" in content.pages[1].parts[0].sentence
    assert len(texts(content)) == 4


def test_more_measures_than_fit_go_into_the_workbook_and_the_page_says_so() -> None:
    many = tuple(
        measure.model_copy(update={"title": f"{measure.title} {number}", "measure": f"m{number}"})
        for number in range(12)
        for measure in MEASURES
    )
    wide = tuple(
        measure.model_copy(update={"title": f"Absence {number}"})
        for number in range(30)
        for measure in ABSENCE
    )
    content = pack(
        parts=(
            ProfilePart(id="key-stage-4", title="Key stage 4", measures=many, empty=""),
            ProfilePart(id="absence", title="Absence", measures=wide, empty=""),
        )
    )
    pages = texts(content)
    assert len(pages) == 4
    assert "27 more rows are in the workbook." in pages[0]
    assert "20 more rows are in the workbook." in pages[1]
    book = openpyxl.load_workbook(io.BytesIO(write_school_pack_workbook(content)))
    cells = {str(row[0].value) for sheet in book.worksheets for row in sheet.iter_rows()}
    assert {f"Absence {number}" for number in range(30)} <= cells


def test_the_workbook_holds_every_sentence_and_unrounded_figures() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_school_pack_workbook(pack())))
    cells = [cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert "The rate of improvement is not sufficient." in cells
    assert "Why?" in cells
    assert 36.1 in cells
    assert book.sheetnames[:3] == ["Cover", "Contents", "Notes"]


def test_before_results_are_final_similar_schools_are_not_named() -> None:
    profile = invented_profile()
    open_pack = compose_school_pack(profile, place="Eastmere")
    early_pack = compose_school_pack(profile, place="Eastmere", names_schools=False)
    assert "Invented School 1" in " ".join(texts(open_pack))
    assert "Invented School" not in " ".join(texts(early_pack))


def test_provisional_figures_are_named_on_every_page() -> None:
    years = tuple(year.model_copy(update={"stage": "provisional"}) for year in MEASURES[0].years)
    measure = MEASURES[0].model_copy(update={"years": years})
    part = ProfilePart(id="key-stage-4", title="Key stage 4", measures=(measure,), empty="")
    content = pack(parts=(part,))
    assert all("Some figures are provisional." in text for text in texts(content))


@pytest.mark.parametrize("count", [0, 50])
def test_any_number_of_schools_to_learn_from_keeps_four_pages(count: int) -> None:
    assert len(texts(pack(similar=similar_schools(count)))) == 4


def test_very_long_words_stay_on_their_page() -> None:
    name = "Llanfair" * 12
    content = replace(pack(), title=f"{name}: data pack", headline=name)
    assert len(texts(content)) == 4
