"""Forms of rows that belong to an area."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models

from stocktake_web.accounts.memberships.queries import members
from stocktake_web.accounts.models import Area, User
from stocktake_web.forms import DayField, plain_data, say_what_is_missing

VERSION = "version"


def area_form_field(field: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
    """The form's field for a model's field: a date in three boxes, all else as Django has it.

    Use it as ``formfield_callback`` in the ``Meta`` of an ``AreaModelForm``; ``AreaModelForm.Meta``
    has it already.
    """
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return field.formfield(form_class=DayField, **kwargs)
    return field.formfield(**kwargs)


class AreaModelForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form for a row of one area: its choices come from the area, its constraints include it.

    Parameters
    ----------
    area : Area
        To which the row belongs, or will.
    """

    class Meta:
        formfield_callback = area_form_field

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.data = plain_data(self.data)
        self.area = area
        self.instance.area = area
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                _limit_to_area(field, area)
        if not self.instance._state.adding and hasattr(self.instance, VERSION):
            self.fields[VERSION] = forms.IntegerField(
                widget=forms.HiddenInput, min_value=1, initial=self.instance.version
            )
        say_what_is_missing(self)

    @property
    def expected_version(self) -> int | None:
        """The version that the person saw; None for a new row."""
        return self.cleaned_data.get(VERSION)

    def values(self) -> dict[str, Any]:
        """What the form sets, by the model's fields."""
        names = {field.name for field in self.instance._meta.concrete_fields} - {VERSION}
        return {name: value for name, value in self.cleaned_data.items() if name in names}

    def _get_validation_exclusions(self) -> set[str]:
        """Fields that validation leaves out; never the area, which no form shows but all have."""
        return super()._get_validation_exclusions() - {"area"}  # type: ignore[misc,no-any-return]


def _limit_to_area(field: forms.ModelChoiceField[Any], area: Area) -> None:
    model: Any = field.queryset.model  # type: ignore[union-attr]
    if model is User:
        field.queryset = members(area)
        field.empty_label = "Nobody with an account"
    elif any(model_field.name == "area" for model_field in model._meta.concrete_fields):
        field.queryset = model._default_manager.filter(area=area)
