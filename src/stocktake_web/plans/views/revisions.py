"""Revisions of the plan: listed, read, compared, exported and published."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stocktake_web import gateway
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.rights import account_of, right
from stocktake_web.gateway import plan_texts
from stocktake_web.plans import actions, queries
from stocktake_web.plans.forms.revisions import PublishForm
from stocktake_web.plans.models import PlanRevision
from stocktake_web.plans.views.pages import ask, done, to


@right("plans.see")
def revisions(request: HttpRequest, area: Area) -> HttpResponse:
    """Every revision and, for those who edit, the draft."""
    try:
        draft = queries.draft(area)
    except queries.NoDraft:
        draft = None
    context = {"revisions": list(queries.revisions(area)), "draft": draft}
    return render(request, "plans/revisions.html", context)


@right("plans.see", of=queries.revision)
def revision(request: HttpRequest, area: Area, revision: PlanRevision) -> HttpResponse:
    """One revision, and what it changed."""
    plan = gateway.plan_of(revision)
    before = None
    if revision.number > 1:
        before = queries.revision(area, revision.number - 1)
    changes = plan_texts.compare(before, revision).sentences() if before else []
    context = {"revision": revision, "plan": plan, "changes": changes, "before": before}
    return render(request, "plans/revision.html", context)


@right("plans.see", of=queries.revision)
def export(request: HttpRequest, area: Area, revision: PlanRevision) -> HttpResponse:
    """The revision as plan.toml: it reads back as the same plan."""
    name = f"{area.slug}-revision-{revision.number}.toml"
    return HttpResponse(
        plan_texts.export_text(revision),
        content_type="application/toml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@right("plans.see", of=queries.pair)
def compare(
    request: HttpRequest, area: Area, pair: tuple[PlanRevision, PlanRevision]
) -> HttpResponse:
    """What a later revision promises otherwise than an earlier one."""
    before, after = pair
    context = {
        "before": before,
        "after": after,
        "changes": plan_texts.compare(before, after),
        "words": plan_texts.CHANGE_WORDS,
    }
    return render(request, "plans/compare.html", context)


@right("plans.publish", post="plans.publish", of=queries.revision)
def publish(request: HttpRequest, area: Area, revision: PlanRevision) -> HttpResponse:
    """Publish a revision, with a reason."""
    form = PublishForm(request.POST or None)
    back = to("revision", area, number=revision.number)
    if request.method == "POST" and form.is_valid():
        actions.publish_revision(
            area=area,
            actor=account_of(request),
            revision=revision,
            reason=form.cleaned_data["reason"],
        )
        return done(request, f"Revision {revision.number} was published.", back)
    return ask(
        request,
        form,
        title=f"Publish revision {revision.number}",
        button="Publish",
        back=back,
        intro=["Anyone will be able to read this text of the plan."],
    )
