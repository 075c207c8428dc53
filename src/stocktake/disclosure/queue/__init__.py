"""Tables that wait for release, until a second person has looked at what would leave."""

from stocktake.disclosure.queue.checkers import Checkers, load_checkers
from stocktake.disclosure.queue.checks import Check, checks_of
from stocktake.disclosure.queue.decision import ChangedPreviewError
from stocktake.disclosure.queue.request import Outcome, Request
from stocktake.disclosure.queue.waiting import ReleaseQueue

__all__ = [
    "ChangedPreviewError",
    "Check",
    "Checkers",
    "Outcome",
    "ReleaseQueue",
    "Request",
    "checks_of",
    "load_checkers",
]
