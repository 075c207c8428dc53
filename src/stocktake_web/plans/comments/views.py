"""Pages of comments on the plan."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from stocktake_web.accounts.permissions import account_of
from stocktake_web.plans.comments.actions import add_comment, answer_comment
from stocktake_web.plans.comments.forms import CommentAnswerForm, CommentForm
from stocktake_web.plans.comments.models import Comment
from stocktake_web.plans.comments.queries import (
    comment,
    comment_subject,
    comments_on,
    subject_titles,
)
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.records.views import AreaCreateView, AreaUpdateView

PAGES = {
    "priority": ("overview", None),
    "target": ("target", "target"),
    "activity": ("activity", "activity"),
    "risk": ("risks", None),
    "recommendation": ("recommendation", "pk"),
}
"""Where a thing of each kind is shown: the page, and the part of its address that is its key."""


class CommentListView(AreaCreateView):
    """What was said of a thing; and say something."""

    permission = "plans.comment"
    find = staticmethod(comment_subject)
    model = Comment
    form_class = CommentForm
    template_name = "plans/comments/list.html"
    success_view = "plans:comments"
    success_message = "Your comment was added."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The comments so far."""
        comments = comments_on(self.area, self.record.ref)
        return super().get_context_data(**kwargs) | {"comments": comments}

    def perform(self, form: AreaModelForm) -> Comment:
        """Add the comment to the thing."""
        return add_comment(
            area=self.area, actor=account_of(self.request), on=self.record.ref, **form.values()
        )

    def success_parts(self) -> dict[str, Any]:
        """The comments on the same thing."""
        return {"kind": self.record.kind, "key": self.record.key}

    @property
    def back_url(self) -> str:
        """The page that shows the thing."""
        page, part = PAGES[self.record.kind]
        parts = {part: self.record.key} if part else {}
        return reverse(f"plans:{page}", kwargs={"area": self.area.slug, **parts})


class CommentAnswerView(AreaUpdateView):
    """Answer a comment on the plan."""

    permission = "plans.answer_comment"
    find = staticmethod(comment)
    model = Comment
    form_class = CommentAnswerForm
    template_name = "plans/comments/answer.html"
    success_message = "The comment was answered."

    def perform(self, form: AreaModelForm) -> Comment:
        """Answer it, once."""
        return answer_comment(
            area=self.area,
            actor=account_of(self.request),
            comment=self.record,
            answer=form.cleaned_data["answer"],
            expected_version=form.cleaned_data["version"],
        )

    @property
    def back_url(self) -> str:
        """The comments on the same thing."""
        kind = self.record.object_type.partition(".")[2]
        parts = {"area": self.area.slug, "kind": kind, "key": self.record.object_id}
        return reverse("plans:comments", kwargs=parts)

    def get_success_url(self) -> str:
        """The same; what was commented on may be gone from the plan, which is always there."""
        if subject_titles(self.area, [self.record.subject]):
            return self.back_url
        return reverse("plans:overview", kwargs={"area": self.area.slug})
