"""Pages of agreed actions."""

from __future__ import annotations

from typing import Any

from stocktake_web import services
from stocktake_web.accounts.permissions import account_of, has_permission
from stocktake_web.boards.agenda.queries import item
from stocktake_web.boards.agreed_actions import actions
from stocktake_web.boards.agreed_actions.forms import ActionForm, ActionUpdateForm
from stocktake_web.boards.agreed_actions.models import Action
from stocktake_web.boards.agreed_actions.queries import action
from stocktake_web.records.views import (
    AreaActionView,
    AreaCreateView,
    AreaDetailView,
    AreaUpdateView,
)


class ActionDetailView(AreaDetailView):
    """One action: where it came from, what was reported of it since, and the form to say more."""

    permission = "boards.see_action"
    find = staticmethod(action)
    template_name = "boards/agreed_actions/action.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The updates, and the form of the next."""
        action, user = self.object, self.request.user
        initial = {"state": action.state, "version": action.version}
        return super().get_context_data(**kwargs) | {
            "updates": action.updates.select_related("by"),
            "may_update": has_permission(user, self.area, "boards.update_action", action),
            "sees_item": has_permission(user, self.area, "boards.read", action.item),
            "form": ActionUpdateForm(initial=initial),
            "today": services.today(),
        }


class ActionCreateView(AreaCreateView):
    """Record an action."""

    permission = "boards.run"
    find = staticmethod(item)
    model = Action
    form_class = ActionForm
    template_name = "boards/agreed_actions/add.html"
    success_message = "The action is recorded. It stays on the agenda until it is done."

    def new_row(self) -> Action:
        """An action as open as the item."""
        item = self.record
        return Action(area=self.area, body=item.meeting.body, item=item, openness=item.openness)

    def perform(self, form: ActionForm) -> Action:  # type: ignore[override]
        """Record it."""
        return actions.agree_action(
            actor=account_of(self.request), item=self.record, values=form.values()
        )

    def get_success_url(self) -> str:
        """The item."""
        return self.reverse_area("boards:item", item=self.record.pk)


class _OfAction:
    """Leads back to the action."""

    def get_success_url(self) -> str:
        """The action."""
        return self.reverse_area("boards:action", action=self.record.pk)  # type: ignore[attr-defined,no-any-return]


class ActionChangeView(_OfAction, AreaUpdateView):
    """Change an action's text, owner, day or who may see it."""

    permission = "boards.run"
    find = staticmethod(action)
    model = Action
    form_class = ActionForm
    template_name = "boards/agreed_actions/change.html"
    success_message = "The change was saved."


class ActionUpdateView(_OfAction, AreaActionView):
    """Report how an action goes."""

    permission = "boards.update_action"
    find = staticmethod(action)
    form_class = ActionUpdateForm
    template_name = "boards/agreed_actions/update.html"
    success_message = "The update was recorded."

    def get_initial(self) -> dict[str, Any]:
        """The action as it is."""
        return {"state": self.record.state, "version": self.record.version}

    def perform(self, form: ActionUpdateForm) -> None:
        """Record it."""
        actions.update_action(
            actor=account_of(self.request),
            action=self.record,
            text=form.cleaned_data["text"],
            state=form.cleaned_data["state"],
            expected_version=form.cleaned_data["version"],
        )
