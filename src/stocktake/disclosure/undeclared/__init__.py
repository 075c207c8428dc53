"""Relations that no structure declares: inferred where they can be, asked about where not."""

from stocktake.disclosure.undeclared.everyone import everyone_notices
from stocktake.disclosure.undeclared.questions import Question, UnansweredError
from stocktake.disclosure.undeclared.understanding import Understanding, understand

__all__ = ["Question", "UnansweredError", "Understanding", "everyone_notices", "understand"]
