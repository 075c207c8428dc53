"""Pages of the queue: what waits, ask, look, release, send back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from stocktake.disclosure import ChangedPreviewError, Structure
from stocktake.standards import DefinitionError, InputError
from stocktake_web.accounts.permissions import account_of
from stocktake_web.formats import day
from stocktake_web.releases.faults import field_sentences
from stocktake_web.releases.requests.actions import (
    approve_release,
    ask_release,
    refuse_release,
)
from stocktake_web.releases.requests.forms import ApproveForm, AskForm, RefuseForm
from stocktake_web.releases.requests.queries import (
    find_table,
    policy_title,
    preview_of,
    tables_of,
)
from stocktake_web.releases.views import RegisterActionView, RegisterMixin, RegisterPageView
from stocktake_web.services.registers import policy_titles, read_structure, read_table

RECENT_COUNT = 30
"""How many decided tables the list shows."""
WAITS_MESSAGE = "The table waits. This is what would be released; a second person decides."
CHANGED_MESSAGE = (
    "Since you opened this page, another release or another rule has changed what would be "
    "printed. Nothing was released. This is the table as it would be printed now: look at it again."
)


class WaitingView(RegisterPageView):
    """What waits for a second person, and what was decided last."""

    permission = "releases.see"
    template_name = "releases/requests/waiting.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Both lists, and who looks at them."""
        waiting, decided = tables_of(self.area, RECENT_COUNT)
        return super().get_context_data(**kwargs) | {
            "waiting": waiting,
            "decided": decided,
            "own_id": account_of(self.request).pk,
        }


class AskView(RegisterActionView):
    """Ask for a table to be released; what would leave is shown on the page that follows."""

    permission = "releases.ask"
    form_class = AskForm
    template_name = "releases/requests/ask.html"
    success_view = "releases:waiting"

    def get_form_kwargs(self) -> dict[str, Any]:
        """The rules of the area, by their titles."""
        return super().get_form_kwargs() | {"policies": policy_titles(self.area)}

    def perform(self, form: AskForm) -> HttpResponse:
        """Read both files, keep the table sealed, and show what would leave."""
        values = form.cleaned_data
        structure = self._structure(form)
        table_name, content = values["table"]
        try:
            request = ask_release(
                area=self.area,
                actor=account_of(self.request),
                table=read_table(table_name, content, structure),
                name=values["name"],
                policy=values["policy"],
                purpose=values["purpose"],
            )
        except InputError as error:
            raise ValidationError({"table": field_sentences(error)}) from None
        messages.success(
            self.request,
            "The table waits. This is what would be released; a second person decides.",
        )
        return redirect("releases:table", area=self.area.slug, table=request.id)

    def _structure(self, form: AskForm) -> Structure:
        try:
            return read_structure(*form.cleaned_data["structure"])
        except (DefinitionError, InputError) as error:
            raise ValidationError({"structure": field_sentences(error)}) from None


class _TableMixin(RegisterMixin):
    """A page about one request."""

    find = staticmethod(find_table)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The request, and its rules by their title."""
        request = self.record.request
        return super().get_context_data(**kwargs) | {  # type: ignore[misc,no-any-return]
            "table": self.record,
            "asked": request,
            "policy_title": policy_title(self.area, request.policy),
        }


class TableView(_TableMixin, RegisterPageView):
    """A request: what it is for, what was checked, what would leave, what came of it."""

    permission = "releases.see"
    template_name = "releases/requests/table.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The table unless it was recalled, and whether the reader asked for it."""
        is_recalled = self.record.is_recalled
        return super().get_context_data(**kwargs) | {
            "is_own": self.record.owner_user_id == account_of(self.request).pk,
            "preview": None if is_recalled else preview_of(self.area, self.record.request),
        }


class _DecisionView(_TableMixin, RegisterActionView):
    """Decides on a table: never by who asked, and only once."""

    permission = "releases.decide"
    success_view = "releases:table"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Keep out who asked, and lead to the outcome where there is one."""
        if self.record.owner_user_id == account_of(request).pk:
            raise PermissionDenied("You asked for this table yourself. A second person decides.")
        outcome = self.record.request.outcome
        if outcome is not None:
            text = f"This table was decided on {day(outcome.as_of)} already. Nothing was changed."
            messages.warning(request, text)
            return redirect(self.get_success_url())
        return super().dispatch(request, *args, **kwargs)

    def success_parts(self) -> dict[str, Any]:
        """The page of the table."""
        return {"table": self.record.request.id}


class ApproveView(_DecisionView):
    """Release a table as it is shown on the page."""

    form_class = ApproveForm
    template_name = "releases/requests/approve.html"
    success_message = "The table was released."

    def get_form_kwargs(self) -> dict[str, Any]:
        """What was checked; a field for each check that asks for a reason."""
        return super().get_form_kwargs() | {"checks": self.record.request.checks}

    def get_initial(self) -> dict[str, Any]:
        """Which table the page shows."""
        return {"sha256": self.record.request.sha256}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the table first where it is another one than the page showed."""
        if request.POST.get("sha256", self.record.request.sha256) != self.record.request.sha256:
            return self._show_again()
        return super().post(request, *args, **kwargs)

    def _show_again(self) -> HttpResponse:
        messages.warning(self.request, CHANGED_MESSAGE)
        return redirect("releases:approve", area=self.area.slug, table=self.record.request.id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The table as it would be printed."""
        preview = preview_of(self.area, self.record.request)
        return super().get_context_data(**kwargs) | {"preview": preview}

    def perform(self, form: ApproveForm) -> HttpResponse | None:
        """Release it, or show the table that would leave now."""
        try:
            approve_release(
                area=self.area,
                actor=account_of(self.request),
                request_id=self.record.request.id,
                reason=form.cleaned_data["reason"],
                exceptions=form.exceptions(),
                seen_sha256=form.cleaned_data["sha256"],
            )
        except ChangedPreviewError:
            return self._show_again()
        return None


class RefuseView(_DecisionView):
    """Send a table back, with what has to change."""

    form_class = RefuseForm
    template_name = "releases/requests/refuse.html"
    success_message = "The table was sent back. Its true figures were removed."

    def perform(self, form: RefuseForm) -> None:
        """Send it back."""
        refuse_release(
            area=self.area,
            actor=account_of(self.request),
            request_id=self.record.request.id,
            reason=form.cleaned_data["reason"],
        )
