"""An account is prepared, approved, published and recalled, each by those who may."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from stocktake.publish import report_content
from stocktake.targets import ENGINE_VERSION
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit.models import AppendOnlyError, Event
from stocktake_web.audit.verify import verify_all
from stocktake_web.optimistic_locking import Conflict
from stocktake_web.plans.models import PlanRevision
from stocktake_web.public.drafting import preparation
from stocktake_web.public.drafting.account import draft_account
from stocktake_web.public.editions import actions, queries
from stocktake_web.public.editions.stored import digest_of, read_edition
from stocktake_web.public.models import Publication
from stocktake_web.public.pages import content as site
from stocktake_web.public.site.actions import record_export
from stocktake_web.services.judgements import judge_area

pytestmark = pytest.mark.django_db
DESK = "/example-borough/dashboard/public/"
TARGET = "/example-borough/targets/secondary-exclusions-halved/"
REASON = "A table named the wrong year."


def words(response: object) -> str:
    """A page's words, without its marks."""
    html = response.content.decode()  # type: ignore[attr-defined]
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def recall_publication(area: Area, users: dict[str, User], publication: Publication) -> Publication:
    """The publication after its recall."""
    actions.recall(
        area=area,
        actor=users["administrator"],
        publication=publication,
        reason=REASON,
        note="Found by a reader.",
        expected_version=publication.version,
    )
    return queries.publication(area, publication.number)


@pytest.mark.slow
def test_from_preparing_to_recalling_on_the_desk(
    area: Area, revision: PlanRevision, client_for: Callable[[str], Client], client: Client
) -> None:
    analyst, head = client_for("analyst"), client_for("head_of_service")
    form = {"revision": 1, "reason": "The figures of another year are out."}
    page = analyst.post(f"{DESK}prepare/", form, follow=True)
    assert "Account 1 is prepared. It waits for approval." in words(page)
    assert "Nothing is published yet" in words(client.get("/example-borough/"))
    assert "Approve the public account 1" in words(head.get("/example-borough/dashboard/"))
    read = head.get(f"{DESK}1/preview/targets/secondary-exclusions-halved/")
    assert "15.51 per 100" in words(read)
    assert "It is not published from here" in words(read)

    assert analyst.post(f"{DESK}1/approve/", {"version": 1}).status_code == 403
    assert "It is approved." in words(head.post(f"{DESK}1/approve/", {"version": 1}, follow=True))
    assert "Publish the public account 1" in words(analyst.get("/example-borough/dashboard/"))
    assert head.post(f"{DESK}1/publish/", {"version": 2}).status_code == 403
    text = words(client_for("secretary").post(f"{DESK}1/publish/", {"version": 2}, follow=True))
    assert "It is published." in text
    assert "15.51 per 100" in words(client.get(TARGET))
    revision.refresh_from_db()
    assert revision.published_at is not None

    administrator = client_for("administrator")
    form = {"version": 3, "reason": REASON}
    text = words(administrator.post(f"{DESK}1/recall/", form, follow=True))
    assert "It is recalled: nobody can read it any more." in text
    answer = client.get(TARGET)
    assert answer.status_code == 410
    assert "A table named the wrong year." in words(answer)
    verbs = Event.objects.filter(object_type="public.publication").order_by("pk")
    assert [event.verb for event in verbs] == ["prepare", "approve", "publish", "recall"]
    assert all(not proof.breaks for proof in verify_all())


def test_nothing_is_published_without_approval(
    area: Area, users: dict[str, User], waiting: Publication
) -> None:
    with pytest.raises(ValidationError, match="Only an approved account can be published"):
        actions.publish(
            area=area, actor=users["secretary"], publication=waiting, expected_version=1
        )
    assert queries.latest(area) is None


def test_the_second_of_two_people_is_told(
    area: Area, users: dict[str, User], waiting: Publication
) -> None:
    head = users["head_of_service"]
    actions.approve(area=area, actor=head, publication=waiting, expected_version=1)
    with pytest.raises(Conflict):
        actions.approve(area=area, actor=head, publication=waiting, expected_version=1)


def test_an_older_account_is_not_published_over_a_newer_one(
    area: Area,
    users: dict[str, User],
    revision: PlanRevision,
    prepared: preparation.Preparation,
    waiting: Publication,
    store_edition: Callable[..., Publication],
    publish_edition: Callable[..., Publication],
) -> None:
    publish_edition(area, users, store_edition(area, users, revision, prepared))
    with pytest.raises(ValidationError, match="A newer account has been published"):
        publish_edition(area, users, waiting)


def test_what_is_kept_is_what_the_digest_says(published: Publication) -> None:
    published.refresh_from_db()
    assert digest_of(published.content) == published.digest
    assert queries.account(published) == read_edition(published.content)
    # It is the content model as it is, and says of which version.
    assert json.loads(published.content)["schema_version"] == 2
    assert queries.account(published).model_dump_json() == published.content
    names = [document.name for document in queries.documents(published)]
    assert names == [
        "report.html",
        "report.pdf",
        "report.xlsx",
        "plan.toml",
        "figures.csv",
        "account.json",
        "verdicts.json",
    ]
    for file in published.files.all():
        assert digest_of(bytes(file.body)) == file.sha256


def test_downloads_are_counted_and_nobody_is_recorded(
    published: Publication, client: Client
) -> None:
    before = Event.objects.count()
    address = "/example-borough/downloads/1/report.pdf"
    for _ in range(3):
        download = client.get(address)
        assert download.content.startswith(b"%PDF")
        assert download["Cache-Control"] == "no-store"
        assert "session" not in str(download.cookies)
    client.head(address)
    assert queries.documents(published).get(name="report.pdf").downloads_count == 3
    assert Event.objects.count() == before


