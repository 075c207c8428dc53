"""The addresses of this app: ``/<area>/desk/plan/``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from stocktake_web.plans.views import (
    activities,
    comments,
    drafting,
    likelihood,
    links,
    overview,
    recommendations,
    resources,
    returns,
    revisions,
    sections,
    sheets,
    targets,
)

app_name = "plans"
ONE_ACTIVITY = "activities/<slug:activity>/"
ONE_TARGET = "targets/<slug:target>/"
ONE_RECOMMENDATION = "recommendations/<int:recommendation>/"
ONE_REQUEST = "returns/<int:asked>/"
ONE_REVISION = "revisions/<int:number>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", overview.overview, name="overview"),
    path("milestones/", overview.milestones, name="milestones"),
    path("freshness/", overview.freshness, name="freshness"),
    path("activities/", activities.activities, name="activities"),
    path(ONE_ACTIVITY, activities.activity, name="activity"),
    path(f"{ONE_ACTIVITY}update/", activities.update, name="update"),
    path(f"{ONE_ACTIVITY}evidence/<int:update>/", activities.evidence, name="evidence"),
    path(f"{ONE_ACTIVITY}owner/", activities.owner, name="owner"),
    path(f"{ONE_ACTIVITY}waits/", activities.wait, name="wait"),
    path(f"{ONE_ACTIVITY}link/", links.make, name="make-link"),
    path("waits/<int:wait>/", activities.settle, name="settle"),
    path("links/<int:link>/withdraw/", links.withdraw, name="withdraw-link"),
    path("offers/<int:offer>/", links.answer, name="offer"),
    path("offers/<int:offer>/decline/", links.decline, name="decline-offer"),
    path("targets/", targets.targets, name="targets"),
    path(ONE_TARGET, targets.target, name="target"),
    path(f"{ONE_TARGET}rate/", targets.rate, name="rate"),
    path("objectives/add/", targets.add_objective, name="add-objective"),
    path("objectives/<int:objective>/", targets.objective, name="objective"),
    path("decisions/", targets.decisions, name="decisions"),
    path("decisions/notice/", targets.notice, name="notice"),
    path("decisions/<int:decision>/", targets.answer, name="decision"),
    path("comments/<int:comment>/answer/", comments.answer, name="answer-comment"),
    path("comments/<slug:kind>/<slug:key>/", comments.comments, name="comments"),
    path("risks/", resources.risks, name="risks"),
    path("risks/add/", resources.add_risk, name="add-risk"),
    path("risks/<int:risk>/", resources.risk, name="risk"),
    path("risks/<int:risk>/close/", resources.close_risk, name="close-risk"),
    path("funding/", resources.funding, name="funding"),
    path("funding/add/", resources.add_funding, name="add-funding"),
    path("funding/<int:line>/", resources.change_funding, name="funding-line"),
    path("recommendations/", recommendations.recommendations, name="recommendations"),
    path("recommendations/add/", recommendations.add, name="add-recommendation"),
    path("recommendations/letter/", recommendations.add_letter, name="add-letter"),
    path(ONE_RECOMMENDATION, recommendations.recommendation, name="recommendation"),
    path(f"{ONE_RECOMMENDATION}change/", recommendations.change, name="change-recommendation"),
    path(
        f"{ONE_RECOMMENDATION}evidence/", recommendations.evidence, name="recommendation-evidence"
    ),
    path(f"{ONE_RECOMMENDATION}page.pdf", recommendations.pdf, name="recommendation-pdf"),
    path(f"{ONE_RECOMMENDATION}page.docx", recommendations.word, name="recommendation-word"),
    path("returns/", returns.returns, name="returns"),
    path("returns/ask/", returns.ask_for, name="ask-return"),
    path("returns/file/", returns.file, name="return-file"),
    path("returns/template.xlsx", returns.template, name="return-template"),
    path(ONE_REQUEST, returns.give, name="give-return"),
    path(f"{ONE_REQUEST}remind/", returns.remind, name="remind"),
    path(f"{ONE_REQUEST}withdraw/", returns.withdraw, name="withdraw-request"),
    path("likelihood/", likelihood.likelihood, name="likelihood"),
    path("likelihood/open/", likelihood.open_round, name="open-round"),
    path("likelihood/<int:round>/<slug:priority>/", likelihood.score, name="score"),
    path("excel/", sheets.sheets, name="sheets"),
    path("excel/plan.xlsx", sheets.out, name="sheets-out"),
    path("excel/<int:sheet>/", sheets.sheet, name="sheet"),
    path("revisions/", revisions.revisions, name="revisions"),
    path("revisions/import/", drafting.bring, name="import"),
    path("revisions/draft/start/", drafting.start, name="start-draft"),
    path("revisions/draft/", drafting.draft, name="draft"),
    path("revisions/draft/text/", drafting.text, name="draft-text"),
    path("revisions/draft/revise/", drafting.revise, name="revise"),
    path("revisions/draft/discard/", drafting.discard, name="discard-draft"),
    path("revisions/draft/add/<slug:kind>/", sections.add, name="add-item"),
    path("revisions/draft/add/<slug:kind>/<slug:parent>/", sections.add, name="add-item-in"),
    path("revisions/draft/remove/<slug:kind>/<slug:item>/", sections.remove, name="remove-item"),
    path("revisions/draft/<slug:kind>/", sections.section, name="section"),
    path("revisions/draft/<slug:kind>/<slug:item>/", sections.edit, name="edit"),
    path(ONE_REVISION, revisions.revision, name="revision"),
    path(f"{ONE_REVISION}plan.toml", revisions.export, name="export"),
    path(f"{ONE_REVISION}publish/", revisions.publish, name="publish"),
    path("revisions/<int:before>/to/<int:after>/", revisions.compare, name="compare"),
]
