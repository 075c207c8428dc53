"""Living evidence under the areas and points of the inspection letter, what is missing first."""

from stocktake.schools.evidence.definition import (
    EvidencePoint,
    EvidenceScheme,
    RecordKind,
    load_evidence_scheme,
)
from stocktake.schools.evidence.pack import (
    AreaEvidence,
    EvidenceItem,
    EvidencePack,
    PointEvidence,
    RecordSummary,
    evidence_pack,
)

__all__ = [
    "AreaEvidence",
    "EvidenceItem",
    "EvidencePack",
    "EvidencePoint",
    "EvidenceScheme",
    "PointEvidence",
    "RecordKind",
    "RecordSummary",
    "evidence_pack",
    "load_evidence_scheme",
]
