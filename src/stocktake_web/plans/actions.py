"""What other apps do to the plan; each function is one transaction with its event."""

from __future__ import annotations

from stocktake_web.plans.activities.actions import add_update
from stocktake_web.plans.comments.actions import add_comment, answer_comment
from stocktake_web.plans.decisions.actions import answer_decision, notice_verdicts, reword_answer
from stocktake_web.plans.drafts.actions import change_draft, start_draft
from stocktake_web.plans.likelihood.actions import give_score, open_round
from stocktake_web.plans.links.actions import make_link, submit_update
from stocktake_web.plans.recommendations.actions import add_evidence, add_letter
from stocktake_web.plans.revisions.actions import add_revision, publish_revision
from stocktake_web.plans.sheets.actions import keep_workbook
from stocktake_web.plans.targets.actions import rate_target

__all__ = [
    "add_comment",
    "add_evidence",
    "add_letter",
    "add_revision",
    "add_update",
    "answer_comment",
    "answer_decision",
    "change_draft",
    "give_score",
    "keep_workbook",
    "make_link",
    "notice_verdicts",
    "open_round",
    "publish_revision",
    "rate_target",
    "reword_answer",
    "start_draft",
    "submit_update",
]
