"""Groups of pupils: which there are, how far apart they stand, and where the need is."""

from stocktake.pupils.groups.baseline import need_at_baseline
from stocktake.pupils.groups.benefit import who_would_benefit
from stocktake.pupils.groups.crossing import by_groups
from stocktake.pupils.groups.distances import gaps
from stocktake.pupils.groups.membership import characteristics
from stocktake.pupils.groups.schema import Dimension, group_dimensions
from stocktake.pupils.groups.transition import transition_by_group

__all__ = [
    "Dimension",
    "by_groups",
    "characteristics",
    "gaps",
    "group_dimensions",
    "need_at_baseline",
    "transition_by_group",
    "who_would_benefit",
]
