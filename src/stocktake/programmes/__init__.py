"""Maps what is offered to whom: coverage, overlap, burden on schools, and gap."""

from stocktake.programmes.absent_values import Absence, value_or_none
from stocktake.programmes.audience import ages_label, words_label
from stocktake.programmes.burden import CALENDAR, Burden, find_burden
from stocktake.programmes.burden_rules import BurdenRules, load_burden_rules
from stocktake.programmes.coverage import CoverageResult, assess_coverage
from stocktake.programmes.coverage_rules import Requirement
from stocktake.programmes.documents import (
    coverage_document,
    gap_document,
    map_document,
    overlap_document,
    proposal_document,
)
from stocktake.programmes.dose import Uptake, measure_uptake
from stocktake.programmes.drivers import DriverBranch, DriverTree, driver_trees
from stocktake.programmes.gaps import Gap, find_gaps
from stocktake.programmes.life_cycle import PROPOSED_STAGES, Bid, Gate, Stage
from stocktake.programmes.matrix import SchoolLine, ThemeRow, school_lines, theme_rows
from stocktake.programmes.overlap import Overlap, find_overlaps
from stocktake.programmes.place_map import Organisation, PlaceMap
from stocktake.programmes.presence import Presence, find_presence, is_present
from stocktake.programmes.programme import (
    PHASES,
    Programme,
)
from stocktake.programmes.programme_map import ProgrammeMap
from stocktake.programmes.proposal import ProposalAnswer, SchoolAnswer, assess_proposal
from stocktake.programmes.read import (
    parse_place_map,
    parse_programme,
    parse_table,
    programme_faults_in,
    read_programme_map,
    read_proposal,
)
from stocktake.programmes.score import Score, ScorePart, ScoreWeights, load_score_weights
from stocktake.programmes.table_files import school_phases
from stocktake.programmes.tables import DeliveryRow, NeedRow, SchoolRow
from stocktake.programmes.terms import Term, parse_term, term_on, terms_of
from stocktake.programmes.themes import ThemeList, load_themes

__all__ = [
    "CALENDAR",
    "PHASES",
    "PROPOSED_STAGES",
    "Absence",
    "Bid",
    "Burden",
    "BurdenRules",
    "CoverageResult",
    "DeliveryRow",
    "DriverBranch",
    "DriverTree",
    "Gap",
    "Gate",
    "NeedRow",
    "Organisation",
    "Overlap",
    "PlaceMap",
    "Presence",
    "Programme",
    "ProgrammeMap",
    "ProposalAnswer",
    "Requirement",
    "SchoolAnswer",
    "SchoolLine",
    "SchoolRow",
    "Score",
    "ScorePart",
    "ScoreWeights",
    "Stage",
    "Term",
    "ThemeList",
    "ThemeRow",
    "Uptake",
    "ages_label",
    "assess_coverage",
    "assess_proposal",
    "coverage_document",
    "driver_trees",
    "find_burden",
    "find_gaps",
    "find_overlaps",
    "find_presence",
    "gap_document",
    "is_present",
    "load_burden_rules",
    "load_score_weights",
    "load_themes",
    "map_document",
    "measure_uptake",
    "overlap_document",
    "parse_place_map",
    "parse_programme",
    "parse_table",
    "parse_term",
    "programme_faults_in",
    "proposal_document",
    "read_programme_map",
    "read_proposal",
    "school_lines",
    "school_phases",
    "term_on",
    "terms_of",
    "theme_rows",
    "value_or_none",
    "words_label",
]
