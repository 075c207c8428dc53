"""Fields and errors as GOV.UK's pattern has them."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

import pytest
from django import forms
from django.http import QueryDict

from stocktake_web.forms import DayField, Form, errors, field, fields


class ActivityForm(Form):
    title = forms.CharField(label="Title", help_text="A few words.", max_length=80)
    count = forms.IntegerField(label="Number of pupils", required=False)
    story = forms.CharField(label="What happened", max_length=200, widget=forms.Textarea)
    kind = forms.ChoiceField(
        label="Kind", choices=[("a", "Training"), ("b", "Visit")], widget=forms.RadioSelect
    )
    groups = forms.MultipleChoiceField(
        label="Groups",
        choices=[("d", "Disadvantaged"), ("s", "SEND")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    owner = forms.ChoiceField(label="Owner", choices=[("", "Choose"), ("x", "Example Owner")])
    has_agreed = forms.BooleanField(label="The board has agreed", required=False)
    due = DayField(label="Due date")
    paper = forms.FileField(label="Paper", required=False)


@pytest.mark.slow
def test_every_kind_of_field_is_drawn_with_its_label() -> None:
    page = str(fields(ActivityForm()))
    for words in ("Title", "Number of pupils (optional)", "What happened", "Kind", "Groups"):
        assert words in page
    assert page.count('class="govuk-radios__input"') == 2
    assert page.count('class="govuk-checkboxes__input"') == 3
    assert 'name="due_day"' in page
    assert 'type="file"' in page


def test_an_empty_form_says_what_to_enter() -> None:
    form = ActivityForm({})
    summary = str(errors(form))
    assert "There is a problem" in summary
    for words, target in (
        ("Enter title", "#id_title"),
        ("Select kind", "#id_kind"),
        ("Select owner", "#id_owner"),
        ("Enter due date", "#id_due-day"),
    ):
        assert words in summary
        assert f'href="{target}"' in summary


def test_each_link_of_the_summary_leads_to_a_field() -> None:
    form = ActivityForm({})
    form.is_valid()
    page = str(fields(form))
    for part in str(errors(form)).split('href="#')[1:]:
        assert f'id="{part.split(chr(34))[0]}"' in page


def test_an_error_stands_at_its_field_and_is_announced_with_it() -> None:
    form = ActivityForm({})
    html = str(field(form["title"]))
    assert 'aria-describedby="id_title-hint id_title-error"' in html
    assert "govuk-form-group--error" in html


def test_a_form_without_errors_has_no_summary() -> None:
    assert str(errors(ActivityForm())) == ""


def test_what_was_entered_comes_back_and_is_not_markup() -> None:
    text = '"><script>alert(1)</script>'
    form = ActivityForm({"title": text, "story": "</textarea><b>", "due_day": text})
    page = str(fields(form)) + str(errors(form))
    assert "<script>" not in page
    assert "</textarea><b>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (("", "", ""), "Enter due date"),
        (("8", "", "2026"), "Due date must include a month"),
        (("", "", "2026"), "Due date must include a day and a month"),
        (("31", "4", "2026"), "Due date must be a real date"),
        (("eight", "4", "2026"), "Due date must be a real date"),
    ],
)
def test_a_date_that_is_none_is_said_so(parts: tuple[str, str, str], message: str) -> None:
    form = ActivityForm(dict(zip(("due_day", "due_month", "due_year"), parts, strict=True)))
    assert form.errors["due"] == [message]


@pytest.mark.parametrize(
    ("entered_text", "stored_text"),
    [
        ("One\r\n\r\nTwo\rThree", "One\n\nTwo\nThree"),
        ("a\x1b[2J\x0bb\x9bc", "a[2Jbc"),
        ("\ufffex\uffff", "x"),
        (
            "Tab\tand \U0001f600 and Ysgol y Gogledd\u2019s",
            "Tab\tand \U0001f600 and Ysgol y Gogledd\u2019s",
        ),
    ],
)
def test_a_text_is_kept_as_a_document_can_hold_it(entered_text: str, stored_text: str) -> None:
    form = ActivityForm(QueryDict(urlencode({"story": entered_text}), encoding="utf-8"))
    form.is_valid()
    assert form.cleaned_data["story"] == stored_text


def test_a_null_character_is_refused_and_not_left_out() -> None:
    form = ActivityForm({"story": "a\x1b\x00b"})
    assert form.errors["story"] == ["Null characters are not allowed."]


def test_a_text_of_control_characters_alone_is_none() -> None:
    assert ActivityForm({"title": "\x1b\x07"}).errors["title"] == ["Enter title"]


def test_a_date_is_read_and_written_in_three_boxes() -> None:
    form = ActivityForm({"due_day": " 8", "due_month": "4", "due_year": "2026"})
    form.is_valid()
    assert form.cleaned_data["due"] == date(2026, 4, 8)
    html = str(field(ActivityForm(initial={"due": date(2026, 4, 8)})["due"]))
    assert [part.split('"')[0] for part in html.split('value="')[1:]] == ["8", "4", "2026"]
