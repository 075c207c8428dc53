"""What pages can rely on."""

from __future__ import annotations

import pytest
from django.template import engines
from jinja2 import UndefinedError
from markupsafe import Markup

from stocktake.targets import STATUS_WORDS
from stocktake_web.jinja import STATUS_CLASSES, cells


def page(text: str, **context: object) -> str:
    return engines["pages"].from_string(text).render(context)


def test_a_misspelt_name_fails_instead_of_printing_nothing() -> None:
    with pytest.raises(UndefinedError, match="'aera' is undefined"):
        page("{{ aera }}")


def test_what_people_write_is_not_markup() -> None:
    assert page("{{ words }}", words="<b>") == "&lt;b&gt;"
    assert "<b>" not in page('{{ govukTag({"text": words}) }}', words="<b>")


def test_every_status_has_words_and_a_colour() -> None:
    assert set(STATUS_CLASSES) == set(STATUS_WORDS)
    html = page('{% from "components/parts.html" import verdict %}{{ verdict("cannot_tell") }}')
    assert "Cannot tell" in html


def test_a_table_has_caption_and_scopes() -> None:
    html = page(
        '{% from "components/parts.html" import table %}'
        '{{ table("Pupils by year", head, [["2016/17", "214"]]) }}',
        head=["Year", {"text": "Pupils", "format": "numeric"}],
    )
    assert '<caption class="govuk-table__caption govuk-table__caption--m">Pupils by year' in html
    assert html.count('scope="col"') == 2
    assert html.count('scope="row"') == 1
    assert 'role="region" aria-label="Pupils by year" tabindex="0"' in html


def test_a_cell_that_says_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="a cell says nothing"):
        cells(["2016/17", None])


def test_a_cell_is_text_unless_it_is_markup_of_ours() -> None:
    assert cells(["<b>", Markup("<b>"), 3]) == [{"text": "<b>"}, {"html": "<b>"}, {"text": "3"}]
