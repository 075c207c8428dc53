"""Comments on items and papers: for members, never in the minutes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from stocktake_web.accounts.permissions import account_of, has_permission
from stocktake_web.accounts.permissions.views import AreaMixin
from stocktake_web.boards.agenda.models import AgendaItem, Paper
from stocktake_web.boards.agenda.queries import item, paper
from stocktake_web.boards.comments.queries import comment, comments_of, reference_of
from stocktake_web.plans.comments.actions import add_comment, answer_comment
from stocktake_web.plans.comments.forms import CommentAnswerForm, CommentForm
from stocktake_web.records.views import AreaActionView


class _CommentsMixin(AreaMixin):
    """Knows where comments on an item or a paper are read."""

    def comments_url(self, about: AgendaItem | Paper) -> str:
        """The address of the comments on an item or a paper."""
        if isinstance(about, Paper):
            return self.reverse_area("boards:paper_comments", paper=about.pk)
        return self.reverse_area("boards:item_comments", item=about.pk)


class ItemCommentsView(_CommentsMixin, AreaActionView):
    """The comments on an item; and the form of the next."""

    permission = "boards.comment"
    find: ClassVar[Callable[..., Any] | None] = staticmethod(item)
    form_class = CommentForm
    template_name = "boards/comments/comments.html"
    success_message = "Your comment was added."

    @property
    def item(self) -> AgendaItem:
        """The item, or that of the paper."""
        item: AgendaItem = self.record
        return item

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form's area too."""
        return super().get_form_kwargs() | {"area": self.area}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The comments, and whether the reader may answer them."""
        about = self.record
        answers = has_permission(self.request.user, self.area, "boards.answer_comment", about)
        return super().get_context_data(**kwargs) | {
            "about": about,
            "item": self.item,
            "comments": comments_of(self.area, about),
            "answers": answers,
        }

    def perform(self, form: CommentForm) -> None:
        """Add it."""
        add_comment(
            area=self.area,
            actor=account_of(self.request),
            on=reference_of(self.record),
            text=form.cleaned_data["text"],
        )

    def get_success_url(self) -> str:
        """The comments."""
        return self.comments_url(self.record)


class PaperCommentsView(ItemCommentsView):
    """The comments on a paper; and the form of the next."""

    find = staticmethod(paper)

    @property
    def item(self) -> AgendaItem:
        """The item of the paper."""
        item: AgendaItem = self.record.item
        return item


class CommentAnswerView(_CommentsMixin, AreaActionView):
    """Answer a comment on an item or a paper."""

    permission = "boards.answer_comment"
    find = staticmethod(comment)
    form_class = CommentAnswerForm
    template_name = "boards/comments/answer.html"
    success_message = "The comment was answered."

    def get_form_kwargs(self) -> dict[str, Any]:
        """The comment, as it is read."""
        return super().get_form_kwargs() | {"area": self.area, "instance": self.record.comment}

    def perform(self, form: CommentAnswerForm) -> None:
        """Answer it."""
        answer_comment(
            area=self.area,
            actor=account_of(self.request),
            comment=self.record.comment,
            answer=form.cleaned_data["answer"],
            expected_version=form.expected_version or 0,
        )

    def get_success_url(self) -> str:
        """The comments."""
        return self.comments_url(self.record.about)
