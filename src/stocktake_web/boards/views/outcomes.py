"""Pages of what came of a meeting: decisions and actions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stocktake_web import gateway
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.rights import account_of, may, require, right
from stocktake_web.boards import plan_view, queries
from stocktake_web.boards.actions import outcomes
from stocktake_web.boards.forms.outcomes import (
    ActionForm,
    ChangeActionForm,
    ChangeDecisionForm,
    DecisionForm,
    UpdateForm,
)
from stocktake_web.boards.models import Action, AgendaItem, Decision
from stocktake_web.boards.openness import EXEMPT
from stocktake_web.boards.views.asking import ask, given, go, people, to


@right("boards.run", post="boards.run", of=queries.item)
def decide(request: HttpRequest, area: Area, item: AgendaItem) -> HttpResponse:
    """Record a decision on an item."""
    back = to("item", area, item=item.pk)
    questions = tuple((each.id, each.words) for each in plan_view.questions(area))

    def done(form: DecisionForm) -> HttpResponse:
        given = form.cleaned_data
        made = outcomes.decide(
            area=area,
            actor=account_of(request),
            item=item,
            words=given["words"],
            reason=given["reason"],
            openness=given["openness"],
            open_decision=given.get("question"),
            answer=given.get("answer") or "decided",
        )
        words = "The decision is recorded."
        if not made.quorate:
            words += " The item had no quorum when it was made, and the record says so."
        return go(request, words, back)

    asked = item.source.removeprefix("question:") if item.source.startswith("question:") else ""
    initial = {"openness": item.openness, "question": asked}
    form = DecisionForm(**given(request), questions=questions, initial=initial)
    return ask(
        request,
        form,
        title=f"Decision on {item.title}",
        button="Record the decision",
        back=back,
        done=done,
        intro=queries.item_quorum(area, item).words,
    )


@right("boards.run", post="boards.run", of=queries.decision)
def change_decision(request: HttpRequest, area: Area, decision: Decision) -> HttpResponse:
    """Correct a decision before the minutes are approved."""
    back = to("item", area, item=decision.item_id)

    def done(form: ChangeDecisionForm) -> HttpResponse:
        changes = dict(form.cleaned_data)
        version = changes.pop("version")
        outcomes.change_decision(
            area=area,
            actor=account_of(request),
            decision=decision,
            changes=changes,
            expected_version=version,
        )
        return go(request, "The change was saved.", back)

    initial = {name: getattr(decision, name) for name in ChangeDecisionForm.base_fields}
    form = ChangeDecisionForm(**given(request), initial=initial)
    title = "Change a decision"
    return ask(request, form, title=title, button="Save", back=back, done=done)


@right("boards.run", post="boards.run", of=queries.item)
def agree(request: HttpRequest, area: Area, item: AgendaItem) -> HttpResponse:
    """Record an action."""
    back = to("item", area, item=item.pk)

    def done(form: ActionForm) -> HttpResponse:
        outcomes.agree_action(area=area, actor=account_of(request), item=item, **form.cleaned_data)
        words = "The action is recorded. It stays on the agenda until it is done."
        return go(request, words, back)

    form = ActionForm(**given(request), people=people(area), initial={"openness": item.openness})
    title = f"Action from {item.title}"
    return ask(request, form, title=title, button="Record the action", back=back, done=done)


@right("boards.see_action", of=queries.action)
def action(request: HttpRequest, area: Area, action: Action) -> HttpResponse:
    """One action: where it came from, what was said of it since, and the form to say more."""
    updates = may(request.user, area, "boards.update_action", action)
    if not updates and EXEMPT in (action.openness, action.item.openness):
        require(request.user, area, "boards.read_exempt", action)
    context = {
        "action": action,
        "updates": action.updates.select_related("by"),
        "may_update": updates,
        "form": UpdateForm(initial={"state": action.state, "version": action.version}),
        "today": gateway.today(),
    }
    return render(request, "boards/action.html", context)


@right("boards.update_action", post="boards.update_action", of=queries.action)
def update(request: HttpRequest, area: Area, action: Action) -> HttpResponse:
    """Say how an action stands."""
    back = to("action", area, action=action.pk)

    def done(form: UpdateForm) -> HttpResponse:
        outcomes.update_action(
            area=area,
            actor=account_of(request),
            action=action,
            words=form.cleaned_data["words"],
            state=form.cleaned_data["state"],
            expected_version=form.cleaned_data["version"],
        )
        return go(request, "The update was recorded.", back)

    form = UpdateForm(**given(request), initial={"state": action.state, "version": action.version})
    title = "How the action stands"
    return ask(request, form, title=title, button="Record", back=back, done=done)


@right("boards.run", post="boards.run", of=queries.action)
def change_action(request: HttpRequest, area: Area, action: Action) -> HttpResponse:
    """Change an action's words, owner, day or who may see it."""
    back = to("action", area, action=action.pk)

    def done(form: ChangeActionForm) -> HttpResponse:
        changes = dict(form.cleaned_data)
        version = changes.pop("version")
        outcomes.change_action(
            area=area,
            actor=account_of(request),
            action=action,
            changes=changes,
            expected_version=version,
        )
        return go(request, "The change was saved.", back)

    initial = {name: getattr(action, name) for name in ChangeActionForm.base_fields}
    initial["owner_user"] = action.owner_user_id
    form = ChangeActionForm(**given(request), people=people(area), initial=initial)
    return ask(request, form, title="Change an action", button="Save", back=back, done=done)
