"""Forms of areas."""

from __future__ import annotations

from django import forms

from stocktake_web.forms import VersionedForm


class AreaForm(VersionedForm):
    """What a place is called."""

    name = forms.CharField(label="Name of the place", max_length=120)
