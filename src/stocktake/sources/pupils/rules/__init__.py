"""The rules that pupil data are checked by, each a small function with its number."""

from stocktake.sources.pupils.rules import cross_row, cross_table, days, numbers, values
from stocktake.sources.pupils.rules.model import RULES, Rule, RuleContext, rules_for

__all__ = [
    "RULES",
    "RuleContext",
    "Rule",
    "days",
    "numbers",
    "rules_for",
    "cross_row",
    "cross_table",
    "values",
]
