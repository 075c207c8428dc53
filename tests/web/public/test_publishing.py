"""An account is prepared, approved, published and recalled, each by those who may."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

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
from stocktake_web.public import actions, preparing, queries, site
from stocktake_web.public.drafting import draft_account
from stocktake_web.public.editions import digest_of, read_edition
from stocktake_web.public.models import Publication
from stocktake_web.services.judgements import judge_area

pytestmark = pytest.mark.django_db
DESK = "/example-borough/dashboard/public/"
TARGET = "/example-borough/targets/secondary-exclusions-halved/"
REASON = "A table named the wrong year."


def words(response: object) -> str:
    """A page's words, without its marks."""
    html = response.content.decode()  # type: ignore[attr-defined]
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def recalled(area: Area, users: dict[str, User], publication: Publication) -> Publication:
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
    said = words(client_for("secretary").post(f"{DESK}1/publish/", {"version": 2}, follow=True))
    assert "It is published." in said
    assert "15.51 per 100" in words(client.get(TARGET))
    revision.refresh_from_db()
    assert revision.published_at is not None

    administrator = client_for("administrator")
    form = {"version": 3, "reason": REASON}
    said = words(administrator.post(f"{DESK}1/recall/", form, follow=True))
    assert "It is recalled: nobody can read it any more." in said
    gone = client.get(TARGET)
    assert gone.status_code == 410
    assert "A table named the wrong year." in words(gone)
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
    prepared: preparing.Prepared,
    waiting: Publication,
) -> None:
    from .conftest import keep, put_before_the_public

    put_before_the_public(area, users, keep(area, users, revision, prepared))
    with pytest.raises(ValidationError, match="A newer account has been published"):
        put_before_the_public(area, users, waiting)


def test_what_is_kept_is_what_the_digest_says(published: Publication) -> None:
    published.refresh_from_db()
    assert digest_of(published.content) == published.digest
    assert queries.account(published) == read_edition(published.content)
    # It is the content model as it is, and says of which version.
    assert json.loads(published.content)["schema_version"] == 2
    assert queries.account(published).model_dump_json() == published.content
    names = [each.name for each in queries.documents(published)]
    assert names == [
        "report.html",
        "report.pdf",
        "report.xlsx",
        "plan.toml",
        "figures.csv",
        "account.json",
        "verdicts.json",
    ]
    for each in published.files.all():
        assert digest_of(bytes(each.body)) == each.sha256


def test_downloads_are_counted_and_nobody_is_recorded(
    published: Publication, client: Client
) -> None:
    before = Event.objects.count()
    address = "/example-borough/downloads/1/report.pdf"
    for _ in range(3):
        taken = client.get(address)
        assert taken.content.startswith(b"%PDF")
        assert taken["Cache-Control"] == "no-store"
        assert "session" not in str(taken.cookies)
    client.head(address)
    assert queries.documents(published).get(name="report.pdf").downloads_count == 3
    assert Event.objects.count() == before


@pytest.mark.slow
def test_recall_takes_away_every_page_chart_and_document(
    area: Area, users: dict[str, User], published: Publication, client: Client
) -> None:
    account = queries.account(published)
    charts = [f"charts/1/{each.name}" for each in published.files.filter(drawing=True)]
    documents = [f"downloads/1/{each.name}" for each in queries.documents(published)]
    paths = [*site.paths(account), *charts, *documents]
    assert len(charts) >= 10
    for path in paths:
        answer = client.get(f"/example-borough/{path}")
        assert answer.status_code == 200, path
        kept = re.search(r"max-age=(\d+)", answer["Cache-Control"])
        assert (int(kept[1]) if kept else 0) <= 60, path
    now = recalled(area, users, published)
    sentences = [card.sentence for card in account.cards]
    for path in paths:
        answer = client.get(f"/example-borough/{path}")
        assert answer.status_code == 410, path
        assert answer["Cache-Control"] == "no-store"
        said = words(answer)
        assert REASON in said
        assert not any(sentence in said for sentence in [*sentences, account.headline])
    assert now.content == ""
    assert {bytes(each.body) for each in now.files.all()} == {b""}
    assert queries.current(area) is None
    for page in ("revisions/", "downloads/"):
        said = words(client.get(f"/example-borough/{page}"))
        assert f"Withdrawn on 23 November 2026. Why: {REASON}" in said
        assert account.headline not in said


