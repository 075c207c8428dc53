"""The addresses of histories: ``/<area>/dashboard/history/``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from stocktake_web.history.views import AreaHistoryView, EventProofView, ObjectHistoryView

app_name = "history"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", AreaHistoryView.as_view(), name="area"),
    path("events/<int:number>/", EventProofView.as_view(), name="proof"),
    path("<str:type>/<str:id>/", ObjectHistoryView.as_view(), name="thing"),
]
