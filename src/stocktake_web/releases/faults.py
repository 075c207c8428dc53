"""The faults that the library names, as the errors of a form."""

from __future__ import annotations

from stocktake.standards import Fault, StocktakeError
from stocktake_web.services.registers import registers_folder

SHOWN_FAULTS = 20


def fault_sentences(error: StocktakeError) -> list[str]:
    """All that is wrong, the summary first; of very many faults the first ones."""
    sentences = [_sentence(fault) for fault in error.faults[:SHOWN_FAULTS]]
    hidden_count = len(error.faults) - SHOWN_FAULTS
    if hidden_count > 0:
        sentences.append(f"And {hidden_count} more of the kind")
    return [f"{error.summary[:1].upper()}{error.summary[1:]}", *sentences]


def field_sentences(error: StocktakeError) -> list[str]:
    """The faults of a file alone, each with its place; a single one after the summary."""
    summary, *sentences = fault_sentences(error)
    return sentences if len(sentences) > 1 else [": ".join([summary, *sentences])]


def damage_sentences(error: StocktakeError) -> list[str]:
    """What is wrong with a register; what to do about it the page says itself."""
    return [
        _sentence(Fault(fault.location, fault.problem)) for fault in error.faults[:SHOWN_FAULTS]
    ]


def _sentence(fault: Fault) -> str:
    """A fault without the folder of the server in which it lies."""
    if fault.location.startswith(str(registers_folder())):
        fault = Fault("", f"the folder {fault.problem}", fault.expected, fault.fix)
    return str(fault)
