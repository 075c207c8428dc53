"""The public reads what stands around the priorities, and an analyst may choose the year."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from stocktake.publish import Cell, PublicAccount, Table
from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.audit.models import Event
from stocktake_web.plans.models import PlanRevision
from stocktake_web.public.editions import queries
from stocktake_web.public.models import Publication
from stocktake_web.services.judgements import plan_of

pytestmark = pytest.mark.django_db
ROOT = "/example-borough/"


def words_of(answer: Any) -> str:
    """The words of an answer as they are read."""
    text = unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
    return " ".join(text.split())


def words(client: Client, path: str) -> str:
    """The words of a page."""
    page = client.get(path)
    assert page.status_code == 200, path
    return words_of(page)


def test_every_strand_is_told_with_what_would_be_done_and_with_whom(
    published: Publication, client: Client
) -> None:
    plan = plan_of(published.revision)
    names = {partner.id: partner.name for partner in plan.partner} | {
        b.id: b.name for b in plan.body
    }
    text = words(client, f"{ROOT}strands/")
    assert plan.strand
    for strand in plan.strand:
        assert strand.title in text
        for action in strand.action:
            assert action.words in text
            if action.partners:
                assert (
                    "With: " + "; ".join(names[partner_id] for partner_id in action.partners)
                    in text
                )
    assert plan.strand[0].title in words(client, ROOT)


def test_every_board_and_partner_is_named_with_what_it_does(
    published: Publication, client: Client
) -> None:
    plan = plan_of(published.revision)
    text = words(client, f"{ROOT}partners/")
    for body in plan.body:
        assert body.name in text
        assert all(member in text for member in (*body.members, *body.advisers))
    for partner in plan.partner:
        assert partner.name in text
        assert partner.brings in text
    # A partner that is named in the work of a priority is told to take part in it.
    maths = next(partner for partner in plan.partner if partner.id == "maths-hub")
    title = next(p.title for p in plan.priority if any("maths-hub" in a.partners for a in p.action))
    after = text[text.index(maths.name) :]
    assert title in after[: after.index(".") + 400]


def test_every_statement_of_fact_is_told_with_what_the_check_gave(
    published: Publication, client: Client
) -> None:
    account = queries.account(published)
    plan = plan_of(published.revision)
    assert [claim.text for claim in account.checked_claims] == [claim.words for claim in plan.claim]
    html = client.get(f"{ROOT}claims/").content.decode()
    heads = re.findall(r"<h2[^>]*>([^<]+): (\d+) statements?</h2>", html)
    counts_by_tag = {tag: int(count) for tag, count in heads}
    assert sum(counts_by_tag.values()) == len(plan.claim)
    # What was decided comes before what was not.
    assert list(counts_by_tag)[-1] == "Not checked"
    text = words(client, f"{ROOT}claims/")
    for claim in account.checked_claims:
        assert claim.sentence in text


def test_a_statement_that_rests_on_local_returns_is_not_told(prepared: object) -> None:
    rows = (("a", "For the board", "b", ""), ("c", "Supported", "d", ""))
    table = Table("Claims", (), tuple(tuple(map(Cell, row)) for row in rows))
    account = PublicAccount.model_construct(claims=table)
    assert [tag for tag, _ in account.claims_by_tag] == ["Supported", "For the board"]


def test_an_account_from_before_these_pages_is_still_read(published: Publication) -> None:
    account = queries.account(published)
    earlier = account.model_dump(
        mode="json", exclude={"strands", "bodies", "partners", "claims", "chosen_year"}
    )
    assert PublicAccount.model_validate(earlier).strands == ()


@pytest.mark.slow
def test_an_analyst_chooses_the_year_and_the_account_says_so(
    area: Area, revision: PlanRevision, client_for: Callable[[str], Client]
) -> None:
    analyst = client_for("analyst")
    form = analyst.get(f"{ROOT}dashboard/public/prepare/").content.decode()
    assert "As of today, each target on its latest figure" in form
    assert '<option value="201920">2019/20</option>' in form
    analyst.post(
        f"{ROOT}dashboard/public/prepare/",
        {"revision": 1, "reason": "The plan's last year.", "at": "201920"},
    )
    account = queries.account(queries.publication(area, 1))
    assert account.chosen_year == "2019/20"
    assert {"Judged at": "School year 2019/20"}.items() <= {
        fact.label: fact.text for fact in account.facts
    }.items()
    event = Event.objects.filter(verb="prepare").latest("pk")
    assert "2019/20" in str(event.stored_values.content["judged_year"])
    page = analyst.get(f"{ROOT}dashboard/public/1/preview/")
    assert "Targets are judged at 2019/20, a year that was chosen by hand." in words_of(page)


def test_a_secretary_prepares_without_choosing(
    area: Area, revision: PlanRevision, client_for: Callable[[str], Client]
) -> None:
    secretary = client_for("secretary")
    form = secretary.get(f"{ROOT}dashboard/public/prepare/").content.decode()
    assert "School year at which targets are judged" not in form


def test_a_year_before_the_plan_or_after_today_is_refused(
    area: Area, revision: PlanRevision, client_for: Callable[[str], Client]
) -> None:
    until = services.today()
    for wrong in ("199900", f"{until.year + 3}{(until.year + 4) % 100:02d}"):
        answer = client_for("analyst").post(
            f"{ROOT}dashboard/public/prepare/", {"revision": 1, "reason": "x", "at": wrong}
        )
        assert answer.status_code == 200
        assert "not one of the available choices" in answer.content.decode()
