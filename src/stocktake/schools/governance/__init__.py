"""Which training a governor has had, and which is due, by the phase of the school."""

from stocktake.schools.governance.training import (
    TrainingItem,
    TrainingProgramme,
    load_training,
    training_items,
)

__all__ = ["TrainingItem", "TrainingProgramme", "load_training", "training_items"]
