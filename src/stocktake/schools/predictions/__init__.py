"""What schools predicted, how right they were, and what could be expected without them.

Everything named here loads when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stocktake.schools.predictions.adjusted import AdjustedPrediction, adjust_prediction
    from stocktake.schools.predictions.collection import (
        CollectionStatus,
        ExpectedSchool,
        collection_status,
    )
    from stocktake.schools.predictions.comparison import (
        compare_results,
        results_from_figures,
        results_from_rows,
    )
    from stocktake.schools.predictions.early.country import held_indications
    from stocktake.schools.predictions.early.indication import (
        EarlyIndication,
        Indications,
        MockPredictions,
        early_indications,
    )
    from stocktake.schools.predictions.early.mocks import MockRecord, mock_records
    from stocktake.schools.predictions.early.schema import indication_measures
    from stocktake.schools.predictions.entry import (
        FIRST_LINK,
        GRADES,
        NOTHING_DECIDED,
        READERS,
        LedgerEntry,
        Prediction,
        digest_of,
        link_entry,
    )
    from stocktake.schools.predictions.frames import prediction_frame
    from stocktake.schools.predictions.judgement import SchoolAccuracy, judge_schools
    from stocktake.schools.predictions.ledger import Addition, Ledger, round_of
    from stocktake.schools.predictions.ledger_file import LedgerFile
    from stocktake.schools.predictions.prior_attainment import (
        correct_for_past,
        expected_from_prior,
    )
    from stocktake.schools.predictions.reading import read_predictions, read_results
    from stocktake.schools.predictions.report import (
        AccuracyReport,
        AccuracyRow,
        PredictionResult,
        accuracy_report,
    )
    from stocktake.schools.predictions.schema import (
        CollectionWindow,
        PredictionMeasure,
        collection_windows,
        prediction_measures,
        published_studies,
    )
    from stocktake.schools.predictions.template import (
        prediction_template,
        write_prediction_template,
    )
    from stocktake.schools.predictions.wording import verdict_sentence

_HOMES = {
    "FIRST_LINK": "entry",
    "GRADES": "entry",
    "NOTHING_DECIDED": "entry",
    "READERS": "entry",
    "AccuracyReport": "report",
    "AccuracyRow": "report",
    "Addition": "ledger",
    "AdjustedPrediction": "adjusted",
    "CollectionStatus": "collection",
    "CollectionWindow": "schema",
    "EarlyIndication": "early.indication",
    "ExpectedSchool": "collection",
    "Indications": "early.indication",
    "Ledger": "ledger",
    "LedgerEntry": "entry",
    "LedgerFile": "ledger_file",
    "MockPredictions": "early.indication",
    "MockRecord": "early.mocks",
    "Prediction": "entry",
    "PredictionMeasure": "schema",
    "PredictionResult": "report",
    "SchoolAccuracy": "judgement",
    "accuracy_report": "report",
    "adjust_prediction": "adjusted",
    "collection_status": "collection",
    "collection_windows": "schema",
    "compare_results": "comparison",
    "correct_for_past": "prior_attainment",
    "digest_of": "entry",
    "early_indications": "early.indication",
    "expected_from_prior": "prior_attainment",
    "held_indications": "early.country",
    "indication_measures": "early.schema",
    "judge_schools": "judgement",
    "link_entry": "entry",
    "mock_records": "early.mocks",
    "prediction_frame": "frames",
    "prediction_measures": "schema",
    "prediction_template": "template",
    "published_studies": "schema",
    "read_predictions": "reading",
    "read_results": "reading",
    "results_from_figures": "comparison",
    "results_from_rows": "comparison",
    "round_of": "ledger",
    "verdict_sentence": "wording",
    "write_prediction_template": "template",
}

__all__ = [
    "FIRST_LINK",
    "GRADES",
    "NOTHING_DECIDED",
    "READERS",
    "AccuracyReport",
    "AccuracyRow",
    "Addition",
    "AdjustedPrediction",
    "CollectionStatus",
    "CollectionWindow",
    "EarlyIndication",
    "ExpectedSchool",
    "Indications",
    "Ledger",
    "LedgerEntry",
    "LedgerFile",
    "MockPredictions",
    "MockRecord",
    "Prediction",
    "PredictionMeasure",
    "PredictionResult",
    "SchoolAccuracy",
    "accuracy_report",
    "adjust_prediction",
    "collection_status",
    "collection_windows",
    "compare_results",
    "correct_for_past",
    "digest_of",
    "early_indications",
    "expected_from_prior",
    "held_indications",
    "indication_measures",
    "judge_schools",
    "link_entry",
    "mock_records",
    "prediction_frame",
    "prediction_measures",
    "prediction_template",
    "published_studies",
    "read_predictions",
    "read_results",
    "results_from_figures",
    "results_from_rows",
    "round_of",
    "verdict_sentence",
    "write_prediction_template",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
