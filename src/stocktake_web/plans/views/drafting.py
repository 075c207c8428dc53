"""The draft of the next revision: begun, imported, edited as text, made a revision."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from stocktake_web.accounts.models import Area
from stocktake_web.accounts.rights import account_of, right
from stocktake_web.gateway import PlanError, PlanText, plan_of, plan_texts
from stocktake_web.plans import actions, queries, sections
from stocktake_web.plans.forms.revisions import (
    ImportForm,
    ReasonForm,
    TextForm,
)
from stocktake_web.plans.forms.work import VersionForm
from stocktake_web.plans.models import PlanDraft
from stocktake_web.plans.views.pages import ask, done, to


@right(post="plans.edit")
def start(request: HttpRequest, area: Area) -> HttpResponse:
    """Begin a draft from the plan in force."""
    queries.current_revision(area)
    actions.start_draft(area=area, actor=account_of(request))
    return redirect(to("draft", area))


@right("plans.edit", of=queries.draft)
def draft(request: HttpRequest, area: Area, draft: PlanDraft) -> HttpResponse:
    """The draft: what it changes, and what may be edited."""
    base = draft.base
    changed = base is not None and plan_of(base) != plan_of(draft)
    changes = plan_texts.compare(base, draft).sentences() if base and changed else []
    context = {
        "draft": draft,
        "sections": [sections.group(draft, kind) for kind in sections.top()],
        "changes": changes,
        "discard": VersionForm(initial={"version": draft.version}),
    }
    return render(request, "plans/draft.html", context)


@right("plans.edit", post="plans.edit", of=queries.draft)
def text(request: HttpRequest, area: Area, draft: PlanDraft) -> HttpResponse:
    """Edit the whole draft as text."""
    first = {"plan_toml": draft.plan_toml, "version": draft.version}
    form = TextForm(request.POST or None, initial=first)
    back = to("draft", area)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        written = given["plan_toml"].replace("\r\n", "\n")
        try:
            actions.change_draft(
                area=area,
                actor=account_of(request),
                draft=draft,
                plan_toml=written,
                expected_version=given["version"],
            )
            return done(request, "The draft was changed.", back)
        except PlanError as error:
            for fault in error.faults:
                form.add_error("plan_toml", f"{fault.where}: {fault.what}")
    return ask(request, form, title="Edit the plan's text", button="Save to draft", back=back)


@right("plans.edit", post="plans.edit")
def bring(request: HttpRequest, area: Area) -> HttpResponse:
    """Bring a plan.toml in as the draft."""
    form = ImportForm(request.POST or None, request.FILES or None)
    back = to("revisions", area)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        kept = PlanText(given["plan"], given["figures"] or _figures(area))
        try:
            plan_of(kept)
        except PlanError as error:
            for fault in error.faults:
                form.add_error("plan", f"{fault.where}: {fault.what}")
        else:
            actions.import_draft(area=area, actor=account_of(request), kept=kept)
            return done(request, "The plan was brought in as the draft.", to("draft", area))
    return ask(
        request,
        form,
        title="Bring in a plan",
        button="Bring in",
        back=back,
        intro=["The file becomes the draft. You then see what it changes before you revise."],
    )


@right("plans.edit", post="plans.edit", of=queries.draft)
def revise(request: HttpRequest, area: Area, draft: PlanDraft) -> HttpResponse:
    """Make the draft the plan in force."""
    form = ReasonForm(request.POST or None, initial={"version": draft.version})
    if request.method == "POST" and form.is_valid():
        try:
            revision = actions.make_revision(
                area=area,
                actor=account_of(request),
                draft=draft,
                reason=form.cleaned_data["reason"],
                expected_version=form.cleaned_data["version"],
            )
        except PlanError as error:
            for fault in error.faults:
                form.add_error(None, str(fault))
        else:
            address = to("revision", area, number=revision.number)
            return done(request, f"Revision {revision.number} is in force.", address)
    changes = plan_texts.compare(draft.base, draft).sentences() if draft.base else []
    return ask(
        request,
        form,
        title="Revise the plan",
        button="Make revision",
        back=to("draft", area),
        intro=changes,
    )


@right(post="plans.edit", of=queries.draft)
def discard(request: HttpRequest, area: Area, draft: PlanDraft) -> HttpResponse:
    """Throw the draft away."""
    form = VersionForm(request.POST)
    if form.is_valid():
        actions.discard_draft(
            area=area,
            actor=account_of(request),
            draft=draft,
            expected_version=form.cleaned_data["version"],
        )
        return done(request, "The draft was thrown away.", to("revisions", area))
    return redirect(to("draft", area))


def _figures(area: Area) -> str:
    """The figures that the plan in force carries, for a text that comes without."""
    try:
        return queries.current_revision(area).figures_csv
    except queries.NoPlan:
        return ""
