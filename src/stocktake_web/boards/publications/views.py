"""Pages of published minutes: read exactly what anyone will, publish it, take it back."""

from __future__ import annotations

from typing import Any

from stocktake_web.accounts.permissions import account_of
from stocktake_web.boards.fields import ReasonForm
from stocktake_web.boards.minutes.queries import minutes_of
from stocktake_web.boards.publications import actions
from stocktake_web.boards.publications.forms import PublishForm
from stocktake_web.boards.publications.left_out import left_out
from stocktake_web.boards.publications.queries import (
    find_publication,
    papers_in,
    publication_of,
)
from stocktake_web.boards.publications.redaction import RedactedMinutes, titled_names
from stocktake_web.records.views import AreaActionView, AreaDetailView


class PublishView(AreaActionView):
    """Read the redacted minutes exactly as anyone will, then publish them."""

    permission = "boards.publish"
    find = staticmethod(minutes_of)
    form_class = PublishForm
    template_name = "boards/publications/publish.html"
    success_message = "The redacted minutes are published."

    def get_form_kwargs(self) -> dict[str, Any]:
        """The meeting."""
        return super().get_form_kwargs() | {"meeting": self.record.meeting}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The redacted minutes, what they leave out, and what looks like a name in them."""
        meeting = self.record.meeting
        redacted = actions.redact_minutes(self.area, meeting)
        papers = papers_in(self.area, [redacted])
        return super().get_context_data(**kwargs) | {
            "meeting": meeting,
            "redacted": redacted,
            "left_out": left_out(self.area, meeting),
            "paper_addresses": {pk: self.reverse_area("boards:paper", paper=pk) for pk in papers},
            "names": titled_names(redacted),
            "publication": find_publication(self.area, meeting),
        }

    def perform(self, form: PublishForm) -> None:
        """Publish exactly what was read."""
        actions.publish_minutes(
            actor=account_of(self.request),
            meeting=self.record.meeting,
            read_sha256=self.request.POST.get("sha256", ""),
            reason=form.cleaned_data.get("reason", ""),
        )

    def get_success_url(self) -> str:
        """The minutes."""
        return self.reverse_area("boards:minutes", meeting=self.record.meeting_id)


class PublicationDetailView(AreaDetailView):
    """What was published, as it was published."""

    permission = "boards.read"
    find = staticmethod(publication_of)
    template_name = "boards/publications/published.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The minutes, with where anyone opens each paper, also who withdrew from its item."""
        publication = self.object
        redacted = RedactedMinutes.from_json(publication.content)
        papers = papers_in(self.area, [redacted])
        meeting = publication.meeting_id
        return super().get_context_data(**kwargs) | {
            "meeting": publication.meeting,
            "redacted": redacted,
            "paper_addresses": {
                paper.id: self.reverse_area("public:paper", meeting=meeting, file=paper.file)
                for paper in redacted.papers
                if paper.id in papers
            },
        }


class RecallView(AreaActionView):
    """Take published minutes back."""

    permission = "boards.publish"
    find = staticmethod(publication_of)
    form_class = ReasonForm
    template_name = "boards/publications/recall.html"
    success_message = "The minutes are no longer published."
    warns = True

    def get_initial(self) -> dict[str, Any]:
        """The version that is read."""
        return {"version": self.record.version}

    def perform(self, form: ReasonForm) -> None:
        """Recall them."""
        actions.recall_publication(
            actor=account_of(self.request),
            publication=self.record,
            reason=form.cleaned_data["reason"],
            expected_version=form.cleaned_data["version"],
        )

    def get_success_url(self) -> str:
        """The minutes."""
        return self.reverse_area("boards:minutes", meeting=self.record.meeting_id)
