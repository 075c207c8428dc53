"""The draft by its sections: one form for whatever the plan holds."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from stocktake_web.accounts.models import Area
from stocktake_web.accounts.rights import account_of, right
from stocktake_web.gateway import PlanError, plan_sections
from stocktake_web.gateway.plan_sections import Item
from stocktake_web.plans import actions, queries, sections
from stocktake_web.plans.forms.sections import SectionForm
from stocktake_web.plans.forms.work import VersionForm
from stocktake_web.plans.models import PlanDraft
from stocktake_web.plans.views.pages import ask, done, to


@right("plans.edit", of=queries.draft)
def section(request: HttpRequest, area: Area, draft: PlanDraft, kind: str) -> HttpResponse:
    """Everything that a section of the draft holds."""
    if kind not in sections.top():
        raise Http404
    shown = sections.group(draft, kind)
    return render(request, "plans/section.html", {"section": shown})


@right("plans.edit", post="plans.edit", of=queries.draft)
def edit(request: HttpRequest, area: Area, draft: PlanDraft, kind: str, item: str) -> HttpResponse:
    """Edit one item of the draft."""
    held = _held(draft, kind, item)
    first = held.values | {"version": draft.version}
    form = SectionForm(area, draft, kind, request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        answer = _changed(
            request,
            area,
            draft,
            form,
            kind,
            held.path,
            lambda: plan_sections.changed_text(draft, kind, item, form.values()),
        )
        if answer:
            return answer
    remove = to("remove-item", area, kind=kind, item=item) if plan_sections.repeats(kind) else ""
    context = {
        "form": form,
        "title": f"Edit {_said(kind).one}",
        "back": _home(area, kind),
        "remove": remove,
    }
    return render(request, "plans/section_item.html", context)


@right("plans.edit", post="plans.edit", of=queries.draft)
def add(
    request: HttpRequest, area: Area, draft: PlanDraft, kind: str, parent: str = ""
) -> HttpResponse:
    """Add an item to a section of the draft."""
    above = plan_sections.parent_of(kind) if _said(kind) else None
    if not plan_sections.repeats(kind) or bool(above) != bool(parent):
        raise Http404
    within = _held(draft, above, parent) if above else None
    form = SectionForm(area, draft, kind, request.POST or None, initial={"version": draft.version})
    if request.method == "POST" and form.is_valid():
        last = plan_sections.PATHS[kind][-1]
        held = (within.values.get(last) if within else None) or ()
        count = len(held) if above else len(plan_sections.items(draft, kind))
        path = f"{within.path}.{last}[{count}]" if within else f"{last}[{count}]"
        answer = _changed(
            request,
            area,
            draft,
            form,
            kind,
            path,
            lambda: plan_sections.added_text(draft, kind, parent, form.values()),
        )
        if answer:
            return answer
    title = f"Add: {_said(kind).one}"
    return ask(
        request,
        form,
        title=title,
        button="Add to draft",
        back=_home(area, kind),
        quoted=sections.said_of(within.values) if within else "",
    )


@right("plans.edit", post="plans.edit", of=queries.draft)
def remove(
    request: HttpRequest, area: Area, draft: PlanDraft, kind: str, item: str
) -> HttpResponse:
    """Take an item out of the draft."""
    held = _held(draft, kind, item)
    if not plan_sections.repeats(kind):
        raise Http404
    form = VersionForm(request.POST or None, initial={"version": draft.version})
    if request.method == "POST" and form.is_valid():
        answer = _changed(
            request,
            area,
            draft,
            form,
            kind,
            held.path,
            lambda: plan_sections.removed_text(draft, kind, item),
        )
        if answer:
            return answer
    return ask(
        request,
        form,
        title=f"Remove {_said(kind).one}",
        button="Remove from draft",
        back=to("edit", area, kind=kind, item=item),
        quoted=sections.said_of(held.values),
        intro=["What it holds goes with it. The revisions made before keep both."],
        warning=True,
    )


def _changed(
    request: HttpRequest,
    area: Area,
    draft: PlanDraft,
    form: SectionForm | VersionForm,
    kind: str,
    path: str,
    text: Callable[[], str],
) -> HttpResponse | None:
    """Change the draft and go to its section; None where the plan would have faults."""
    try:
        actions.change_draft(
            area=area,
            actor=account_of(request),
            draft=draft,
            plan_toml=text(),
            expected_version=form.cleaned_data["version"],
            what=f"{_said(kind).one}: {path}" if path else _said(kind).one,
        )
    except PlanError as error:
        for fault in error.faults:
            name = fault.where.partition(": ")[2].removeprefix(f"{path}.")
            told = "; expected ".join(each for each in (fault.what, fault.expected) if each)
            known = name in form.fields
            form.add_error(name if known else None, told if known else f"{fault.where}: {told}")
        return None
    return done(request, "The draft was changed.", _home(area, kind))


def _said(kind: str) -> sections.Section:
    found = sections.sections().section.get(kind)
    if found is None:
        raise Http404
    return found


def _held(draft: PlanDraft, kind: str, key: str) -> Item:
    _said(kind)
    found = next((each for each in plan_sections.items(draft, kind) if each.key == key), None)
    if found is None:
        raise Http404
    return found


def _home(area: Area, kind: str) -> str:
    """The page of the section that an item is shown on; a part's is the page of the draft."""
    while above := plan_sections.parent_of(kind):
        kind = above
    return to("section", area, kind=kind) if plan_sections.repeats(kind) else to("draft", area)
