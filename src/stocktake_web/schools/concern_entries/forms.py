"""Forms of the register of concern."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.accounts.schools.numbers import rows_about
from stocktake_web.forms import DayField, Form
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.schools.allegations import ALLEGATION, AllegationField
from stocktake_web.schools.concern_entries.models import ConcernEntry, Stance
from stocktake_web.schools.concern_entries.queries import recent_entries

# ruff: noqa: RUF012 - labels and hints are Django's own way


class EntryForm(AreaModelForm):
    """An entry; the first question leads an allegation elsewhere, with nothing kept."""

    field_order = (ALLEGATION, "source", "event_date", "event", "evidence", "same_event")
    is_allegation = AllegationField()

    class Meta(AreaModelForm.Meta):
        model = ConcernEntry
        fields = ("source", "event_date", "event", "evidence", "same_event")
        labels = {
            "source": "Where does it come from?",
            "event_date": "When did it happen?",
            "event": "What happened, in a line?",
            "evidence": "On what evidence?",
            "same_event": "Is it about the same event as an earlier entry?",
        }
        help_texts = {
            "evidence": "The head reads it and may answer. Name no pupil and no member of staff.",
            "same_event": "One event counts once, whoever reports it.",
        }
        widgets = {"evidence": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        same_event: Any = self.fields["same_event"]
        same_event.queryset = recent_entries(self.area).filter(
            rows_about([self.instance.school]), same_event__isnull=True
        )
        same_event.empty_label = "No, it is another event"


class ReferralForm(Form):
    """The day of a referral, and no word more."""

    referred_on = DayField(label="On which day was it referred?")


class AnswerForm(Form):
    """What the head says of an entry."""

    stance = forms.ChoiceField(
        label="What does the school say?", choices=Stance.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label="Your answer",
        required=False,
        max_length=3000,
        help_text="Needed where you dispute it. It is kept as you send it. Name no pupil.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ShareForm(AreaModelForm):
    """Carries the version that the person saw."""

    class Meta(AreaModelForm.Meta):
        model = ConcernEntry
        fields = ()


class WithdrawForm(ShareForm):
    """Why an entry should not have been made."""

    reason = forms.CharField(
        label="Why is it withdrawn?", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
