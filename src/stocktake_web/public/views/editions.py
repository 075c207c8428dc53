"""The editions of the public account: prepared, approved, published, recalled, corrected."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from stocktake.plan import school_years
from stocktake_web import services
from stocktake_web.accounts.models import Area, Role
from stocktake_web.accounts.permissions import account_of, has_permission, memberships_of, requires
from stocktake_web.formats import day
from stocktake_web.plans.revisions import queries as revision_queries
from stocktake_web.public import actions, preparing, presenters, queries, site
from stocktake_web.public.files import media_type
from stocktake_web.public.forms import (
    CorrectionForm,
    PrepareForm,
    RecallForm,
    StepForm,
    WithdrawForm,
)
from stocktake_web.public.models import Correction, Publication
from stocktake_web.services import plan_of


@requires("public.see")
def everything(request: HttpRequest, area: Area) -> HttpResponse:
    """Every account, published or not, and the log of corrections."""
    context = {
        "publications": list(queries.publications(area)),
        "corrections": list(queries.corrections(area)),
    }
    return render(request, "public/editions.html", context)


@requires("public.prepare", post="public.prepare")
def prepare(request: HttpRequest, area: Area) -> HttpResponse:
    """Prepare an account of a revision as judged today; an analyst may choose the year."""
    known = list(revision_queries.revisions(area))
    today = services.today()
    chooses = bool(known) and has_permission(account_of(request), area, "public.choose_year")
    years = school_years(plan_of(known[0]), today) if chooses else []
    choices = [(each.number, f"Revision {each.number}, {day(each.created_at)}") for each in known]
    form = PrepareForm(request.POST or None, revisions=choices, years=years)
    if request.method == "POST" and form.is_valid():
        revision = revision_queries.revision(area, form.cleaned_data["revision"])
        made = preparing.prepare(area, revision, as_of=today, at=form.cleaned_data.get("at", ""))
        publication = actions.prepare(
            area=area,
            actor=account_of(request),
            revision=revision,
            account=made.account,
            documents=made.documents,
            drawings=made.drawings,
            reason=form.cleaned_data["reason"],
        )
        messages.success(
            request, f"Account {publication.number} is prepared. It waits for approval."
        )
        return redirect("public:publication", area=area.slug, number=publication.number)
    return render(request, "public/prepare.html", {"form": form, "revisions": known})


@requires("public.see", of=queries.publication)
def publication(request: HttpRequest, area: Area, publication: Publication) -> HttpResponse:
    """An account: what may be done with it next, and what became of it."""
    return _show(request, area, publication)


@requires(post="public.approve", of=queries.publication)
def approve(request: HttpRequest, area: Area, publication: Publication) -> HttpResponse:
    """Approve an account."""
    return _step(request, area, publication, actions.approve, "It is approved.")


@requires(post="public.publish", of=queries.publication)
def publish(request: HttpRequest, area: Area, publication: Publication) -> HttpResponse:
    """Publish an approved account."""
    return _step(request, area, publication, actions.publish, "It is published.")


@requires("public.recall", post="public.recall", of=queries.publication)
def recall(request: HttpRequest, area: Area, publication: Publication) -> HttpResponse:
    """Recall a published account."""
    form = RecallForm(request.POST or None, initial={"version": publication.version})
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            actions.recall(
                area=area,
                actor=account_of(request),
                publication=publication,
                expected_version=data.pop("version"),
                **data,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "It is recalled: nobody can read it any more.")
            return redirect("public:publication", area=area.slug, number=publication.number)
    context = {"form": form, "publication": publication}
    return render(request, "public/recall.html", context)


@requires("public.see", of=queries.publication)
def preview(
    request: HttpRequest, area: Area, publication: Publication, path: str = ""
) -> HttpResponse:
    """A page of an account as the public would read it."""
    found = site.page(_account(publication), path)
    if found is None:
        raise Http404
    root = f"/{area.slug}/dashboard/public/{publication.number}/"
    context = {
        "to": site.Links(f"{root}preview/", f"{root}charts/"),
        "publication": publication,
        "kind_classes": site.KIND_CLASSES,
        "preview": True,
    }
    return render(request, found.template, context | found.context)


@requires("public.see", of=queries.publication)
def drawing(request: HttpRequest, area: Area, publication: Publication, file: str) -> HttpResponse:
    """A chart of an account."""
    return _file(publication, file, drawing=True)


@requires("public.see", of=queries.publication)
def document(request: HttpRequest, area: Area, publication: Publication, file: str) -> HttpResponse:
    """A document of an account, before it is published; not counted."""
    answer = _file(publication, file, drawing=False)
    answer["Content-Disposition"] = f'attachment; filename="{area.slug}-{file}"'
    return answer


@requires("public.correct", post="public.correct")
def correct(request: HttpRequest, area: Area) -> HttpResponse:
    """Add to the log of corrections."""
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        held = [Role(each.role).label for each in memberships_of(account_of(request), area)]
        try:
            actions.correct(
                area=area, actor=account_of(request), by_role=", ".join(held), **form.cleaned_data
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "The correction is in the public log.")
            return redirect("public:editions", area=area.slug)
    return render(request, "public/correct.html", {"form": form})


@requires("public.correct", post="public.correct", of=queries.correction)
def withdraw_correction(request: HttpRequest, area: Area, correction: Correction) -> HttpResponse:
    """Withdraw a correction that should not have been made."""
    form = WithdrawForm(request.POST or None, initial={"version": correction.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_correction(
                area=area,
                actor=account_of(request),
                correction=correction,
                reason=form.cleaned_data["reason"],
                expected_version=form.cleaned_data["version"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "The correction is withdrawn.")
            return redirect("public:editions", area=area.slug)
    return render(request, "public/withdraw.html", {"form": form, "correction": correction})


def _step(
    request: HttpRequest, area: Area, publication: Publication, act: Any, said: str
) -> HttpResponse:
    form = StepForm(request.POST)
    if form.is_valid():
        try:
            act(
                area=area,
                actor=account_of(request),
                publication=publication,
                expected_version=form.cleaned_data["version"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, said)
            return redirect("public:publication", area=area.slug, number=publication.number)
    return _show(request, area, publication, form, status=400)


def _show(
    request: HttpRequest,
    area: Area,
    publication: Publication,
    form: StepForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "publication": publication,
        "form": form or StepForm(initial={"version": publication.version}),
        "rows": presenters.steps(publication),
        "documents": [] if publication.recalled_at else list(queries.documents(publication)),
        "exports": list(queries.exports(publication)),
    }
    return render(request, "public/publication.html", context, status=status)


def _account(publication: Publication) -> Any:
    try:
        return queries.account(publication)
    except ObjectDoesNotExist:
        raise Http404 from None


def _file(publication: Publication, name: str, *, drawing: bool) -> HttpResponse:
    if publication.recalled_at:
        raise Http404
    try:
        found = queries.file(publication, name, drawing=drawing)
    except ObjectDoesNotExist:
        raise Http404 from None
    return HttpResponse(bytes(found.body), content_type=media_type(name))
