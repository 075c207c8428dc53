"""Suggests which schools are of concern, with the evidence; a person decides."""

from stocktake.schools.concerns.alert import (
    AlertRecord,
    alert_sentence,
    decline_alerts,
    good_schools_on,
    load_alert_records,
)
from stocktake.schools.concerns.criteria import (
    Category,
    CategoryScheme,
    Criterion,
    load_categories,
    load_criteria,
)
from stocktake.schools.concerns.evaluate import ConcernData, evaluate_criteria, outcome_columns
from stocktake.schools.concerns.held import held_concern_data
from stocktake.schools.concerns.moderation import Agreement, draw_sample, measure_agreement
from stocktake.schools.concerns.suggest import (
    CategorySuggestion,
    EvidenceOutcome,
    suggest_categories,
    suggestion_of,
)

__all__ = [
    "Agreement",
    "AlertRecord",
    "Category",
    "CategoryScheme",
    "CategorySuggestion",
    "ConcernData",
    "Criterion",
    "EvidenceOutcome",
    "alert_sentence",
    "decline_alerts",
    "draw_sample",
    "evaluate_criteria",
    "good_schools_on",
    "held_concern_data",
    "load_alert_records",
    "load_categories",
    "load_criteria",
    "measure_agreement",
    "outcome_columns",
    "suggest_categories",
    "suggestion_of",
]
