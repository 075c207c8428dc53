"""The addresses of this app: the public pages of an area, and the desk from which they come."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from stocktake_web.public.views import desk, pages

app_name = "public"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.home, name="home"),
    path("priorities/<slug:priority>/", pages.priority, name="priority"),
    path("targets/", pages.targets, name="targets"),
    path("targets/<slug:target>/", pages.target, name="target"),
    path("activities/", pages.activities, name="activities"),
    path("strands/", pages.strands, name="strands"),
    path("partners/", pages.partners, name="partners"),
    path("claims/", pages.claims, name="claims"),
    path("method/", pages.method, name="method"),
    path("decisions/", pages.decisions, name="decisions"),
    path("decisions/<int:meeting>/", pages.minutes, name="minutes"),
    path("corrections/", pages.corrections, name="corrections"),
    path("revisions/", pages.revisions, name="revisions"),
    path("downloads/", pages.downloads, name="downloads"),
    path("downloads/<int:number>/<str:file>", pages.document, name="document"),
    path("charts/<int:number>/<str:file>", pages.drawing, name="drawing"),
    path("desk/public/", desk.everything, name="desk"),
    path("desk/public/prepare/", desk.prepare, name="prepare"),
    path("desk/public/corrections/", desk.correct, name="correct"),
    path(
        "desk/public/corrections/<int:correction>/withdraw/",
        desk.withdraw_correction,
        name="withdraw_correction",
    ),
    path("desk/public/<int:number>/", desk.publication, name="publication"),
    path("desk/public/<int:number>/approve/", desk.approve, name="approve"),
    path("desk/public/<int:number>/publish/", desk.publish, name="publish"),
    path("desk/public/<int:number>/recall/", desk.recall, name="recall"),
    path("desk/public/<int:number>/charts/<str:file>", desk.drawing, name="preview_drawing"),
    path("desk/public/<int:number>/files/<str:file>", desk.document, name="preview_document"),
    path("desk/public/<int:number>/preview/", desk.preview, name="preview_home"),
    path("desk/public/<int:number>/preview/<path:path>", desk.preview, name="preview"),
]
