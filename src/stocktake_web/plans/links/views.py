"""Links as members make, withdraw and answer them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from stocktake_web import services
from stocktake_web.accounts.permissions import account_of
from stocktake_web.forms import VersionedForm
from stocktake_web.plans.activities.queries import activity
from stocktake_web.plans.links.actions import accept_update, make_link
from stocktake_web.plans.links.forms import DeclineForm, LinkForm, LinkWithdrawForm
from stocktake_web.plans.links.models import ActionLink, PendingUpdate
from stocktake_web.plans.mails import mail_link
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.records.views import AreaActionView, AreaUpdateView, find_in_area


class LinkCreateView(AreaActionView):
    """Make a link and mail it; it is shown once too, to be sent otherwise."""

    permission = "plans.accept_update"
    find = staticmethod(activity)
    form_class = LinkForm
    template_name = "plans/links/add.html"
    success_view = "plans:activity"

    def success_parts(self) -> dict[str, Any]:
        """The activity."""
        return {"activity": self.record.id}

    def perform(self, form: Any) -> None:
        """Make it."""
        self.email = form.cleaned_data["email"]
        self.link, self.token = make_link(
            area=self.area,
            actor=account_of(self.request),
            activity_id=self.record.id,
            role=form.cleaned_data["role"],
        )

    def redirect_with_message(self) -> HttpResponse:
        """Mail the link that was kept, and show its address once."""
        path = reverse("link", kwargs={"token": self.token})
        address = self.request.build_absolute_uri(path)
        work = self.record
        outcome = mail_link(self.link, work.title, address, self.email) if self.email else None
        context = {
            "link": self.link,
            "address": address,
            "work": work,
            "back": self.back_url,
            "email": self.email,
            "outcome": outcome.value if outcome else "",
        }
        return render(self.request, "plans/links/created.html", context)


class LinkWithdrawView(AreaUpdateView):
    """Make a link useless."""

    http_method_names = ("post",)
    permission = "plans.accept_update"
    find = staticmethod(find_in_area(ActionLink))
    model = ActionLink
    form_class = LinkWithdrawForm
    template_name = "plans/links/withdraw.html"
    verb = "withdraw link"
    success_view = "plans:activity"
    success_message = "The link was withdrawn."

    def success_parts(self) -> dict[str, Any]:
        """Its activity."""
        return {"activity": self.record.activity_id}

    def values(self, form: Any) -> dict[str, Any]:
        """The moment."""
        return {"withdrawn_at": services.now()}


class PendingUpdateView(AreaActionView):
    """Read what came through a link, and accept it."""

    permission = "plans.accept_update"
    find = staticmethod(find_in_area(PendingUpdate))
    form_class = VersionedForm
    template_name = "plans/links/pending_update.html"
    success_view = "plans:activity"
    success_message = "The update was accepted."

    def success_parts(self) -> dict[str, Any]:
        """Its activity."""
        return {"activity": self.record.activity_id}

    def get_initial(self) -> dict[str, Any]:
        """The version that is shown."""
        return {"version": self.record.version}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The activity too."""
        work = activity(self.area, self.record.activity_id)
        return super().get_context_data(**kwargs) | {"pending": self.record, "work": work}

    def perform(self, form: Any) -> None:
        """Accept it."""
        accept_update(
            actor=account_of(self.request),
            pending=self.record,
            expected_version=form.cleaned_data["version"],
        )


class PendingUpdateDeclineView(AreaUpdateView):
    """Decline what came through a link."""

    permission = "plans.accept_update"
    find = staticmethod(find_in_area(PendingUpdate))
    model = PendingUpdate
    form_class = DeclineForm
    template_name = "plans/links/decline.html"
    verb = "decline update"
    success_view = "plans:activity"
    success_message = "The update was declined."

    def success_parts(self) -> dict[str, Any]:
        """Its activity."""
        return {"activity": self.record.activity_id}

    @property
    def back_url(self) -> str:
        """What came through the link."""
        return self.reverse_area("plans:offer", pk=self.record.pk)

    def values(self, form: AreaModelForm) -> dict[str, Any]:
        """The answer and the state."""
        return form.values() | {"state": PendingUpdate.State.DECLINED}
