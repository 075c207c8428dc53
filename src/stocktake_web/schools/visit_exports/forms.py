"""The form of an export."""

from __future__ import annotations

from django import forms

from stocktake_web.forms import Form

KINDS = (("word", "Word document, to read and correct"), ("csv", "CSV, a row for each part"))


class ExportForm(Form):
    """Which further names are removed, and which file."""

    names = forms.CharField(
        label="Which further names shall be removed?",
        required=False,
        max_length=4000,
        help_text="One on each line, such as of staff and parents without an account here.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    kind = forms.ChoiceField(label="As which file?", choices=KINDS, widget=forms.RadioSelect)

    @property
    def further_names(self) -> list[str]:
        """Each name once."""
        lines = self.cleaned_data["names"].splitlines()
        return list(dict.fromkeys(name.strip() for name in lines if name.strip()))
