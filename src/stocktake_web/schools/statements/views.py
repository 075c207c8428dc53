"""Pages of statements."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from stocktake.standards import StocktakeError
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions import account_of, has_permission, requires
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.records.views import (
    AreaActionView,
    AreaPageView,
    AreaUpdateView,
)
from stocktake_web.schools.agreements.footing import footing
from stocktake_web.schools.left_records.writers import may_go_on, may_take_over
from stocktake_web.schools.roles import role_of
from stocktake_web.schools.statements.actions import (
    discard_statement,
    draft_statement,
    send_back,
    send_statement,
    sign_statement,
    submit_statement,
)
from stocktake_web.schools.statements.forms import (
    RESULTS_IN,
    DraftForm,
    LetterForm,
    SendBackForm,
    StepForm,
)
from stocktake_web.schools.statements.letter import as_pdf, as_word, letter_of
from stocktake_web.schools.statements.models import Statement
from stocktake_web.schools.statements.queries import (
    raw_document,
    readable,
    statement,
    statements,
)
from stocktake_web.schools.subject import find_school
from stocktake_web.services.school_improvement import state_rate

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class StatementListView(AreaPageView):
    """The statements that the reader may open."""

    permission = "schools.draft_statement"
    template_name = "schools/statements/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The latest first."""
        rows = readable(self.request.user, self.area, statements(self.area))
        return super().get_context_data(**kwargs) | {"statements": rows}


class DraftView(AreaActionView):
    """State the rate of improvement from published results, and begin the letter."""

    permission = "schools.draft_statement"
    find = staticmethod(find_school)
    form_class = DraftForm
    template_name = "schools/statements/draft.html"
    success_view = "schools:record"

    def get_form_kwargs(self) -> dict[str, Any]:
        """The area's measures."""
        return super().get_form_kwargs() | {"area": self.area}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The school and the footing."""
        return super().get_context_data(**kwargs) | {
            "school": self.record,
            "footing": footing(self.record),
        }

    def success_parts(self) -> dict[str, Any]:
        """The school's page."""
        return {"urn": self.record.urn}

    def perform(self, form: DraftForm) -> HttpResponse:
        """Draft it, and go to the draft."""
        values = form.cleaned_data
        try:
            document = state_rate(
                self.area,
                int(self.record.urn),
                level=float(values["level"]),
                by=date(values["by"], *RESULTS_IN),
                measure=values["measure"],
            )
        except StocktakeError as error:
            raise ValidationError(
                [str(fault) for fault in error.faults] or [error.summary]
            ) from None
        row = draft_statement(
            actor=account_of(self.request),
            school=self.record,
            document=document,
            review_on=values["review_on"],
        )
        return HttpResponseRedirect(self.reverse_area("schools:statement", pk=row.pk))


class StatementView(AreaPageView):
    """A statement with all that it rests on."""

    permission = "schools.see_statement"
    find = staticmethod(statement)
    template_name = "schools/statements/statement.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The letter, the document and what the reader may do next."""
        row: Statement = self.record
        user = self.request.user
        return super().get_context_data(**kwargs) | {
            "statement": row,
            "letter": letter_of(row),
            "document": raw_document(row.document),
            "is_own": may_go_on(user, row),
            "may_sign": has_permission(user, self.area, "schools.sign_statement", row),
            "may_take_over": may_take_over(user, self.area, row),
        }


class StatementChangeView(AreaUpdateView):
    """A change of a statement: its own page shows what came of it."""

    permission = "schools.see_statement"
    find = staticmethod(statement)
    model = Statement
    form_class: Any = StepForm
    success_view = "schools:statement"

    def success_parts(self) -> dict[str, Any]:
        """Its page."""
        return {"pk": self.record.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The statement."""
        return super().get_context_data(**kwargs) | {"statement": self.record}


class LetterView(StatementChangeView):
    """Change the letter of one's draft."""

    permission = "schools.change_statement"
    form_class = LetterForm
    template_name = "schools/statements/letter.html"
    success_message = "The letter was changed."


class SubmitView(StatementChangeView):
    """Put one's draft up for sign-off."""

    permission = "schools.change_statement"
    template_name = "schools/statements/submit.html"
    success_message = "It waits for sign-off."

    def perform(self, form: AreaModelForm) -> Statement:
        """Put it up."""
        return submit_statement(
            actor=account_of(self.request),
            statement=self.object,
            expected_version=form.cleaned_data["version"],
        )


class DiscardView(StatementChangeView):
    """Discard one's draft."""

    permission = "schools.change_statement"
    template_name = "schools/statements/discard.html"
    success_message = "The draft was discarded."
    warns = True

    def perform(self, form: AreaModelForm) -> Statement:
        """Discard it."""
        return discard_statement(
            actor=account_of(self.request),
            statement=self.object,
            expected_version=form.cleaned_data["version"],
        )


class SignView(StatementChangeView):
    """Sign a statement off, as a second person."""

    permission = "schools.sign_statement"
    template_name = "schools/statements/sign.html"
    success_message = "It is signed off."

    def perform(self, form: AreaModelForm) -> Statement:
        """Sign it off."""
        return sign_statement(
            actor=account_of(self.request),
            by_role=role_of(self.request.user, self.area),
            statement=self.object,
            expected_version=form.cleaned_data["version"],
        )


class SendBackView(StatementChangeView):
    """Give it back to who drafted it."""

    permission = "schools.sign_statement"
    form_class = SendBackForm
    template_name = "schools/statements/send_back.html"
    success_view = "schools:statements"
    success_message = "It was sent back."

    def success_parts(self) -> dict[str, Any]:
        """The list: a draft is closed to who does not draft it."""
        return {}

    def perform(self, form: AreaModelForm) -> Statement:
        """Send it back."""
        return send_back(
            actor=account_of(self.request),
            statement=self.object,
            expected_version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
        )


class SendView(StatementChangeView):
    """Send a statement that is signed off."""

    permission = "schools.sign_statement"
    template_name = "schools/statements/send.html"
    success_message = "It was sent: the school’s people read it here."

    def perform(self, form: AreaModelForm) -> Statement:
        """Send it."""
        return send_statement(
            actor=account_of(self.request),
            statement=self.object,
            expected_version=form.cleaned_data["version"],
        )


@requires("schools.see_statement", of=statement)
def show_pdf(request: HttpRequest, area: Area, row: Statement) -> HttpResponse:
    """The letter as a tagged PDF."""
    return _file(as_pdf(letter_of(row)), "application/pdf", f"statement-{row.pk}.pdf")


@requires("schools.see_statement", of=statement)
def show_word(request: HttpRequest, area: Area, row: Statement) -> HttpResponse:
    """The letter as a Word document."""
    return _file(as_word(letter_of(row)), WORD, f"statement-{row.pk}.docx")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=disposition)
