"""The kinds of target, one class in one file each.

A kind says what it requires, checks its promise, assesses a period's figures, draws its
trajectory, compares itself with an earlier version and words its clauses. It knows nothing of due
dates, readings or proxies: ``judge`` weighs those. A new kind is a file here, its line below, and
an example in ``docs/generators/target_kinds.py``.
"""

from typing import Annotated

from pydantic import Field, TypeAdapter

from stocktake.targets.kinds.all_of import AllOf
from stocktake.targets.kinds.any_of import AnyOf
from stocktake.targets.kinds.base import BaseTarget, FigureTarget
from stocktake.targets.kinds.change import Change
from stocktake.targets.kinds.coverage import Coverage
from stocktake.targets.kinds.cumulative_count import CumulativeCount
from stocktake.targets.kinds.gap_closed import GapClosed
from stocktake.targets.kinds.improvement_each_year import ImprovementEachYear
from stocktake.targets.kinds.level import Level
from stocktake.targets.kinds.members_changing_state import MembersChangingState
from stocktake.targets.kinds.position import Position
from stocktake.targets.kinds.qualitative import Qualitative
from stocktake.targets.kinds.relation import Relation
from stocktake.targets.kinds.share_reaching_count import ShareReachingCount
from stocktake.targets.kinds.whole import WholeTarget, inherit

Target = Annotated[
    Level
    | Position
    | Relation
    | Change
    | ImprovementEachYear
    | CumulativeCount
    | Coverage
    | ShareReachingCount
    | MembersChangingState
    | GapClosed
    | Qualitative
    | AllOf
    | AnyOf,
    Field(discriminator="kind"),
]
"""A target of any kind."""

for _whole in (AllOf, AnyOf):
    _whole.model_rebuild(_types_namespace={"Target": Target})

_TARGET: TypeAdapter[Target] = TypeAdapter(Target)

KINDS: dict[str, type[BaseTarget]] = {
    kind.model_fields["kind"].annotation.__args__[0]: kind
    for kind in Target.__origin__.__args__  # type: ignore[attr-defined]
}
"""The class of each kind, by the name that a plan writes."""

__all__ = [
    "KINDS",
    "BaseTarget",
    "FigureTarget",
    "Qualitative",
    "Target",
    "WholeTarget",
    "inherit",
    "parse_target",
]


def parse_target(values: object) -> Target:
    """A target from the values that a plan writes.

    Raises
    ------
    pydantic.ValidationError
        Every fault.

    Examples
    --------
    >>> parse_target({"kind": "level", "id": "a", "title": "A", "comparison": "above",
    ...     "level": 60}).requirement_words()
    'above 60'
    """
    return _TARGET.validate_python(values)
