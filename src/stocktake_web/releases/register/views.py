"""Pages of the register: what is out, one release, its files, recall."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions import account_of, requires
from stocktake_web.formats import day
from stocktake_web.releases.register.actions import recall_release
from stocktake_web.releases.register.forms import RecallForm
from stocktake_web.releases.register.queries import (
    ReleasedTable,
    find_file,
    find_release,
    released_tables,
)
from stocktake_web.releases.requests.queries import policy_title
from stocktake_web.releases.views import RegisterActionView, RegisterPageView, explain_damage

MEDIA_TYPES = {"csv": "text/csv; charset=utf-8"}


class RegisterView(RegisterPageView):
    """Everything that was released, and what was recalled."""

    permission = "releases.see"
    template_name = "releases/register/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The releases, the latest first."""
        return super().get_context_data(**kwargs) | {"releases": released_tables(self.area)}


class ReleaseView(RegisterPageView):
    """One release: who, why, how much is hidden, its files, and its recall."""

    permission = "releases.see"
    find = staticmethod(find_release)
    template_name = "releases/register/release.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The table as it was printed, unless it was recalled."""
        record = self.record.record
        return super().get_context_data(**kwargs) | {
            "release": self.record,
            "policy_title": policy_title(self.area, record.policy),
            "preview": None if record.recall else self.record.table,
        }


class RecallView(RegisterActionView):
    """Take a release back."""

    permission = "releases.recall"
    find = staticmethod(find_release)
    form_class = RecallForm
    template_name = "releases/register/recall.html"
    success_view = "releases:release"
    success_message = "The table was recalled. What was out stays known to the register."
    warns = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead to the release where it was recalled before."""
        recall = self.record.record.recall
        if recall is not None:
            text = f"It was recalled on {day(recall.as_of)} already. Nothing was changed."
            messages.warning(request, text)
            return redirect(self.get_success_url())
        return super().dispatch(request, *args, **kwargs)

    def success_parts(self) -> dict[str, Any]:
        """The page of the release."""
        return {"table": self.record.record.name, "edition": self.record.edition}

    def perform(self, form: RecallForm) -> None:
        """Recall it."""
        recall_release(
            area=self.area,
            actor=account_of(self.request),
            release_id=self.record.record.id,
            reason=form.cleaned_data["reason"],
        )


@explain_damage
@requires("releases.see", of=find_file)
def show_file(request: HttpRequest, area: Area, file: tuple[ReleasedTable, str]) -> HttpResponse:
    """One of the three files of a release: the table, its structure, the record."""
    release, text = file
    ending = request.path.rpartition("/file.")[2]
    name = f"{release.record.name}.{ending}"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    media_type = MEDIA_TYPES.get(ending, "application/json")
    return HttpResponse(text, content_type=media_type, headers=disposition)
