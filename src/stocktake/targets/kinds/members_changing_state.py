"""Members of a set that change state."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from stocktake.standards.periods import Period
from stocktake.standards.units import format_value
from stocktake.targets.indicator_data import IndicatorData
from stocktake.targets.kinds.counting import (
    CountingTarget,
    member_level_faults,
    members_of,
    size_faults,
    weigh_returns,
)
from stocktake.targets.missing_result import missing_result
from stocktake.targets.numbers import Number
from stocktake.targets.promises.data import PromiseData
from stocktake.targets.promises.issue import PromiseIssue
from stocktake.targets.result import TargetResult
from stocktake.targets.returns import returns_by
from stocktake.targets.words import number_words, sign


class MembersChangingState(CountingTarget):
    """Whether enough members of a set have changed state: 25 of 50 schools improved a grade.

    A member returns 1 where it has changed; a return for the whole place states how many have.

    Parameters
    ----------
    level : float
        How many must.
    of : int
        The size of the set.
    """

    kind: Literal["members_changing_state"]
    level: Number
    of: str | int

    def assess(self, data: IndicatorData, period: Period) -> TargetResult:
        """Count the members by the day."""
        level = format_value(self.level, "count")
        result = TargetResult(
            None, required=self.level, promise=f"the {level} of {self.of} promised"
        )
        returns = returns_by(data, self.last_day(period))
        if returns is None:
            return missing_result(result, data, period, None)
        size = self.of if isinstance(self.of, int) else None
        return weigh_returns(result, returns, most_each=1, size=size)

    def requirement_words(self) -> str:
        """Such as ``"at least 25 of 50"``."""
        return f"at least {number_words(self.level)} of {self.of}"

    def compare(self, earlier: MembersChangingState, better: str) -> int | None:
        """More of the same set asks for more."""
        return sign(self.level - earlier.level) if self.of == earlier.of else None

    def find_faults(self, data: PromiseData | None) -> Iterator[PromiseIssue]:
        """Numbers that cannot be counted, and more members than the set has."""
        yield from size_faults(self.of, data, may_be_all=False)
        sizes = [self.of if isinstance(self.of, int) else None, members_of(data)]
        most = min((size for size in sizes if size is not None and size > 0), default=None)
        yield from member_level_faults(self.level, most)
