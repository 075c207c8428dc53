"""Comments on items and papers: of the desk, never of the minutes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stocktake_web.accounts.models import Area
from stocktake_web.accounts.rights import account_of, may, require, right
from stocktake_web.boards import queries
from stocktake_web.boards.models import AgendaItem, Paper
from stocktake_web.boards.openness import EXEMPT
from stocktake_web.boards.views.asking import ask, given, go, to
from stocktake_web.boards.views.items import require_sight
from stocktake_web.plans import actions as plans
from stocktake_web.plans.forms.comments import CommentAnswerForm, CommentForm


@right("boards.comment", post="boards.comment", of=queries.item)
def on_item(request: HttpRequest, area: Area, item: AgendaItem) -> HttpResponse:
    """What was said of an item; and say something."""
    return _comments(request, area, item, item)


@right("boards.comment", post="boards.comment", of=queries.paper)
def on_paper(request: HttpRequest, area: Area, paper: Paper) -> HttpResponse:
    """What was said of a paper; and say something."""
    return _comments(request, area, paper, paper.item)


@right("boards.answer_comment", post="boards.answer_comment", of=queries.comment)
def answer(request: HttpRequest, area: Area, on: queries.OnAgenda) -> HttpResponse:
    """Answer a comment on an item or a paper."""
    require_sight_of(request, area, on.about, on.item)
    back = address(area, on.about)

    def done(form: CommentAnswerForm) -> HttpResponse:
        plans.answer_comment(
            area=area,
            actor=account_of(request),
            comment=on.comment,
            answer=form.cleaned_data["answer"],
            expected_version=form.cleaned_data["version"],
        )
        return go(request, "The comment was answered.", back)

    form = CommentAnswerForm(**given(request), initial={"version": on.comment.version})
    return ask(
        request,
        form,
        title="Answer a comment",
        button="Answer",
        back=back,
        intro=on.comment.words,
        done=done,
    )


def require_sight_of(
    request: HttpRequest, area: Area, about: AgendaItem | Paper, item: AgendaItem
) -> None:
    """Refuse who may not read what a comment is about.

    Raises
    ------
    PermissionDenied
        Shown as a page.
    """
    require_sight(request, area, item)
    if about.openness == EXEMPT:
        require(request.user, area, "boards.read_exempt", about)


def address(area: Area, about: AgendaItem | Paper) -> str:
    """Where the comments on an item or a paper are read and made."""
    if isinstance(about, Paper):
        return to("paper_comments", area, paper=about.pk)
    return to("item_comments", area, item=about.pk)


def _comments(
    request: HttpRequest, area: Area, about: AgendaItem | Paper, item: AgendaItem
) -> HttpResponse:
    require_sight_of(request, area, about, item)
    form = CommentForm(**given(request))
    if request.method == "POST" and form.is_valid():
        plans.comment(
            area=area,
            actor=account_of(request),
            on=queries.thing_of(about),
            words=form.cleaned_data["words"],
        )
        return go(request, "Your comment was added.", address(area, about))
    context = {
        "about": about,
        "item": item,
        "form": form,
        "comments": queries.comments_of(area, about),
        "answers": may(request.user, area, "boards.answer_comment", about),
    }
    return render(request, "boards/comments.html", context)
