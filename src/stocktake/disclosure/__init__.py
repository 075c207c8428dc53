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
from stocktake.disclosure.queue import (
    ChangedPreviewError,
    Check,
    Checkers,
    Outcome,
    ReleaseQueue,
    Request,
    load_checkers,
)
from stocktake.disclosure.queue.files import hold_queue
from stocktake.disclosure.record import Recall, Record
from stocktake.disclosure.register import Register, RegisterInUseError
from stocktake.disclosure.register_seal import (
    Seal,
    SealStore,
    accept_state,
    parse_seal,
    seal_content,
)
from stocktake.disclosure.release import (
    Disclosure,
    PlannedTable,
    disclosed_basis,
    release,
    release_plan,
)
from stocktake.disclosure.release_files import published_files
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
    "ChangedPreviewError",
    "Check",
    "Checkers",
    "Dimension",
    "Disclosure",
    "Equation",
    "Measure",
    "PlannedTable",
    "MeasureSum",
    "Nested",
    "Outcome",
    "Policy",
    "Primary",
    "Problem",
    "Protection",
    "Question",
    "Ratio",
    "Recall",
    "Record",
    "Register",
    "RegisterInUseError",
    "Relation",
    "ReleaseQueue",
    "Request",
    "Seal",
    "SealStore",
    "Split",
    "Structure",
    "Synonym",
    "Table",
    "Verification",
    "UnansweredError",
    "accept_state",
    "attack",
    "attacked_structure",
    "bounds_table",
    "build_problem",
    "disclosed_basis",
    "hold_queue",
    "load_checkers",
    "load_policies",
    "load_policy",
    "parse_answers",
    "parse_seal",
    "parse_structure",
    "primary_cells",
    "protect",
    "published_files",
    "release",
    "release_plan",
    "round_cells",
    "verify_register",
    "seal_content",
]
