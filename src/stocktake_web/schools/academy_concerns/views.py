"""Pages of concerns about academies."""

from __future__ import annotations

from typing import Any

from stocktake_web import services
from stocktake_web.accounts.permissions import account_of
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.records.views import AreaCreateView, AreaPageView, AreaUpdateView
from stocktake_web.schools.academy_concerns.actions import (
    close_concern,
    not_an_academy,
    record_concern,
    reply_to_concern,
    report_to_director,
    send_to_trust,
)
from stocktake_web.schools.academy_concerns.forms import (
    CloseForm,
    ConcernForm,
    DirectorReplyForm,
    ReportForm,
    StepForm,
    TrustReplyForm,
)
from stocktake_web.schools.academy_concerns.models import (
    AcademyConcern,
    ConcernParty,
    ConcernReply,
)
from stocktake_web.schools.academy_concerns.queries import SEE, concern, left_drafts, readable
from stocktake_web.schools.left_records.writers import may_go_on
from stocktake_web.schools.roles import role_of
from stocktake_web.schools.subject import find_school


class ConcernListView(AreaPageView):
    """The concerns that the reader may open."""

    permission = "schools.list_academy_concerns"
    template_name = "schools/academy_concerns/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The latest first."""
        user = self.request.user
        return super().get_context_data(**kwargs) | {
            "concerns": readable(user, self.area),
            "left_drafts": left_drafts(user, self.area),
        }


class ConcernView(AreaPageView):
    """A concern with its dates and replies."""

    permission = SEE
    find = staticmethod(concern)
    template_name = "schools/academy_concerns/concern.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The concern, and whether the reader wrote it."""
        row: AcademyConcern = self.record
        is_own = may_go_on(self.request.user, row)
        return super().get_context_data(**kwargs) | {"concern": row, "is_own": is_own}


class ConcernCreateView(AreaCreateView):
    """Record a concern."""

    permission = "schools.record_academy_concern"
    find = staticmethod(find_school)
    model = AcademyConcern
    form_class = ConcernForm
    template_name = "schools/academy_concerns/form.html"
    success_view = "schools:academy-concern"
    success_message = "The draft was saved. Nobody else sees it until you send it to the trust."

    def new_row(self) -> AcademyConcern:
        """A draft about the school of the page."""
        actor = account_of(self.request)
        return AcademyConcern(area=self.area, school=self.record, owner_user=actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The school, and why none may be recorded of it."""
        return super().get_context_data(**kwargs) | {
            "school": self.record,
            "problem": not_an_academy(self.record),
            "concern": None,
        }

    def perform(self, form: AreaModelForm) -> AcademyConcern:
        """Save the draft."""
        actor = account_of(self.request)
        return record_concern(actor=actor, concern=self.new_row(), values=form.values())

    def success_parts(self) -> dict[str, Any]:
        """The new concern."""
        return {"pk": self.object.pk}

    @property
    def back_url(self) -> str:
        """The school's page."""
        return self.reverse_area("schools:record", urn=self.record.urn)


class _ConcernChangeView(AreaUpdateView):
    """A change of a concern: its own page shows what came of it."""

    permission = "schools.record_academy_concern"
    find = staticmethod(concern)
    model = AcademyConcern
    form_class: Any = StepForm
    success_view = "schools:academy-concern"

    def success_parts(self) -> dict[str, Any]:
        """Its page."""
        return {"pk": self.record.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The concern and its school."""
        return super().get_context_data(**kwargs) | {
            "concern": self.record,
            "school": self.record.school,
            "problem": "",
        }


class ConcernUpdateView(_ConcernChangeView):
    """Change a draft."""

    permission = "schools.change_academy_concern"
    form_class = ConcernForm
    template_name = "schools/academy_concerns/form.html"
    success_message = "The draft was changed."


class SendToTrustView(_ConcernChangeView):
    """Send a draft to the trust."""

    permission = "schools.change_academy_concern"
    template_name = "schools/academy_concerns/send.html"
    success_message = "It was sent. The trust’s leader reads it here."

    def perform(self, form: AreaModelForm) -> AcademyConcern:
        """Send it."""
        return send_to_trust(
            actor=account_of(self.request),
            concern=self.object,
            expected_version=form.cleaned_data["version"],
        )


class ReportView(_ConcernChangeView):
    """Record that the Regional Director was informed."""

    form_class = ReportForm
    template_name = "schools/academy_concerns/report.html"
    success_message = "It was recorded that the Regional Director was informed."

    def get_initial(self) -> dict[str, Any]:
        """Today."""
        return {"to_director_on": services.today()}

    def perform(self, form: AreaModelForm) -> AcademyConcern:
        """Record it."""
        return report_to_director(
            actor=account_of(self.request),
            concern=concern(self.area, self.record.pk),
            day=form.cleaned_data["to_director_on"],
            reason=form.cleaned_data["director_reason"],
            expected_version=form.cleaned_data["version"],
        )


class CloseView(_ConcernChangeView):
    """Close a concern."""

    form_class = CloseForm
    template_name = "schools/academy_concerns/close.html"
    success_message = "The concern is closed."

    def perform(self, form: AreaModelForm) -> AcademyConcern:
        """Close it."""
        return close_concern(
            actor=account_of(self.request),
            concern=self.object,
            outcome=form.cleaned_data["outcome"],
            expected_version=form.cleaned_data["version"],
        )


class _ReplyView(AreaCreateView):
    """Enter a reply to a concern."""

    find = staticmethod(concern)
    model = ConcernReply
    success_view = "schools:academy-concern"
    party: ConcernParty

    def new_row(self) -> ConcernReply:
        """A reply to the concern of the page."""
        return ConcernReply(
            area=self.area,
            school=self.record.school,
            concern=self.record,
            party=self.party,
            replied_on=services.today(),
            at=services.now(),
        )

    def perform(self, form: AreaModelForm) -> ConcernReply:
        """Keep it."""
        return reply_to_concern(
            actor=account_of(self.request),
            by_role=role_of(self.request.user, self.area),
            concern=self.record,
            party=self.party,
            text=form.cleaned_data["text"],
            replied_on=form.cleaned_data.get("replied_on") or services.today(),
        )

    def success_parts(self) -> dict[str, Any]:
        """The concern."""
        return {"pk": self.record.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The concern."""
        return super().get_context_data(**kwargs) | {"concern": self.record}


class TrustReplyView(_ReplyView):
    """The trust replies."""

    permission = "schools.reply_to_academy_concern"
    form_class = TrustReplyForm
    template_name = "schools/academy_concerns/trust_reply.html"
    party = ConcernParty.TRUST
    success_message = "Your reply was kept, and the council reads it."


class DirectorReplyView(_ReplyView):
    """An officer enters what the Regional Director replied."""

    permission = "schools.record_academy_concern"
    form_class = DirectorReplyForm
    template_name = "schools/academy_concerns/director_reply.html"
    party = ConcernParty.DIRECTOR
    success_message = "The reply was kept."
