"""Forms whose fields depend on the meeting: attendance, minutes, scores, suggestions."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.boards.actions.holding import Marked
from stocktake_web.boards.forms import offer
from stocktake_web.boards.models import Attendance, Criterion, MinuteEntry, Minutes, Presence, Seat
from stocktake_web.boards.models.proposals import Outcome
from stocktake_web.boards.proposing import Suggestion
from stocktake_web.forms import Form, VersionedForm

CONSENT = (("unsaid", "Not considered"), ("yes", "Consent given"), ("no", "Consent not given"))
_CONSENT = {"unsaid": None, "yes": True, "no": False}
SCORES = ((4, "4 Fully meets it"), (3, "3 Mostly"), (2, "2 Partly"), (1, "1 Little"), (0, "0 No"))


class AttendanceForm(VersionedForm):
    """Who came, and whether absences were consented to: two questions for each seat."""

    def __init__(
        self, *args: Any, seats: list[Seat], recorded: dict[int, Attendance], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.seats = seats
        for seat in seats:
            held = recorded.get(seat.pk)
            self.fields[f"presence-{seat.pk}"] = forms.ChoiceField(
                label=seat.name,
                choices=Presence.choices,
                widget=forms.RadioSelect,
                initial=held.presence if held else None,
                error_messages={"required": f"Select whether {seat.name} came"},
            )
            said = "unsaid" if held is None or held.consent is None else "yes"
            if held is not None and held.consent is False:
                said = "no"
            self.fields[f"consent-{seat.pk}"] = forms.ChoiceField(
                label=f"Consent to the absence of {seat.name}",
                choices=CONSENT,
                required=False,
                initial=said,
            )

    def rows(self) -> list[tuple[Seat, Any, Any]]:
        """Each seat with its two fields."""
        return [(s, self[f"presence-{s.pk}"], self[f"consent-{s.pk}"]) for s in self.seats]

    def marks(self) -> dict[int, Marked]:
        """What was filled in, by seat."""
        given = self.cleaned_data
        return {
            seat.pk: Marked(
                given[f"presence-{seat.pk}"], _CONSENT[given[f"consent-{seat.pk}"] or "unsaid"]
            )
            for seat in self.seats
        }


class MinutesForm(VersionedForm):
    """The draft minutes: the opening, and a text for each item."""

    opening = forms.CharField(
        max_length=4000, label="Opening", widget=forms.Textarea(attrs={"rows": 6})
    )

    def __init__(
        self, *args: Any, minutes: Minutes, entries: list[MinuteEntry], **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"opening": minutes.opening, "version": minutes.version}
        super().__init__(*args, **kwargs)
        self.entries = entries
        for number, entry in enumerate(entries, 1):
            self.fields[f"entry-{entry.pk}"] = forms.CharField(
                label=f"{number}. {entry.item.title}",
                max_length=8000,
                required=False,
                initial=entry.words,
                widget=forms.Textarea,
            )

    def words(self) -> dict[int, str]:
        """The words of each entry, by its id."""
        return {entry.pk: self.cleaned_data[f"entry-{entry.pk}"] for entry in self.entries}


class SuggestionsForm(Form):
    """What proposes itself for the agenda."""

    chosen = forms.MultipleChoiceField(
        label="Put on the agenda",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select what to put on the agenda"},
    )

    def __init__(self, *args: Any, suggestions: tuple[Suggestion, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.suggestions = {each.source: each for each in suggestions}
        offer(self, "chosen", [(each.source, each.title) for each in suggestions])
        self.fields["chosen"].hints = {  # type: ignore[attr-defined]
            each.source: f"{each.why[:1].upper()}{each.why[1:]}." for each in suggestions
        }

    def picked(self) -> list[Suggestion]:
        """Those that were chosen."""
        return [self.suggestions[source] for source in self.cleaned_data["chosen"]]


class ProposalForm(Form):
    """A proposal with its criteria."""

    title = forms.CharField(max_length=160, label="Title")
    organisation = forms.CharField(max_length=160, label="Organisation", required=False)
    words = forms.CharField(max_length=4000, label="What is proposed", widget=forms.Textarea)
    asked_pounds = forms.IntegerField(
        label="Amount asked for, in pounds", min_value=0, max_value=2_000_000_000, required=False
    )
    criteria = forms.CharField(
        label="Criteria",
        help_text="What it is scored on, from 0 to 4: one criterion a line.",
        max_length=2000,
        widget=forms.Textarea,
    )

    def clean_criteria(self) -> list[str]:
        """The lines that are not empty.

        Raises
        ------
        ValidationError
            One is too long.
        """
        lines = [line.strip() for line in self.cleaned_data["criteria"].splitlines()]
        lines = [line for line in lines if line]
        if any(len(line) > 200 for line in lines):
            raise forms.ValidationError("Each criterion must be 200 characters or fewer")
        return lines


class ScoresForm(Form):
    """A member's scores: one question for each criterion."""

    def __init__(self, *args: Any, criteria: list[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            self.fields[f"score-{criterion.pk}"] = forms.TypedChoiceField(
                label=criterion.words,
                choices=SCORES,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": f"Select a score for: {criterion.words}"},
            )

    def scores(self) -> dict[int, int]:
        """The scores by criterion."""
        return {each.pk: self.cleaned_data[f"score-{each.pk}"] for each in self.criteria}


class SettleForm(VersionedForm):
    """What became of a proposal."""

    outcome = forms.ChoiceField(
        label="Outcome",
        choices=[choice for choice in Outcome.choices if choice[0] != Outcome.OPEN],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(max_length=2000, label="Reason", widget=forms.Textarea)
