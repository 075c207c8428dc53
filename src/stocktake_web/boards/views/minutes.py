"""Pages of minutes: the draft, approval, additions, and publishing what anyone may read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stocktake_web.accounts.models import Area
from stocktake_web.accounts.rights import account_of, may, right
from stocktake_web.boards import queries
from stocktake_web.boards.actions import minutes as actions
from stocktake_web.boards.forms.fields import ReasonForm
from stocktake_web.boards.forms.minutes import AddendumForm, MinutesForm
from stocktake_web.boards.models import Meeting, Minutes, Publication
from stocktake_web.boards.openness import EXEMPT
from stocktake_web.boards.presenters import OPENNESS_CLASSES
from stocktake_web.boards.redaction import Redacted, redact, titled_names
from stocktake_web.boards.views.asking import ask, given, go, to


@right("boards.read", of=queries.minutes_of)
def minutes(request: HttpRequest, area: Area, minutes: Minutes) -> HttpResponse:
    """The minutes, as far as the reader may see them."""
    record = queries.record_of(area, minutes.meeting)
    exempt = may(request.user, area, "boards.read_exempt", minutes)
    context = {
        "minutes": minutes,
        "meeting": minutes.meeting,
        "record": record,
        "exempt": exempt,
        "addenda": [each for each in record.addenda if exempt or each.openness != EXEMPT],
        "in_session": queries.in_session(area, minutes.meeting),
        "publication": queries.publication(area, minutes.meeting),
        "runs": may(request.user, area, "boards.run", minutes),
        "openness_classes": OPENNESS_CLASSES,
    }
    return render(request, "boards/minutes.html", context)


@right("boards.run", post="boards.run", of=queries.minutes_of)
def edit(request: HttpRequest, area: Area, minutes: Minutes) -> HttpResponse:
    """Edit the draft."""
    back = to("minutes", area, meeting=minutes.meeting_id)

    def done(form: MinutesForm) -> HttpResponse:
        actions.edit_minutes(
            area=area,
            actor=account_of(request),
            minutes=minutes,
            opening=form.cleaned_data["opening"],
            entries=form.words(),
            expected_version=form.cleaned_data["version"],
        )
        return go(request, "The draft was saved.", back)

    entries = list(minutes.entries.select_related("item"))
    form = MinutesForm(**given(request), minutes=minutes, entries=entries)
    title = "Edit the draft minutes"
    return ask(request, form, title=title, button="Save the draft", back=back, done=done)


@right(post="boards.run", of=queries.minutes_of)
def approve(request: HttpRequest, area: Area, minutes: Minutes) -> HttpResponse:
    """Record that the meeting in session approved these minutes."""
    said = request.POST.get("version", "")
    later = queries.in_session(area, minutes.meeting)
    if later is None:
        later = minutes.meeting  # refused by the action, with its reason
    actions.approve_minutes(
        area=area,
        actor=account_of(request),
        minutes=minutes,
        approved_in=later,
        expected_version=int(said) if said.isdigit() else 0,
    )
    words = "The minutes are approved and locked."
    return go(request, words, to("minutes", area, meeting=minutes.meeting_id))


@right("boards.run", post="boards.run", of=queries.minutes_of)
def add(request: HttpRequest, area: Area, minutes: Minutes) -> HttpResponse:
    """Add to approved minutes."""
    back = to("minutes", area, meeting=minutes.meeting_id)

    def done(form: AddendumForm) -> HttpResponse:
        actions.add_addendum(
            area=area, actor=account_of(request), minutes=minutes, **form.cleaned_data
        )
        return go(request, "The addition was recorded.", back)

    return ask(
        request,
        AddendumForm(**given(request)),
        title="Add to the approved minutes",
        button="Add",
        back=back,
        done=done,
        intro="Approved minutes are locked. What is added stands below them, with its date.",
    )


@right("boards.publish", post="boards.publish", of=queries.minutes_of)
def publish(request: HttpRequest, area: Area, minutes: Minutes) -> HttpResponse:
    """Read the redacted minutes exactly as anyone will, then publish them."""
    meeting: Meeting = minutes.meeting
    if request.method == "POST":
        actions.publish_minutes(
            area=area,
            actor=account_of(request),
            meeting=meeting,
            read_sha256=request.POST.get("sha256", ""),
        )
        words = "The redacted minutes are published."
        return go(request, words, to("minutes", area, meeting=meeting.pk))
    record = queries.record_of(area, meeting)
    redacted = redact(record, queries.roles_of_names(area))
    context = {
        "meeting": meeting,
        "redacted": redacted,
        "left_out": [item for item in record.items if not item.publishable],
        "names": titled_names(redacted),
        "publication": queries.publication(area, meeting),
    }
    return render(request, "boards/publish.html", context)


@right("boards.read", of=queries.publication_of)
def published(request: HttpRequest, area: Area, publication: Publication) -> HttpResponse:
    """What was published, as it was published."""
    context = {
        "meeting": publication.meeting,
        "publication": publication,
        "redacted": Redacted.from_json(publication.content),
    }
    return render(request, "boards/published.html", context)


@right("boards.publish", post="boards.publish", of=queries.publication_of)
def recall(request: HttpRequest, area: Area, publication: Publication) -> HttpResponse:
    """Take published minutes back."""
    back = to("minutes", area, meeting=publication.meeting_id)

    def done(form: ReasonForm) -> HttpResponse:
        actions.recall_publication(
            area=area,
            actor=account_of(request),
            publication=publication,
            reason=form.cleaned_data["reason"],
            expected_version=form.cleaned_data["version"],
        )
        return go(request, "The minutes are no longer published.", back)

    return ask(
        request,
        ReasonForm(**given(request), initial={"version": publication.version}),
        title="Recall the published minutes",
        button="Recall",
        back=back,
        done=done,
        warning=True,
    )
