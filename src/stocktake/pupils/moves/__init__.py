"""Moves between schools: mid-year joiners and leavers, and signals of off-rolling."""

from stocktake.pupils.moves.mobility import enrolment_moves, mobility_rates
from stocktake.pupils.moves.off_rolling import off_roll_reasons, off_roll_signals
from stocktake.pupils.moves.schema import MoveRules, move_rules

__all__ = [
    "MoveRules",
    "enrolment_moves",
    "mobility_rates",
    "move_rules",
    "off_roll_reasons",
    "off_roll_signals",
]
