"""A report for the public holds nothing that rests on a local return, in any of its forms."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pypdf
import pytest

from stocktake.plan.judge import Judgement
from stocktake.publish import report_content, write_html, write_pdf, write_workbook
from stocktake.publish.content import ReportContent

LOCAL_FIGURES = re.compile(r"(?<!\d)(7,?031|7,?177|3,?359|8,?623)(?!\d)")
"""How any of the returned figures could be written."""


def _html(content: ReportContent) -> str:
    return write_html(content)


def _pdf(content: ReportContent) -> str:
    pages = pypdf.PdfReader(io.BytesIO(write_pdf(content))).pages
    return "\n".join(page.extract_text() for page in pages)


def _workbook(content: ReportContent) -> str:
    with zipfile.ZipFile(io.BytesIO(write_workbook(content))) as parts:
        names = [name for name in parts.namelist() if name.endswith(".xml")]
        return "\n".join(parts.read(name).decode() for name in names)


@pytest.mark.slow
@pytest.mark.parametrize("write", [_html, _pdf, _workbook])
def test_local_figures_are_for_the_board(
    with_returns: Judgement, write: Callable[[ReportContent], str]
) -> None:
    board = write(report_content(with_returns))
    assert {re.sub(",", "", number) for number in LOCAL_FIGURES.findall(board)} == {
        "7031",
        "7177",
        "3359",
        "8623",
    }
    public = write(report_content(with_returns, for_public=True))
    assert LOCAL_FIGURES.findall(public) == []
    assert "Local data, not published" in public
    assert "at most 0.4" in public.lower()


def test_a_verdict_that_rests_on_a_return_is_withheld_with_its_status(
    with_returns: Judgement,
) -> None:
    assert with_returns.verdict("many-encounters").status == "met"  # type: ignore[union-attr]
    content = report_content(with_returns, for_public=True)
    tags = {card.id: card.tag for card in content.cards}
    assert tags == {
        "few-exclusions": "Met",
        "many-encounters": "Local data, not published",
        "both": "Local data, not published",
    }
    assert content.headline == (
        "Of 3 targets, 1 is met and 2 use local data that is not published."
    )
    assert all(not card.board for card in content.every_card)


def test_a_sentence_does_not_tell_what_a_returned_watch_indicator_did(
    with_returns: Judgement,
) -> None:
    board = report_content(with_returns).cards[0]
    assert board.sentence.startswith("Met, but ")
    assert [item.tag for item in board.watch] == ["Worsened"]
    public = report_content(with_returns, for_public=True).cards[0]
    assert public.sentence.startswith("Met: 0.33 per 100 in 2015/16")
    assert (public.watch, public.leading) == ((), ())


def test_the_board_sees_what_is_local_labelled(with_returns: Judgement) -> None:
    content = report_content(with_returns)
    assert content.audience.startswith("For the board.")
    cards = {card.id: card for card in content.every_card}
    assert cards["many-encounters"].local
    assert cards["many-encounters"].board[0].local
    assert not cards["few-exclusions"].local
    assert "Local data, not published" in write_html(content)


@pytest.mark.slow
def test_the_example_without_returns_reads_the_same_for_both(quoted_judgement: Judgement) -> None:
    board, public = (
        report_content(quoted_judgement),
        report_content(quoted_judgement, for_public=True),
    )
    assert [card.sentence for card in public.every_card] == [c.sentence for c in board.every_card]
    assert public.counts == board.counts
