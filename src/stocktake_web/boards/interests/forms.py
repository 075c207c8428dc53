"""The form of an interest."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.forms import Form

MISSING = {"organisation": "Enter the organisation", "nature": "Enter what the interest is"}


class InterestForm(Form):
    """An interest, or the statement that there is none.

    Parameters
    ----------
    has_interests : bool
        Whether an interest is declared and has not ended.
    """

    nil = forms.ChoiceField(
        label="What is declared",
        choices=(("some", "An interest"), ("nil", "Nil: there are no interests")),
        widget=forms.RadioSelect,
    )
    organisation = forms.CharField(max_length=160, label="Organisation", required=False)
    nature = forms.CharField(
        max_length=300,
        label="What the interest is",
        help_text="Such as: paid director, trustee, spouse is employed there.",
        required=False,
    )

    def __init__(self, *args: Any, has_interests: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_interests = has_interests

    def clean(self) -> dict[str, Any]:
        """An interest names its organisation and says what it is; nil has neither."""
        values = super().clean() or self.cleaned_data
        if values.get("nil") == "some":
            for name, message in MISSING.items():
                if not values.get(name):
                    self.add_error(name, message)
        elif values.get("nil") == "nil":
            if values.get("organisation"):
                self.add_error("organisation", "Leave the organisation empty for nil")
            if self.has_interests:
                self.add_error("nil", "End the interests that stand before you declare nil")
        return values
