"""What the plan states as fact, set beside the figures as known then and now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from stocktake.plan.claims import CheckedClaim, check_claims, published_by
from stocktake.plan.read import PlanFile, parse_plan
from stocktake.plan.schema import Claim, PlanSource
from stocktake.targets.context import JudgementContext

LAIT = "in the release of 8 April 2026"


def _claims_by_id(plan_file: PlanFile, context: JudgementContext) -> dict[str, CheckedClaim]:
    return {claim.id: claim for claim in check_claims(plan_file, context)}


def _one(plan_file: PlanFile, context: JudgementContext, **keys: object) -> CheckedClaim:
    claim = Claim.model_validate({"id": "c", "words": "A claim.", **keys})
    plan = plan_file.plan.model_copy(update={"claim": (claim,)})
    return check_claims(replace(plan_file, plan=plan), context)[0]


@pytest.mark.parametrize(
    ("claim", "status", "sentence"),
    [
        (
            "progress-8-second-lowest",
            "contradicted",
            f"Contradicted {LAIT}: Progress 8, average score: -0.38 in 2015/16, 3rd from last of "
            "151; the plan says 2nd from last.",
        ),
        (
            "suspensions-above-neighbours",
            "contradicted",
            f"Contradicted {LAIT}: Secondary suspensions per 100 pupils: 19.17 per 100 in 2016/17 "
            "against a mean of 20.42 per 100 for its statistical neighbours (2021 list); the plan "
            "says above.",
        ),
        (
            "ks2-2017-above-national",
            "contradicted",
            f"Contradicted {LAIT}: Reading, writing and maths at the expected standard, age 11: "
            "62% in 2016/17 against 62% for England; the plan says above.",
        ),
        (
            "suspensions-improved-in-2016-17",
            "contradicted",
            f"Contradicted {LAIT}: Secondary suspensions per 100 pupils: rose from 15.24 per 100 "
            "in 2015/16 to 19.17 per 100 in 2016/17; the plan says falling.",
        ),
        (
            "attainment-8-below-national",
            "supported",
            f"Supported {LAIT}: Attainment 8, average score: 43.8 in 2015/16 against 50.1 for "
            "England; the plan says below.",
        ),
    ],
)
def test_embedded_figures_and_all_authorities_say_the_same(
    blackpool: PlanFile,
    embedded: JudgementContext,
    loaded_context: JudgementContext,
    claim: str,
    status: str,
    sentence: str,
) -> None:
    for context in (embedded, loaded_context):
        checked_claim = _claims_by_id(blackpool, context)[claim]
        assert (checked_claim.status, checked_claim.sentence) == (status, sentence)
        assert checked_claim.sources


def test_highest_rates_count_from_the_highest(
    blackpool: PlanFile, loaded_context: JudgementContext
) -> None:
    claims = _claims_by_id(blackpool, loaded_context)
    need, care = (
        claims["children-in-need-highest"].answer_now,
        claims["looked-after-highest"].answer_now,
    )
    assert (need.status, need.rank, need.n) == ("contradicted", 3, 149)
    assert "663.2 per 10,000 in March 2016, 3rd highest of 149; the plan says highest" in (
        need.sentence
    )
    assert (care.status, care.rank, care.n) == ("supported", 1, 152)


def test_every_claim_is_answered_in_the_plans_order(
    blackpool: PlanFile, loaded_context: JudgementContext
) -> None:
    claims = check_claims(blackpool, loaded_context)
    assert [claim.id for claim in claims] == [claim.id for claim in blackpool.plan.claim]
    counts = dict.fromkeys(("supported", "contradicted", "cannot_tell", "unchecked"), 0)
    for claim in claims:
        counts[claim.status] += 1
        assert claim.sentence.endswith(".")
    assert counts["contradicted"] == 7
    assert counts["cannot_tell"] == 2  # 2014/15 is in neither release nor quotation
    assert counts["unchecked"] == sum(c.kind == "unchecked" for c in blackpool.plan.claim)


def test_without_a_release_from_then_the_plans_own_figure_stands(
    blackpool: PlanFile, loaded_context: JudgementContext
) -> None:
    answer = _claims_by_id(blackpool, loaded_context)["progress-8-second-lowest"].answer_then
    assert answer.status == "cannot_tell"
    assert answer.sentence == (
        "Cannot tell: no release that was published by 31 October 2017 is held to show it; "
        "the plan's own statement (page 19) stands."
    )


def test_a_release_known_when_the_plan_appeared_answers_for_then(
    blackpool: PlanFile, loaded_context: JudgementContext
) -> None:
    later = blackpool.plan.model_copy(
        update={"source": PlanSource(title="A later edition", published="May 2026")}
    )
    claim = _claims_by_id(replace(blackpool, plan=later), loaded_context)[
        "progress-8-second-lowest"
    ]
    assert claim.answer_then.status == "contradicted"
    assert claim.answer_then.sentence == claim.answer_now.sentence


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("October 2017", date(2017, 10, 31)),
        ("December 2017", date(2017, 12, 31)),
        ("February 2016", date(2016, 2, 29)),
        ("3 May 2018", date(2018, 5, 3)),
        ("2018-05-03", date(2018, 5, 3)),
        ("31 June 2018", None),
        ("2018-13-40", None),
        ("autumn 2017", None),
        ("", None),
    ],
)
def test_publication_days(blackpool: PlanFile, published: str, day: date | None) -> None:
    source = PlanSource(title="A plan", published=published)
    assert published_by(blackpool.plan.model_copy(update={"source": source})) == day


def test_a_value_is_supported_within_its_rounding(
    blackpool: PlanFile, embedded: JudgementContext
) -> None:
    keys = {"kind": "value", "indicator": "english-maths-grade-4", "period": "201617"}
    near = _one(blackpool, embedded, **keys, stated=48, tolerance=0.5)
    far = _one(blackpool, embedded, **keys, stated=47.5, tolerance=0.5)
    assert (near.status, near.answer_now.value) == ("supported", 48.2)
    assert far.status == "contradicted"
    assert far.sentence.endswith("48.2% in 2016/17; the plan says 47.5%.")


def test_a_rank_counts_from_the_best(blackpool: PlanFile, loaded_context: JudgementContext) -> None:
    keys = {"kind": "rank", "indicator": "progress-8", "period": "201516"}
    assert _one(blackpool, loaded_context, **keys, stated=149).status == "supported"
    assert _one(blackpool, loaded_context, **keys, stated=150).sentence.endswith(
        "149th best of 151; the plan says 150th best."
    )
    region = _one(blackpool, loaded_context, **keys, stated=21, comparator="region")
    assert region.answer_now.n == 23
    assert "of 23 in North West" in region.sentence


def test_rank_and_rank_from_last_meet_where_nothing_ties(
    blackpool: PlanFile, loaded_context: JudgementContext
) -> None:
    keys = {"indicator": "progress-8", "period": "201516", "stated": 1}
    best = _one(blackpool, loaded_context, kind="rank", **keys).answer_now
    last = _one(blackpool, loaded_context, kind="rank_from_last", **keys).answer_now
    assert best.rank is not None
    assert last.rank is not None
    assert best.rank + last.rank == (best.n or 0) + 1


def test_a_claim_about_england_is_checked_on_england(
    blackpool: PlanFile, embedded: JudgementContext
) -> None:
    claim = _one(
        blackpool,
        embedded,
        kind="value",
        indicator="english-maths-grade-4",
        period="201617",
        place="england",
        stated=64,
        tolerance=0.5,
    )
    assert (claim.status, claim.answer_now.value) == ("supported", 64.2)


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        (
            {"kind": "value", "indicator": "progress-8", "period": "201516"},
            "Cannot tell: the claim states no figure.",
        ),
        (
            {"kind": "value", "indicator": "progress-8", "stated": 1},
            "Cannot tell: the claim names no indicator or no period.",
        ),
        (
            {"kind": "value", "indicator": "progress-8", "period": "199900", "stated": 1},
            "Cannot tell: no release held has a figure for 1999/00.",
        ),
        (
            {"kind": "trend", "indicator": "progress-8", "period": "201516"},
            "Cannot tell: the claim states no trend.",
        ),
        (
            {"kind": "unchecked"},
            "Not checked: the plan file names no figure that could show it.",
        ),
    ],
)
def test_what_cannot_be_told_says_why(
    blackpool: PlanFile, embedded: JudgementContext, keys: dict[str, object], sentence: str
) -> None:
    assert _one(blackpool, embedded, **keys).sentence == sentence


def test_a_trend_over_special_arrangements_is_not_told(
    blackpool: PlanFile, embedded: JudgementContext
) -> None:
    claim = _one(
        blackpool,
        embedded,
        kind="trend",
        indicator="english-maths-grade-4",
        since="201819",
        period="202021",
        trend="rising",
    )
    assert claim.status == "cannot_tell"
    assert "examinations were cancelled" in claim.sentence


def test_plans_without_claims_have_none(embedded: JudgementContext, blackpool: PlanFile) -> None:
    bare = parse_plan(
        'id="a"\ntitle="A"\nvision="V"\nplace={id="la-890"}\n'
        'period={first="202627",last="202829"}\npriority=[{id="p",title="P",why="W"}]\n'
    )
    assert check_claims(replace(blackpool, plan=bare), embedded) == ()
