"""Pages of an agenda's items: what they say, their papers, what came of them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions import account_of, has_permission, requires
from stocktake_web.boards.agenda import actions
from stocktake_web.boards.agenda.forms import (
    ItemChangeForm,
    ItemForm,
    NoteForm,
    PaperForm,
    SuggestionsForm,
)
from stocktake_web.boards.agenda.models import AgendaItem, Paper
from stocktake_web.boards.agenda.queries import item, paper, papers, priority_choices
from stocktake_web.boards.agenda.suggestions import suggest_items
from stocktake_web.boards.agreed_actions.queries import carried_actions
from stocktake_web.boards.comments.queries import comments_of, paper_comment_counts
from stocktake_web.boards.meetings.models import State
from stocktake_web.boards.meetings.queries import meeting, unapproved_before
from stocktake_web.boards.meetings.states import lock_meeting
from stocktake_web.boards.openness import readable
from stocktake_web.boards.recusals.queries import item_flags, item_quorum
from stocktake_web.records.views import (
    AreaActionView,
    AreaCreateView,
    AreaDetailView,
    AreaPostView,
    AreaUpdateView,
)


class ItemDetailView(AreaDetailView):
    """One item; while the meeting is open, where the secretary writes what happens."""

    permission = "boards.read"
    find = staticmethod(item)
    template_name = "boards/agenda/item.html"
    context_object_name = "item"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything that belongs to the item, as far as the reader may see it."""
        area, item, user = self.area, self.object, self.request.user
        exempt = has_permission(user, area, "boards.read_exempt", item)
        carried = carried_actions(area, item.meeting) if item.kind == "actions" else []
        unapproved = unapproved_before(area, item.meeting) if item.kind == "minutes" else []
        return super().get_context_data(**kwargs) | {
            "meeting": item.meeting,
            "papers": readable(papers(area, item), exempt),
            "flags": item_flags(area, item),
            "recusals": item.recusals.select_related("seat__user"),
            "quorum": item_quorum(area, item),
            "decisions": readable(item.decisions.all(), exempt),
            "actions": readable(item.actions.select_related("owner_user"), exempt),
            "proposals": item.proposals.all(),
            "carried": readable(carried, exempt),
            "to_approve": list(unapproved),
            "priority": dict(priority_choices(area)).get(item.priority_key, ""),
            "runs": has_permission(user, area, "boards.run", item),
            "comments": comments_of(area, item),
            "comment_counts": paper_comment_counts(area),
            "answers": has_permission(user, area, "boards.answer_comment", item),
            "note_form": NoteForm(area=area, instance=item),
            "today": services.today(),
        }


class _OfItem:
    """Leads back to the item."""

    def get_success_url(self) -> str:
        """The item."""
        return self.reverse_area("boards:item", item=self.record.pk)  # type: ignore[attr-defined,no-any-return]


class _OfMeeting:
    """Leads back to the meeting."""

    def get_success_url(self) -> str:
        """The meeting."""
        meeting = getattr(self.record, "meeting_id", self.record.pk)  # type: ignore[attr-defined]
        return self.reverse_area("boards:meeting", meeting=meeting)  # type: ignore[attr-defined,no-any-return]


class ItemCreateView(_OfMeeting, AreaCreateView):
    """Put an item on the agenda."""

    permission = "boards.run"
    find = staticmethod(meeting)
    model = AgendaItem
    form_class = ItemForm
    template_name = "boards/agenda/add.html"
    success_message = "The item is on the agenda."

    def new_row(self) -> AgendaItem:
        """An item of the meeting."""
        return AgendaItem(area=self.area, meeting=self.record)

    def perform(self, form: ItemForm) -> AgendaItem:  # type: ignore[override]
        """Put it at the end."""
        return actions.add_item(
            actor=account_of(self.request), meeting=self.record, values=form.values()
        )


class ItemUpdateView(_OfItem, AreaUpdateView):
    """Change an item, or who may see it."""

    permission = "boards.run"
    find = staticmethod(item)
    model = AgendaItem
    form_class = ItemChangeForm
    template_name = "boards/agenda/change.html"
    success_message = "The change was saved."

    def perform(self, form: ItemChangeForm) -> AgendaItem:  # type: ignore[override]
        """Change it, and close what is under it where that was chosen."""
        return actions.change_item(
            actor=account_of(self.request),
            item=self.record,
            values=form.values(),
            expected_version=form.expected_version,
            with_contents=form.cleaned_data.get("with_contents", False),
        )


