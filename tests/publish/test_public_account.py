"""A public account is a report for the public with what stands around its targets."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from stocktake.plan.judge import Judgement
from stocktake.publish import ReportContent, report_content
from stocktake.publish.public_account import PublicAccount


def _account(content: ReportContent) -> PublicAccount:
    plain: dict[str, Any] = content.model_dump()
    return PublicAccount.model_validate(plain | {"revision": 1, "vision": "Every child does well."})


def test_the_cards_of_the_account_are_those_of_the_report(quoted_judgement: Judgement) -> None:
    content = report_content(quoted_judgement, for_public=True)
    account = _account(content)
    assert account.cards == content.cards
    assert PublicAccount.model_validate_json(account.model_dump_json()) == account


def test_content_for_the_board_is_no_public_account(with_returns: Judgement) -> None:
    content = report_content(with_returns)
    with pytest.raises(ValidationError, match="for_public"):
        _account(content)
    with pytest.raises(ValidationError, match="figures for the board in an account for the public"):
        _account(content.model_copy(update={"for_public": True}))


def test_every_claim_is_listed_under_what_its_check_gave(quoted_judgement: Judgement) -> None:
    account = _account(report_content(quoted_judgement, for_public=True))
    groups = account.claims_by_tag
    assert sum(len(claims) for _, claims in groups) == len(account.checked_claims)
    assert all(claim.tag == tag for tag, claims in groups for claim in claims)


def test_a_card_is_asked_for_by_its_target_in_a_changed_copy_too(
    quoted_judgement: Judgement,
) -> None:
    account = _account(report_content(quoted_judgement, for_public=True))
    assert list(account.card_by_id) == [card.id for card in account.cards]
    assert account.model_copy(update={"sections": ()}).card_by_id == {}
