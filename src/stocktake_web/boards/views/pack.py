"""The stocktake pack as page, PDF and Word document, and the template that Word takes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stocktake_web import gateway
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.rights import account_of, right
from stocktake_web.boards import queries
from stocktake_web.boards.actions import proposals as actions
from stocktake_web.boards.forms.agenda import TemplateForm
from stocktake_web.boards.models import Meeting
from stocktake_web.boards.pack_pdf import write_pack_pdf
from stocktake_web.boards.pack_source import pack_of
from stocktake_web.boards.pack_word import write_pack_word
from stocktake_web.boards.pack_words import action_stands, days_late, more_late
from stocktake_web.boards.papers import KINDS
from stocktake_web.boards.views.asking import ask, given, go, to
from stocktake_web.gateway import documents


@right("boards.read", of=queries.meeting)
def page(request: HttpRequest, area: Area, meeting: Meeting) -> HttpResponse:
    """The pack as a page."""
    context = {
        "meeting": meeting,
        "pack": pack_of(area, meeting, gateway.now()),
        "action_stands": action_stands,
        "days_late": days_late,
        "more_late": more_late,
        "template": queries.template(area),
    }
    return render(request, "boards/pack.html", context)


@right("boards.read", of=queries.meeting)
def pdf(request: HttpRequest, area: Area, meeting: Meeting) -> HttpResponse:
    """The pack as a tagged PDF."""
    held = write_pack_pdf(pack_of(area, meeting, gateway.now()))
    return _download(held, meeting, ".pdf")


@right("boards.read", of=queries.meeting)
def word(request: HttpRequest, area: Area, meeting: Meeting) -> HttpResponse:
    """The pack as a Word document, in the area's own template where it has one."""
    template = queries.template(area)
    held = write_pack_word(
        pack_of(area, meeting, gateway.now()),
        template=bytes(template.held) if template else None,
        png=documents.png,
    )
    return _download(held, meeting, ".docx")


@right("boards.run", post="boards.run")
def template(request: HttpRequest, area: Area) -> HttpResponse:
    """Give the Word document whose styles packs take."""
    kept = queries.template(area)

    def done(form: TemplateForm) -> HttpResponse:
        actions.keep_template(area=area, actor=account_of(request), file=form.cleaned_data["file"])
        return go(request, "Packs now take this document's styles.", to("home", area))

    return ask(
        request,
        TemplateForm(**given(request)),
        title="Your own template for packs",
        button="Keep the template",
        back=to("home", area),
        done=done,
        intro=f"Now in use: {kept.file_name}." if kept else "Now in use: Word's own styles.",
    )


def _download(held: bytes, meeting: Meeting, ending: str) -> HttpResponse:
    response = HttpResponse(held, content_type=KINDS[ending][0])
    name = f"stocktake-{meeting.body.key}-{meeting.held_on.isoformat()}{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
