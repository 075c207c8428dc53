"""Forms of an agenda: items, suggestions, papers, notes."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.boards.agenda.models import AgendaItem, Paper
from stocktake_web.boards.agenda.queries import more_open_than, priority_choices
from stocktake_web.boards.agenda.suggestions import Suggestion
from stocktake_web.boards.fields import CheckedFileField, OpennessField, set_choices
from stocktake_web.boards.openness import EXEMPT, PAPER_HINTS, RESTRICTED, contents_conflict
from stocktake_web.forms import Form
from stocktake_web.records.forms import AreaModelForm

# ruff: noqa: RUF012 - labels and hints are Django's own way


class ItemForm(AreaModelForm):
    """An item of an agenda."""

    priority_key = forms.ChoiceField(label="Priority of the plan", required=False)
    openness = OpennessField()

    class Meta(AreaModelForm.Meta):
        model = AgendaItem
        fields = (
            "title",
            "kind",
            "description",
            "priority_key",
            "organisation",
            "about_school",
            "naming_reason",
            "openness",
        )
        labels = {
            "title": "Title",
            "kind": "What it asks of the meeting",
            "description": "What the meeting is asked",
            "organisation": "Organisation that it is about",
            "about_school": "Named school that it judges",
            "naming_reason": "Why the school may be named in public",
        }
        help_texts = {
            "organisation": "Members who declared an interest in it are flagged.",
            "about_school": (
                "An item that judges a named school is not published, even if it is open."
            ),
            "naming_reason": ("Only if it may: for example, the judgement is published already."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        priorities = priority_choices(self.area)
        set_choices(self, "priority_key", [("", "None in particular"), *priorities])


class ItemChangeForm(ItemForm):
    """An item as it is; where something stands under it, that can be closed with it."""

    with_contents = forms.BooleanField(
        label="Close what stands under the item with it",
        help_text="Decisions, actions and papers that are more open become as closed as the item.",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not more_open_than(self.instance, EXEMPT):
            del self.fields["with_contents"]

    def clean(self) -> dict[str, Any]:
        """Refuse to close the item over what is more open, unless that is closed with it."""
        values = super().clean() or self.cleaned_data
        openness = values.get("openness")
        if openness and not values.get("with_contents"):
            contents = more_open_than(self.instance, openness)
            names = [str(content._meta.verbose_name) for content in contents]
            if names:
                self.add_error("with_contents", contents_conflict(openness, names))
        return values


class NoteForm(AreaModelForm):
    """The note of what happened under an item."""

    class Meta(AreaModelForm.Meta):
        model = AgendaItem
        fields = ("note",)
        labels = {"note": "What was said"}
        help_texts = {"note": "The minutes are drafted from this."}


class SuggestionsForm(Form):
    """What suggests itself for the agenda."""

    sources = forms.MultipleChoiceField(
        label="Put on the agenda",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select what to put on the agenda"},
    )
    openness = OpennessField(required=False)

    def __init__(self, *args: Any, suggestions: tuple[Suggestion, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.suggestions = {suggestion.source: suggestion for suggestion in suggestions}
        titles = [(suggestion.source, suggestion.title) for suggestion in suggestions]
        set_choices(self, "sources", titles)
        self.fields["sources"].hints = {  # type: ignore[attr-defined]
            suggestion.source: f"{suggestion.reason[:1].upper()}{suggestion.reason[1:]}."
            for suggestion in suggestions
        }

    def clean_openness(self) -> str:
        """Restricted where nobody chose."""
        return self.cleaned_data["openness"] or RESTRICTED

    def chosen_suggestions(self) -> list[Suggestion]:
        """Those that were chosen."""
        return [self.suggestions[source] for source in self.cleaned_data["sources"]]


class PaperForm(AreaModelForm):
    """A document for an item."""

    file = CheckedFileField(label="File", help_text="PDF, Word, Excel or PowerPoint, up to 10 MB.")
    openness = OpennessField(hints=PAPER_HINTS)
    field_order = ("title", "file", "openness")

    class Meta(AreaModelForm.Meta):
        model = Paper
        fields = ("title", "openness")
        labels = {"title": "Title"}
