"""The addresses of agendas, items and papers: ``/<area>/dashboard/boards/``."""

from __future__ import annotations

from django.urls import path

from stocktake_web.boards.agenda import views

urlpatterns = [
    path("meetings/<int:meeting>/suggested/", views.SuggestionsView.as_view(), name="suggested"),
    path("meetings/<int:meeting>/items/add/", views.ItemCreateView.as_view(), name="add_item"),
    path("items/<int:item>/", views.ItemDetailView.as_view(), name="item"),
    path("items/<int:item>/change/", views.ItemUpdateView.as_view(), name="change_item"),
    path("items/<int:item>/move/", views.ItemMoveView.as_view(), name="move_item"),
    path("items/<int:item>/remove/", views.ItemRemoveView.as_view(), name="remove_item"),
    path("items/<int:item>/note/", views.NoteUpdateView.as_view(), name="note"),
    path("items/<int:item>/papers/add/", views.PaperCreateView.as_view(), name="add_paper"),
    path("papers/<int:paper>/", views.download_paper, name="paper"),
    path("papers/<int:paper>/withdraw/", views.PaperWithdrawView.as_view(), name="withdraw_paper"),
]
