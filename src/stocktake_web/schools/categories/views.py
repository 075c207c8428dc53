"""Pages of categories."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from stocktake.schools import CategorySuggestion
from stocktake_web import services
from stocktake_web.accounts.permissions import account_of
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.records.views import AreaCreateView
from stocktake_web.schools.agreements.footing import footing
from stocktake_web.schools.categories.actions import set_category
from stocktake_web.schools.categories.forms import CategoryForm
from stocktake_web.schools.categories.models import CategorySetting
from stocktake_web.schools.roles import role_of
from stocktake_web.schools.subject import find_school
from stocktake_web.services.school_suggestions import stored_suggestion


class CategoryCreateView(AreaCreateView):
    """Set a school's category, with the suggestion and its evidence in sight."""

    permission = "schools.set_category"
    find = staticmethod(find_school)
    model = CategorySetting
    form_class = CategoryForm
    template_name = "schools/categories/set.html"
    success_view = "schools:record"
    success_message = "The category was set."

    def new_row(self) -> CategorySetting:
        """A category of the school of the page, as of now."""
        return CategorySetting(area=self.area, school=self.record, at=services.now())

    @cached_property
    def suggestion(self) -> CategorySuggestion | None:
        """What the criteria suggested when they were last evaluated."""
        stored = stored_suggestion(self.area, int(self.record.urn))
        return stored.suggestion if stored else None

    def get_initial(self) -> dict[str, date]:
        """It holds from today."""
        return {"effective_date": services.today()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The school and on what footing the council stands with it."""
        return super().get_context_data(**kwargs) | {
            "school": self.record,
            "footing": footing(self.record),
            "suggestion": self.suggestion,
        }

    def perform(self, form: AreaModelForm) -> CategorySetting:
        """Set it."""
        return set_category(
            actor=account_of(self.request),
            by_role=role_of(self.request.user, self.area),
            school=self.record,
            suggestion=self.suggestion,
            **form.values(),
        )

    def success_parts(self) -> dict[str, Any]:
        """The school's page."""
        return {"urn": self.record.urn}
