"""The addresses of boards: ``/<area>/desk/boards/``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from stocktake_web.boards.views import bodies, items, meetings, minutes, outcomes, pack, proposals

app_name = "boards"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", bodies.home, name="home"),
    path("add/", bodies.add_body, name="add_body"),
    path("meetings/<int:meeting>/", meetings.meeting, name="meeting"),
    path("meetings/<int:meeting>/change/", meetings.change, name="change_meeting"),
    path("meetings/<int:meeting>/suggested/", meetings.suggested, name="suggested"),
    path("meetings/<int:meeting>/attendance/", meetings.attendance, name="attendance"),
    path("meetings/<int:meeting>/open/", meetings.open_, name="open"),
    path("meetings/<int:meeting>/close/", meetings.close, name="close"),
    path("meetings/<int:meeting>/items/add/", items.add, name="add_item"),
    path("meetings/<int:meeting>/minutes/", minutes.minutes, name="minutes"),
    path("meetings/<int:meeting>/minutes/edit/", minutes.edit, name="edit_minutes"),
    path("meetings/<int:meeting>/minutes/approve/", minutes.approve, name="approve_minutes"),
    path("meetings/<int:meeting>/minutes/add/", minutes.add, name="add_to_minutes"),
    path("meetings/<int:meeting>/publish/", minutes.publish, name="publish"),
    path("meetings/<int:meeting>/published/", minutes.published, name="published"),
    path("meetings/<int:meeting>/published/recall/", minutes.recall, name="recall"),
    path("meetings/<int:meeting>/pack/", pack.page, name="pack"),
    path("meetings/<int:meeting>/pack.pdf", pack.pdf, name="pack_pdf"),
    path("meetings/<int:meeting>/pack.docx", pack.word, name="pack_word"),
    path("template/", pack.template, name="template"),
    path("items/<int:item>/", items.item, name="item"),
    path("items/<int:item>/change/", items.change, name="change_item"),
    path("items/<int:item>/move/", items.move, name="move_item"),
    path("items/<int:item>/remove/", items.remove, name="remove_item"),
    path("items/<int:item>/note/", items.note, name="note"),
    path("items/<int:item>/withdrawal/", items.withdraw, name="withdraw"),
    path("items/<int:item>/papers/add/", items.add_paper, name="add_paper"),
    path("items/<int:item>/decisions/add/", outcomes.decide, name="decide"),
    path("items/<int:item>/actions/add/", outcomes.agree, name="agree"),
    path("items/<int:item>/proposals/add/", proposals.add, name="add_proposal"),
    path("proposals/<int:proposal>/", proposals.proposal, name="proposal"),
    path("proposals/<int:proposal>/score/", proposals.score, name="score"),
    path("proposals/<int:proposal>/settle/", proposals.settle, name="settle"),
    path("papers/<int:paper>/", items.paper, name="paper"),
    path("papers/<int:paper>/withdraw/", items.withdraw_paper, name="withdraw_paper"),
    path("decisions/<int:decision>/change/", outcomes.change_decision, name="change_decision"),
    path("actions/<int:action>/", outcomes.action, name="action"),
    path("actions/<int:action>/update/", outcomes.update, name="update_action"),
    path("actions/<int:action>/change/", outcomes.change_action, name="change_action"),
    path("seats/<int:seat>/end/", bodies.end_seat, name="end_seat"),
    path("seats/<int:seat>/declare/", bodies.declare, name="declare"),
    path("seats/<int:seat>/confirm/", bodies.confirm, name="confirm"),
    path("interests/<int:interest>/end/", bodies.end_interest, name="end_interest"),
    path("bodies/<slug:body>/", bodies.body, name="body"),
    path("bodies/<slug:body>/change/", bodies.change_body, name="change_body"),
    path("bodies/<slug:body>/seats/add/", bodies.add_seat, name="add_seat"),
    path("bodies/<slug:body>/interests/", bodies.register, name="register"),
    path("bodies/<slug:body>/meetings/plan/", meetings.plan, name="plan"),
]
