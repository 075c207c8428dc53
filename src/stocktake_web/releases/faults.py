"""The faults that the library names, as the errors of a form."""

from __future__ import annotations

from stocktake.standards import Fault, StocktakeError

SHOWN_FAULTS = 20


def fault_sentences(error: StocktakeError) -> list[str]:
    """All that is wrong, the summary first; of very many faults the first ones."""
    sentences = [_sentence(fault) for fault in error.faults[:SHOWN_FAULTS]]
    hidden_count = len(error.faults) - SHOWN_FAULTS
    if hidden_count > 0:
        sentences.append(f"And {hidden_count} more of the kind")
    return [f"{error.summary[:1].upper()}{error.summary[1:]}", *sentences]


def _sentence(fault: Fault) -> str:
    """A fault without the folder of the server in which it lies."""
    if fault.location.startswith("/") or "\\" in fault.location:
        fault = Fault("", fault.problem, fault.expected, fault.fix)
    return str(fault)
