"""The rules that pupil data are checked by, each a small function with its number."""

from stocktake.sources.pupils.rules import between, days, numbers, together, values
from stocktake.sources.pupils.rules.model import RULES, Checked, Rule, rules_for

__all__ = [
    "RULES",
    "Checked",
    "Rule",
    "between",
    "days",
    "numbers",
    "rules_for",
    "together",
    "values",
]
