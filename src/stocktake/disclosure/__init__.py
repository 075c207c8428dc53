"""Decides what may be published, and records why."""

from stocktake.disclosure.attack import Bounds, attack, bounds_table
from stocktake.disclosure.cells import Cell, CellId, Equation, Problem, Ratio
from stocktake.disclosure.declarations import (
    Apart,
    Chance,
    MeasureSum,
    Nested,
    Relation,
    Synonym,
)
from stocktake.disclosure.equations import build_problem
from stocktake.disclosure.policy import DEFAULT_POLICY, Policy, load_policies, load_policy
from stocktake.disclosure.primary import Primary, primary_cells
from stocktake.disclosure.protect import Protection, protect
from stocktake.disclosure.published_table import attacked_structure
from stocktake.disclosure.record import Recall, Record
from stocktake.disclosure.register import Register
from stocktake.disclosure.release import (
    Disclosure,
    PlannedTable,
    disclosed_basis,
    release,
    release_plan,
)
from stocktake.disclosure.rounding import round_cells
from stocktake.disclosure.structure import (
    Dimension,
    Measure,
    Split,
    Structure,
    Table,
    parse_answers,
    parse_structure,
)
from stocktake.disclosure.undeclared import Question, UnansweredError
from stocktake.disclosure.verify import Verification, verify_register

__all__ = [
    "DEFAULT_POLICY",
    "Apart",
    "Bounds",
    "Cell",
    "CellId",
    "Chance",
    "Dimension",
    "Disclosure",
    "Equation",
    "Measure",
    "PlannedTable",
    "MeasureSum",
    "Nested",
    "Policy",
    "Primary",
    "Problem",
    "Protection",
    "Question",
    "Ratio",
    "Recall",
    "Record",
    "Register",
    "Relation",
    "Split",
    "Structure",
    "Synonym",
    "Table",
    "Verification",
    "UnansweredError",
    "attack",
    "attacked_structure",
    "bounds_table",
    "build_problem",
    "disclosed_basis",
    "load_policies",
    "load_policy",
    "parse_answers",
    "parse_structure",
    "primary_cells",
    "protect",
    "release",
    "release_plan",
    "round_cells",
    "verify_register",
]