@pytest.mark.slow
def test_recall_takes_away_every_page_chart_and_document(
    area: Area, users: dict[str, User], published: Publication, client: Client
) -> None:
    account = queries.account(published)
    charts = [f"charts/1/{file.name}" for file in published.files.filter(drawing=True)]
    documents = [f"downloads/1/{document.name}" for document in queries.documents(published)]
    paths = [*site.paths(account), *charts, *documents]
    assert len(charts) >= 10
    for path in paths:
        answer = client.get(f"/example-borough/{path}")
        assert answer.status_code == 200, path
        max_age = re.search(r"max-age=(\d+)", answer["Cache-Control"])
        assert (int(max_age[1]) if max_age else 0) <= 60, path
    publication = recall_publication(area, users, published)
    sentences = [card.sentence for card in account.cards]
    for path in paths:
        answer = client.get(f"/example-borough/{path}")
        assert answer.status_code == 410, path
        assert answer["Cache-Control"] == "no-store"
        text = words(answer)
        assert REASON in text
        assert not any(sentence in text for sentence in [*sentences, account.headline])
    assert publication.content == ""
    assert {bytes(file.body) for file in publication.files.all()} == {b""}
    assert queries.current(area) is None
    for page in ("revisions/", "downloads/"):
        text = words(client.get(f"/example-borough/{page}"))
        assert f"Withdrawn on 23 November 2026. Why: {REASON}" in text
        assert account.headline not in text


def test_the_incident_record_counts_what_had_been_taken(
    area: Area, users: dict[str, User], published: Publication, client: Client
) -> None:
    for name in ("report.pdf", "report.pdf", "plan.toml"):
        client.get(f"/example-borough/downloads/1/{name}")
    record_export(area=area, publication=published, digest="0" * 64)
    incident = recall_publication(area, users, published).incident
    assert incident.downloads_count == 3
    assert incident.downloads["report.pdf"]["downloads"] == 2
    assert len(incident.downloads["report.pdf"]["sha256"]) == 64
    assert incident.exports_count == 1
    assert "15.51" not in str(incident.downloads)
    with pytest.raises(AppendOnlyError):
        incident.save()
    with pytest.raises(AppendOnlyError):
        incident.delete()


def test_an_older_account_does_not_come_back_by_itself(
    area: Area,
    users: dict[str, User],
    revision: PlanRevision,
    prepared: preparation.Preparation,
    published: Publication,
    client: Client,
    store_edition: Callable[..., Publication],
    publish_edition: Callable[..., Publication],
) -> None:
    second = publish_edition(area, users, store_edition(area, users, revision, prepared))
    recall_publication(area, users, second)
    assert client.get("/example-borough/").status_code == 410
    assert client.get("/example-borough/downloads/1/report.pdf").status_code == 200
    assert client.get("/example-borough/downloads/2/report.pdf").status_code == 410
    publish_edition(area, users, store_edition(area, users, revision, prepared))
    assert client.get("/example-borough/").status_code == 200


def test_only_what_is_published_can_be_recalled_and_only_once(
    area: Area, users: dict[str, User], published: Publication
) -> None:
    publication = recall_publication(area, users, published)
    with pytest.raises(ValidationError, match="Only what is published can be recalled"):
        recall_publication(area, users, publication)


@pytest.mark.slow
def test_the_next_account_says_which_verdicts_and_promises_changed(
    area: Area,
    users: dict[str, User],
    published: Publication,
    client: Client,
    store_edition: Callable[..., Publication],
    publish_edition: Callable[..., Publication],
) -> None:
    from stocktake_web.plans.revisions.actions import add_revision
    from stocktake_web.services import PlanText

    first = published.revision
    late = first.plan_toml.replace(
        'title = "Two thirds pass English and maths GCSE"', 'title = "Two thirds pass"'
    )
    assert late != first.plan_toml
    second = add_revision(
        area=area, actor=None, text=PlanText(late, first.figures_csv), reason="Shorter."
    )
    edition = preparation.prepare_edition(area, second, as_of=date(2026, 11, 24))
    account = edition.account
    assert account.before == date(2026, 11, 23)
    assert [(change.scope, change.id) for change in account.changes] == [
        ("target", "english-maths-gcse-two-thirds")
    ]
    owner = account.priority_of("english-maths-gcse-two-thirds")
    assert owner is not None
    assert owner.changes == account.changes
    assert all(not priority.verdict_changes for priority in account.priorities)
    publish_edition(area, users, store_edition(area, users, second, edition))
    text = words(client.get("/example-borough/revisions/"))
    assert account.changes[0].sentence in text


@pytest.mark.parametrize(("engine_version", "moved_count"), [(ENGINE_VERSION, 14), (1, 0)])
def test_verdicts_are_compared_with_an_account_of_the_same_engine_alone(
    area: Area,
    revision: PlanRevision,
    prepared: preparation.Preparation,
    engine_version: int,
    moved_count: int,
) -> None:
    other_sections = [
        replace(section, cards=tuple(replace(card, tag="Another") for card in section.cards))
        for section in prepared.account.priorities
    ]
    before = prepared.account.model_copy(
        update={"sections": tuple(other_sections), "engine_version": engine_version}
    )
    judgement = judge_area(area, revision, as_of=before.as_of)
    account = draft_account(
        report_content(judgement, for_public=True), judgement.plan, revision=1, before=before
    ).account
    assert sum(len(priority.verdict_changes) for priority in account.priorities) == moved_count
    assert account.same_engine is (engine_version == ENGINE_VERSION)
