"""Comments: what the desk says of a part of the plan, and the answers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stocktake_web.accounts.models import Area
from stocktake_web.accounts.rights import account_of, right
from stocktake_web.plans import actions, queries
from stocktake_web.plans.forms.comments import CommentAnswerForm, CommentForm
from stocktake_web.plans.models import Comment
from stocktake_web.plans.views.pages import ask, done, to

HOMES = {
    "priority": ("overview", None),
    "target": ("target", "target"),
    "activity": ("activity", "activity"),
    "risk": ("risks", None),
    "recommendation": ("recommendation", "recommendation"),
}
"""Where a thing of each kind is shown: the page, and the part of its address that is its key."""


@right("plans.comment", post="plans.comment", of=queries.commented)
def comments(request: HttpRequest, area: Area, about: queries.Commented) -> HttpResponse:
    """What was said of a thing; and say something."""
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        actions.comment(area=area, actor=account_of(request), on=about.thing, words=words)
        here = to("comments", area, kind=about.kind, key=about.key)
        return done(request, "Your comment was added.", here)
    name, part = HOMES[about.kind]
    context = {
        "about": about,
        "form": form,
        "back": to(name, area, **({part: about.key} if part else {})),
        "comments": queries.comments_on(area, about.thing),
    }
    return render(request, "plans/comments_page.html", context)


@right("plans.answer_comment", post="plans.answer_comment", of=queries.comment)
def answer(request: HttpRequest, area: Area, comment: Comment) -> HttpResponse:
    """Answer a comment on the plan."""
    back = to("comments", area, kind=comment.object_type.partition(".")[2], key=comment.object_id)
    form = CommentAnswerForm(request.POST or None, initial={"version": comment.version})
    if request.method == "POST" and form.is_valid():
        actions.answer_comment(
            area=area,
            actor=account_of(request),
            comment=comment,
            answer=form.cleaned_data["answer"],
            expected_version=form.cleaned_data["version"],
        )
        # What was commented on may be gone from the plan; the desk is always there.
        found = queries.words_of(area, [comment.thing])
        return done(request, "The comment was answered.", back if found else to("overview", area))
    return ask(
        request,
        form,
        title="Answer a comment",
        button="Answer",
        back=back,
        quoted=comment.words,
    )
