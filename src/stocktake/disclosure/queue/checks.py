"""What a second person is shown of a table that waits, in words; never a figure that is hidden."""

from __future__ import annotations

from dataclasses import dataclass

from stocktake.disclosure.record import Record

MOST_HIDDEN = 0.5
"""Above this share of hidden figures a table says little; somebody must want it nevertheless."""


@dataclass(frozen=True)
class Check:
    """One thing that was looked at.

    Parameters
    ----------
    id : str
    words : str
    needs_reason : bool
        Whether the table leaves only with a reason for this.
    """

    id: str
    words: str
    needs_reason: bool = False


def checks_of(record: Record) -> tuple[Check, ...]:
    """What the record of a table says to the person who lets it out.

    Parameters
    ----------
    record : Record
        Of the table as it would leave now.
    """
    checks = [Check("hidden", record.hidden_words), _bounds(record), _earlier(record)]
    is_said = any("half of the figures" in notice for notice in record.notices)
    if not is_said and record.hidden_count > MOST_HIDDEN * record.cells_count:
        words = (
            "More than half of its figures are hidden. Fewer go where tables are planned together, "
            "small groups are merged, or counts are rounded."
        )
        checks.append(Check("mostly-hidden", words, needs_reason=True))
    if record.revised_count:
        words = (
            f"{_figures(record.revised_count)} printed before with another value: readers of both "
            "releases see the difference."
        )
        checks.append(Check("revised", words, needs_reason=True))
    notices = (
        Check(f"notice-{number}", words, needs_reason=True)
        for number, words in enumerate(record.notices, 1)
    )
    return (*checks, *notices, *_not_promised(record))


def _not_promised(record: Record) -> tuple[Check, ...]:
    if not record.not_promised:
        return ()
    words = f"What is already out leaves these uncovered: {', '.join(record.not_promised)}."
    return (Check("not-promised", words, needs_reason=True),)


def _bounds(record: Record) -> Check:
    if record.least_width is None:
        return Check("bounds", "No hidden figure can be bounded from what is printed.")
    words = f"The narrowest bounds that an outsider can derive are {record.least_width:,.6g} apart."
    return Check("bounds", words)


def _earlier(record: Record) -> Check:
    if not record.attacked_with:
        return Check("earlier", "No earlier release bears on it.")
    return Check("earlier", f"Held against: {', '.join(record.attacked_with)}.")


def _figures(count: int) -> str:
    return f"{count:,} figure was" if count == 1 else f"{count:,} figures were"
