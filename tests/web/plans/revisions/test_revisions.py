"""The plan's text: revisions never change, a draft does, and what goes out comes back the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from stocktake.plan import parse_plan
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit.models import AppendOnlyError
from stocktake_web.optimistic_locking import Conflict
from stocktake_web.plans.drafts import queries as draft_queries
from stocktake_web.plans.drafts.actions import change_draft, start_draft
from stocktake_web.plans.models import PlanDraft, PlanRevision
from stocktake_web.plans.revisions.actions import add_revision, publish_revision
from stocktake_web.plans.revisions.queries import current_revision, published_revisions
from stocktake_web.services import example_plan_text, plan_of

pytestmark = pytest.mark.django_db
REVISIONS = "/example-borough/dashboard/plan/revisions"


def test_a_revision_never_changes_but_is_published_once(
    area: Area, users: dict[str, User], revision: PlanRevision
) -> None:
    revision.plan_toml = "id = 1"
    with pytest.raises(AppendOnlyError):
        revision.save()
    head = users["head_of_service"]
    published = publish_revision(area=area, actor=head, revision=revision, reason="Agreed.")
    again = publish_revision(area=area, actor=head, revision=revision, reason="Twice.")
    assert published.published_at == again.published_at
    assert list(published_revisions(area)) == [revision]


@pytest.mark.parametrize("name", ["blackpool"])
def test_what_goes_out_reads_back_as_the_same_plan(
    area: Area, client_for: Callable[[str], Client], name: str
) -> None:
    example_text = example_plan_text(name)
    add_revision(area=area, actor=None, text=example_text, reason="first")
    answer = client_for("adviser").get(f"{REVISIONS}/1/plan.toml")
    assert answer["Content-Disposition"].endswith('"example-borough-revision-1.toml"')
    assert parse_plan(answer.content.decode()) == plan_of(example_text)


@pytest.mark.slow
def test_a_plan_comes_in_is_edited_by_form_and_revised(
    area: Area, client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    client = client_for("analyst")
    file = SimpleUploadedFile("plan.toml", revision.plan_toml.encode())
    assert client.post(f"{REVISIONS}/import/", {"plan": file}).status_code == 302
    form = {
        "words": "The attendance team is in post.",
        "due_day": "18",
        "due_month": "12",
        "due_year": "2026",
        "version": str(PlanDraft.objects.get().version),
    }
    answer = client.post(f"{REVISIONS}/draft/activity/team/", form)
    assert answer.status_code == 302, answer.content.decode()
    draft = client.get(f"{REVISIONS}/draft/").content.decode()
    assert "moved later, from 2026-09-01 to 2026-10-30 to 2026-12-18" in draft
    version = PlanDraft.objects.get().version
    client.post(f"{REVISIONS}/draft/revise/", {"reason": "Late money.", "version": version})
    current = current_revision(area)
    assert (current.number, current.reason) == (2, "Late money.")
    assert not PlanDraft.objects.exists()
    page = client.get(f"{REVISIONS}/1/to/2/").content.decode()
    assert "Moved later" in page


def test_a_plan_with_faults_is_refused_with_each_of_them(
    client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    text = revision.plan_toml.replace('vision = "', 'vison = "')
    file = SimpleUploadedFile("plan.toml", text.encode())
    page = client_for("analyst").post(f"{REVISIONS}/import/", {"plan": file}).content.decode()
    assert "There is a problem" in page
    assert "vison" in page
    assert not PlanDraft.objects.exists()


def test_a_file_that_is_no_text_is_refused(
    client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    file = SimpleUploadedFile("plan.toml", b"\xff\xfe\x00")
    page = client_for("analyst").post(f"{REVISIONS}/import/", {"plan": file}).content.decode()
    assert "plan.toml must be a text file saved as UTF-8" in page


def test_of_two_people_who_change_the_draft_the_second_is_told(
    area: Area, users: dict[str, User], revision: PlanRevision
) -> None:
    draft = start_draft(area=area, actor=users["analyst"])
    text = draft.plan_toml.replace("Example plan", "Another title")
    arguments = {"area": area, "actor": users["analyst"], "draft": draft, "expected_version": 1}
    change_draft(**arguments, plan_toml=text)
    with pytest.raises(Conflict):
        change_draft(**arguments, plan_toml=draft.plan_toml)
    assert plan_of(draft_queries.draft(area)).title == "Another title"


def test_an_empty_place_says_what_to_do(area: Area, client_for: Callable[[str], Client]) -> None:
    client = client_for("analyst")
    page = client.get("/example-borough/dashboard/plan/").content.decode()
    assert "This place has no plan yet" in page
    assert client.get(f"{REVISIONS}/").status_code == 200
