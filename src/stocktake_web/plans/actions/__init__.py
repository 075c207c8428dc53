"""The only modules of this app that write; each function is one transaction with its event."""

from __future__ import annotations

from stocktake_web.plans.actions.comments import answer_comment, comment
from stocktake_web.plans.actions.digests import digest_sent
from stocktake_web.plans.actions.likelihood import give_score, open_round
from stocktake_web.plans.actions.links import (
    accept_offer,
    decline_offer,
    make_link,
    offer_update,
    withdraw_link,
)
from stocktake_web.plans.actions.recommendations import (
    add_letter,
    add_recommendation,
    add_recommendation_evidence,
    change_recommendation,
)
from stocktake_web.plans.actions.resources import (
    add_funding,
    add_risk,
    change_funding,
    change_risk,
    close_risk,
)
from stocktake_web.plans.actions.returns import (
    ask_return,
    remind,
    take_return,
    withdraw_request,
)
from stocktake_web.plans.actions.revisions import (
    add_revision,
    change_draft,
    discard_draft,
    import_draft,
    make_revision,
    publish_revision,
    start_draft,
)
from stocktake_web.plans.actions.sheets import apply_workbook, keep_workbook
from stocktake_web.plans.actions.targets import (
    add_objective,
    answer_decision,
    change_objective,
    notice_verdicts,
    rate_target,
)
from stocktake_web.plans.actions.work import add_update, add_wait, assign_owner, settle_wait

__all__ = [
    "accept_offer",
    "add_funding",
    "add_letter",
    "add_objective",
    "add_recommendation",
    "add_recommendation_evidence",
    "add_revision",
    "add_risk",
    "add_update",
    "add_wait",
    "answer_comment",
    "answer_decision",
    "apply_workbook",
    "ask_return",
    "assign_owner",
    "change_draft",
    "change_funding",
    "change_objective",
    "change_recommendation",
    "change_risk",
    "close_risk",
    "comment",
    "decline_offer",
    "digest_sent",
    "discard_draft",
    "give_score",
    "import_draft",
    "keep_workbook",
    "make_link",
    "make_revision",
    "notice_verdicts",
    "offer_update",
    "open_round",
    "publish_revision",
    "rate_target",
    "remind",
    "settle_wait",
    "start_draft",
    "take_return",
    "withdraw_link",
    "withdraw_request",
]