def test_the_incident_record_counts_what_had_been_taken(
    area: Area, users: dict[str, User], published: Publication, client: Client
) -> None:
    for name in ("report.pdf", "report.pdf", "plan.toml"):
        client.get(f"/example-borough/downloads/1/{name}")
    actions.record_export(area=area, publication=published, digest="0" * 64)
    incident = recalled(area, users, published).incident
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
    prepared: preparing.Prepared,
    published: Publication,
    client: Client,
) -> None:
    from .conftest import keep, put_before_the_public

    second = put_before_the_public(area, users, keep(area, users, revision, prepared))
    recalled(area, users, second)
    assert client.get("/example-borough/").status_code == 410
    assert client.get("/example-borough/downloads/1/report.pdf").status_code == 200
    assert client.get("/example-borough/downloads/2/report.pdf").status_code == 410
    put_before_the_public(area, users, keep(area, users, revision, prepared))
    assert client.get("/example-borough/").status_code == 200


def test_only_what_is_published_can_be_recalled_and_only_once(
    area: Area, users: dict[str, User], published: Publication
) -> None:
    now = recalled(area, users, published)
    with pytest.raises(ValidationError, match="Only what is published can be recalled"):
        recalled(area, users, now)


@pytest.mark.slow
def test_the_next_account_says_which_verdicts_and_promises_changed(
    area: Area, users: dict[str, User], published: Publication, client: Client
) -> None:
    from stocktake_web.plans.revisions.actions import add_revision
    from stocktake_web.services import PlanText

    from .conftest import keep, put_before_the_public

    first = published.revision
    late = first.plan_toml.replace(
        'title = "Two thirds pass English and maths GCSE"', 'title = "Two thirds pass"'
    )
    assert late != first.plan_toml
    second = add_revision(
        area=area, actor=None, text=PlanText(late, first.figures_csv), reason="Shorter."
    )
    made = preparing.prepare(area, second, as_of=date(2026, 11, 24))
    account = made.account
    assert account.before == date(2026, 11, 23)
    assert [(change.scope, change.id) for change in account.changes] == [
        ("target", "english-maths-gcse-two-thirds")
    ]
    owner = account.priority_of("english-maths-gcse-two-thirds")
    assert owner is not None
    assert owner.changes == account.changes
    assert all(not each.verdict_changes for each in account.priorities)
    put_before_the_public(area, users, keep(area, users, second, made))
    said = words(client.get("/example-borough/revisions/"))
    assert account.changes[0].sentence in said


@pytest.mark.parametrize(("engine_version", "moved_count"), [(ENGINE_VERSION, 14), (1, 0)])
def test_verdicts_are_compared_with_an_account_of_the_same_engine_alone(
    area: Area,
    revision: PlanRevision,
    prepared: preparing.Prepared,
    engine_version: int,
    moved_count: int,
) -> None:
    other = [
        replace(each, cards=tuple(replace(card, tag="Another") for card in each.cards))
        for each in prepared.account.priorities
    ]
    before = prepared.account.model_copy(
        update={"sections": tuple(other), "engine_version": engine_version}
    )
    judgement = judge_area(area, revision, as_of=before.as_of)
    account = draft_account(
        report_content(judgement, for_public=True), judgement.plan, revision=1, before=before
    ).account
    assert sum(len(each.verdict_changes) for each in account.priorities) == moved_count
    assert account.same_engine is (engine_version == ENGINE_VERSION)


def test_a_correction_says_what_was_wrong_since_when_and_by_which_role(
    area: Area, client_for: Callable[[str], Client], client: Client
) -> None:
    analyst = client_for("analyst")
    form = {
        "what": "Persistent absence in 2023/24",
        "was_wrong": "It said 18%.",
        "since_day": "2",
        "since_month": "11",
        "since_year": "2026",
        "is_now": "It says 19%.",
    }
    page = analyst.post(f"{DESK}corrections/", form, follow=True)
    assert "The correction is in the public log." in words(page)
    said = words(client.get("/example-borough/corrections/"))
    assert "What it said It said 18%. Wrong since 2 November 2026" in said
    assert "by the analyst" in said
    assert "Example Analyst" not in said

    correction = queries.corrections(area).get()
    form = {"version": 1, "reason": "It was right before."}
    page = analyst.post(f"{DESK}corrections/{correction.pk}/withdraw/", form, follow=True)
    assert "The correction is withdrawn." in words(page)
    said = words(client.get("/example-borough/corrections/"))
    assert "was withdrawn on 23 November 2026. Why: It was right before." in said
    assert "19%" not in said


def test_a_correction_cannot_begin_tomorrow(
    area: Area, client_for: Callable[[str], Client]
) -> None:
    tomorrow = date(2026, 11, 23) + timedelta(days=1)
    form = {"what": "A", "was_wrong": "B", "is_now": "C"} | {
        f"since_{part}": getattr(tomorrow, part) for part in ("day", "month", "year")
    }
    page = client_for("analyst").post(f"{DESK}corrections/", form)
    assert "Since when must be today or in the past" in words(page)
    assert not queries.corrections(area).exists()