class NoteUpdateView(_OfItem, AreaUpdateView):
    """Write down what was said."""

    permission = "boards.run"
    find = staticmethod(item)
    model = AgendaItem
    form_class = NoteForm
    template_name = "boards/agenda/note.html"
    verb = "note"
    success_message = "The note was saved."

    def get_object(self, queryset: Any = None) -> AgendaItem:
        """The item of a meeting that is open."""
        if self.request.method == "POST":
            lock_meeting(self.record.meeting_id, State.OPEN, to="write notes")
        row: AgendaItem = super().get_object(queryset)
        return row


class ItemMoveView(_OfMeeting, AreaPostView):
    """Move an item one place up or down."""

    permission = "boards.run"
    find = staticmethod(item)

    @property
    def is_up(self) -> bool:
        """Whether it moves up."""
        return self.request.POST.get("way") == "up"

    def perform(self) -> None:
        """Move it."""
        actions.move_item(actor=account_of(self.request), item=self.record, up=self.is_up)

    @property
    def success_message(self) -> str:  # type: ignore[override]
        """Names the item."""
        return f"{self.record.title} moved {'up' if self.is_up else 'down'}."


class ItemRemoveView(_OfMeeting, AreaPostView):
    """Take an item off the agenda."""

    permission = "boards.run"
    find = staticmethod(item)

    def perform(self) -> None:
        """Remove it."""
        actions.remove_item(actor=account_of(self.request), item=self.record)

    @property
    def success_message(self) -> str:  # type: ignore[override]
        """Names the item."""
        return f"{self.record.title} is off the agenda."


class SuggestionsView(_OfMeeting, AreaActionView):
    """What suggests itself for the agenda: choose from it."""

    permission = "boards.run"
    find = staticmethod(meeting)
    form_class = SuggestionsForm
    template_name = "boards/agenda/suggestions.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Back to the meeting, where nothing suggests itself."""
        self.suggestions = suggest_items(self.area, self.record, services.now())
        if not self.suggestions:
            return HttpResponseRedirect(self.get_success_url())
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """What suggests itself."""
        return super().get_form_kwargs() | {"suggestions": self.suggestions}

    def perform(self, form: SuggestionsForm) -> None:
        """Put what was chosen on the agenda."""
        self.openness = form.cleaned_data["openness"]
        actions.accept_suggestions(
            actor=account_of(self.request),
            meeting=self.record,
            suggestions=form.chosen_suggestions(),
            openness=self.openness,
        )

    @property
    def success_message(self) -> str:  # type: ignore[override]
        """Says how open the items are."""
        return f"The agenda was changed. What was put on it is {self.openness}."


class PaperCreateView(_OfItem, AreaCreateView):
    """Add a paper to the item."""

    permission = "boards.run"
    find = staticmethod(item)
    model = Paper
    form_class = PaperForm
    template_name = "boards/agenda/add_paper.html"
    success_message = "The paper was added."

    def new_row(self) -> Paper:
        """A paper as open as the item."""
        return Paper(area=self.area, item=self.record, openness=self.record.openness)

    def perform(self, form: PaperForm) -> Paper:  # type: ignore[override]
        """Keep the document."""
        return actions.add_paper(
            actor=account_of(self.request),
            item=self.record,
            file=form.cleaned_data["file"],
            **form.values(),
        )


class PaperWithdrawView(AreaPostView):
    """Take a paper away."""

    permission = "boards.run"
    find = staticmethod(paper)

    def perform(self) -> None:
        """Withdraw it."""
        actions.withdraw_paper(actor=account_of(self.request), paper=self.record, reason="")

    def get_success_url(self) -> str:
        """The item."""
        return self.reverse_area("boards:item", item=self.record.item_id)

    @property
    def success_message(self) -> str:  # type: ignore[override]
        """Names the paper."""
        return f"{self.record.title} was taken away."


@requires("boards.read", of=paper)
def download_paper(request: HttpRequest, area: Area, paper: Paper) -> HttpResponse:
    """Download a paper."""
    response = HttpResponse(bytes(paper.content.content), content_type=paper.media_type)
    # The name holds plain characters only: papers.check_file saw to it.
    name = paper.file_name.encode("ascii", "replace").decode().replace("?", "_")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
