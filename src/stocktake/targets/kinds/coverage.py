"""Schools of a set that have received something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar, Literal

from stocktake.standards.periods import Period
from stocktake.targets.indicator_data import IndicatorData
from stocktake.targets.kinds.counting import CountingTarget, size_faults, weigh_returns
from stocktake.targets.missing_result import missing_result
from stocktake.targets.promises.data import PromiseData
from stocktake.targets.promises.issue import PromiseIssue
from stocktake.targets.result import TargetResult
from stocktake.targets.returns import coverage_by
from stocktake.targets.verdict import Verdict
from stocktake.targets.words import sign


class Coverage(CountingTarget):
    """Whether all schools of a set (or a number of them) have received something.

    A school counts as covered with a returned value of 1 or more; a return for the whole place
    states the number covered and, as ``schools_expected_count`` or denominator, the number of
    schools.

    Parameters
    ----------
    of : str or int
        ``"all"`` or a number of schools.
    """

    kind: Literal["coverage"]
    of: str | int

    needs_baseline: ClassVar[bool] = True

    def assess(self, data: IndicatorData, period: Period) -> TargetResult:
        """Count the schools covered by the day."""
        words = "all schools" if self.of == "all" else f"at least {self.of} schools"
        result = TargetResult(None, promise=f"the promise to reach {words}")
        returns = coverage_by(data, self.last_day(period))
        if returns is None:
            return missing_result(result, data, period, None)
        required_count = returns.expected if self.of == "all" else float(self.of or 0)
        if required_count is None:
            return replace(
                result,
                reason="no_local_data",
                reason_text="nobody says how many schools there are",
                value=returns.total,
                observations=returns.observations,
            )
        return weigh_returns(
            replace(result, required=float(required_count)),
            returns,
            most_each=1,
            size=returns.expected,
        )

    def requirement_words(self) -> str:
        """Such as ``"all schools"``."""
        return "all schools" if self.of == "all" else f"{self.of} of the schools"

    def needs_words(self, verdict: Verdict, level_text: str) -> str:
        """For a card."""
        return "Every one" if self.of == "all" else f"{self.of}"

    def compare(self, earlier: Coverage, better: str) -> int | None:
        """More schools ask for more."""
        return sign((self._size > earlier._size) - (self._size < earlier._size))

    @property
    def _size(self) -> float:
        return float("inf") if self.of == "all" else float(self.of or 0)

    def find_faults(self, data: PromiseData | None) -> Iterator[PromiseIssue]:
        """A number of schools that is none, or more than there are."""
        yield from size_faults(self.of, data, may_be_all=True)
