"""Pages on which a head of service takes over what an officer who left did not finish."""

from __future__ import annotations

from typing import Any

from stocktake_web.accounts.permissions import account_of
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.records.views import AreaUpdateView
from stocktake_web.schools.academy_concerns.forms import StepForm as ConcernStepForm
from stocktake_web.schools.academy_concerns.models import AcademyConcern
from stocktake_web.schools.academy_concerns.queries import concern
from stocktake_web.schools.left_records.actions import take_over
from stocktake_web.schools.left_records.writers import TAKE_OVER
from stocktake_web.schools.statements.forms import StepForm as StatementStepForm
from stocktake_web.schools.statements.models import Statement
from stocktake_web.schools.statements.queries import statement
from stocktake_web.schools.visits.forms import StepForm as VisitStepForm
from stocktake_web.schools.visits.models import Visit
from stocktake_web.schools.visits.queries import visit


class _TakeOverView(AreaUpdateView):
    """Take a record over; its own page then says what comes next."""

    permission = TAKE_OVER
    template_name = "schools/left_records/take_over.html"
    success_message = "It is yours to finish."

    def success_parts(self) -> dict[str, Any]:
        """Its page."""
        return {"pk": self.record.pk}

    def perform(self, form: AreaModelForm) -> Any:
        """Take it over."""
        return take_over(
            actor=account_of(self.request),
            record=self.object,
            expected_version=form.cleaned_data["version"],
        )


class TakeOverStatementView(_TakeOverView):
    """Take over the draft of a statement."""

    find = staticmethod(statement)
    model = Statement
    form_class = StatementStepForm
    success_view = "schools:statement"


class TakeOverConcernView(_TakeOverView):
    """Take over the draft of a concern about an academy."""

    find = staticmethod(concern)
    model = AcademyConcern
    form_class = ConcernStepForm
    success_view = "schools:academy-concern"


class TakeOverVisitView(_TakeOverView):
    """Take over the record of a visit, a draft or one on which the head replies."""

    find = staticmethod(visit)
    model = Visit
    form_class = VisitStepForm
    success_view = "schools:visit"
