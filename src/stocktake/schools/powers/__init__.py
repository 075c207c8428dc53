"""A council's statutory powers by the rules in force on the day: information, not legal advice."""

from stocktake.schools.powers.assess import (
    PowerAssessment,
    PowerFacts,
    assess_power,
    assess_powers,
    is_notice_void,
)
from stocktake.schools.powers.dates import NoticeDate, notice_dates, suggested_compliance_end
from stocktake.schools.powers.definition import (
    Power,
    PowerRules,
    load_power_rules,
    rules_on,
)
from stocktake.schools.powers.draft import DraftNotice, NoticeMatter, draft_notice

__all__ = [
    "DraftNotice",
    "NoticeDate",
    "NoticeMatter",
    "Power",
    "PowerAssessment",
    "PowerFacts",
    "PowerRules",
    "assess_power",
    "assess_powers",
    "draft_notice",
    "is_notice_void",
    "load_power_rules",
    "notice_dates",
    "rules_on",
    "suggested_compliance_end",
]
