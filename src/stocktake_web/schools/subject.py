"""Rows about one school of the area, and who of its people they are about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.schools.numbers import school_of_number
from stocktake_web.records.models import AreaScoped


class OfSchool(AreaScoped):
    """Is about one school of its area: the predicates of roles read whose school and trust."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @property
    def school_urn(self) -> str:
        """The number by which roles are about the school: that of today."""
        return self.school.school_urn

    @property
    def trust_uid(self) -> str:
        """The trust that runs the school today; empty where none does."""
        return self.school.record_trust_uid

    def clean(self) -> None:
        """A school of another area is no school here.

        Raises
        ------
        ValidationError
            The school is another area's.
        """
        super().clean()
        if self.school_id and self.school.area_id != self.area_id:
            raise ValidationError({"school": "Select a school of this place"})


def find_school(area: Area, urn: int) -> School:
    """A school of the area by a number that it has or had, open or closed.

    Raises
    ------
    School.DoesNotExist
        The area has none with the number.
    """
    return school_of_number(area, str(urn)).select_related("area").get()


def find_of_school(model: type[OfSchool]) -> Callable[..., Any]:
    """Finds a row about a school by its number, for ``AreaMixin.find``; one query."""

    def find(area: Area, pk: int) -> Any:
        return model._default_manager.select_related("area", "school").get(area=area, pk=pk)

    return find
