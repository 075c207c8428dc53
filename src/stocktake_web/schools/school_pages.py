"""Pages on which an officer records something about one school, and that lead back to it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError

from stocktake_web.records.forms import AreaModelForm
from stocktake_web.records.views import AreaCreateView, AreaUpdateView
from stocktake_web.schools.agreements.footing import footing
from stocktake_web.schools.subject import find_school


class SchoolRowCreateView(AreaCreateView):
    """Add a row about the school of the address.

    Attributes
    ----------
    needs_agreement : bool
        Whether an academy's row is kept only while an agreement with its trust holds.
    """

    permission = "schools.record_support"
    find = staticmethod(find_school)
    success_view = "schools:school-support"
    needs_agreement: ClassVar[bool] = False

    def new_row(self) -> Any:
        """A row about the school of the page."""
        return self.model(area=self.area, school=self.record)

    def perform(self, form: AreaModelForm) -> Any:
        """Add it, where the council may keep it.

        Raises
        ------
        ValidationError
            An academy's local data without an agreement.
        """
        if self.needs_agreement:
            stance = footing(self.record)
            if not stance.sets_judgements:
                raise ValidationError(f"{stance.reason} Record the agreement first.")
        return super().perform(form)

    def success_parts(self) -> dict[str, Any]:
        """The school's page."""
        return {"urn": self.record.urn}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The school."""
        return super().get_context_data(**kwargs) | {"school": self.record}


class SchoolRowUpdateView(AreaUpdateView):
    """Change a row about a school; ``find`` finds it."""

    permission = "schools.record_support"
    success_view = "schools:school-support"

    def success_parts(self) -> dict[str, Any]:
        """The school's page."""
        return {"urn": self.record.school_urn}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The school."""
        return super().get_context_data(**kwargs) | {"school": self.record.school}
