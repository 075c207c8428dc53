"""What young people do next: sustained destinations, and NEET and not known."""

from stocktake.pupils.destinations.neet import neet_and_not_known
from stocktake.pupils.destinations.rules import destination_rules
from stocktake.pupils.destinations.schema import DestinationRules
from stocktake.pupils.destinations.sustained import destination_rates, sustained_destinations

__all__ = [
    "DestinationRules",
    "destination_rates",
    "destination_rules",
    "neet_and_not_known",
    "sustained_destinations",
]
