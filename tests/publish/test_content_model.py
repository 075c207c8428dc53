"""The content model is one document: written as JSON, it is read again as it was."""

from __future__ import annotations

import json
import math

import pytest
from pydantic import ValidationError

from stocktake.plan.judge import Judgement
from stocktake.publish import ReportContent, report_content
from stocktake.publish.content import Cell


@pytest.mark.parametrize("for_public", [False, True])
def test_content_is_read_from_json_as_it_was_written(
    quoted_judgement: Judgement, for_public: bool
) -> None:
    content = report_content(quoted_judgement, for_public=for_public)
    text = content.model_dump_json()
    again = ReportContent.model_validate_json(text)
    assert again == content
    assert again.model_dump_json() == text
    charts = [figure.chart for card in again.every_card for figure in card.figures]
    assert any(charts), "a chart is content, not a drawing"


def test_local_figures_are_read_again_as_local(with_returns: Judgement) -> None:
    content = report_content(with_returns)
    again = ReportContent.model_validate_json(content.model_dump_json())
    assert again == content
    assert any(card.board for card in again.every_card)


def test_the_document_names_its_schema_and_another_one_is_refused(
    quoted_judgement: Judgement,
) -> None:
    plain = json.loads(report_content(quoted_judgement).model_dump_json())
    assert plain["schema_version"] == 2
    with pytest.raises(ValidationError, match="schema_version"):
        ReportContent.model_validate(plain | {"schema_version": 3})


def test_an_unknown_field_is_refused(quoted_judgement: Judgement) -> None:
    plain = json.loads(report_content(quoted_judgement).model_dump_json())
    plain["sections"][0]["cards"][0]["remark"] = "x"
    with pytest.raises(ValidationError, match="remark"):
        ReportContent.model_validate(plain)


@pytest.mark.parametrize("number", [math.nan, math.inf])
def test_a_figure_is_a_number(number: float) -> None:
    with pytest.raises(ValidationError, match="finite number"):
        Cell("5", number)


def test_content_does_not_change(quoted_judgement: Judgement) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        report_content(quoted_judgement).title = "Another"  # type: ignore[misc]


def test_a_figure_without_a_basis_is_not_read_as_released(quoted_judgement: Judgement) -> None:
    plain = json.loads(report_content(quoted_judgement, for_public=True).model_dump_json())
    card = next(card for section in plain["sections"] for card in section["cards"] if card["shown"])
    card["shown"][0]["bases"] = []
    with pytest.raises((TypeError, ValidationError), match="at least one basis"):
        ReportContent.model_validate_json(json.dumps(plain))
