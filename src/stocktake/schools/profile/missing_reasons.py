"""Why a figure of a school is missing, in words that say the true reason."""

from __future__ import annotations

from stocktake.schools.profile.model import MissingReason
from stocktake.schools.selection import SMALL_COHORT

BY_MARK: dict[str, tuple[MissingReason, str]] = {
    "SUPP": ("suppressed", "it is suppressed to protect pupils' confidentiality"),
    "NE": ("not_entered", "no pupil was entered"),
    "NEW": ("new_school", "the school was new"),
    "LOWCOV": ("low_coverage", "it covers too few of the school's pupils (low coverage)"),
    "NP": ("not_published", "it was not published"),
    "NA": ("not_applicable", "it does not apply to the school or was not available for the year"),
    "SP": ("rounds_to_zero", "it rounds to zero but is not zero"),
}
"""By what the file prints."""

BY_SYMBOL: dict[str, tuple[MissingReason, str]] = {
    "c": ("suppressed", "it is suppressed to protect pupils' confidentiality"),
    "z": ("not_applicable", "it does not apply (no pupil entered, or the school was new)"),
    "x": ("not_available", "it is not available"),
    "u": ("low_coverage", "it covers too few of the school's pupils (low coverage)"),
    "low": ("rounds_to_zero", "it rounds to zero but is not zero"),
    "k": ("rounds_to_zero", "it rounds to zero but is not zero"),
    "-": ("no_reason", "the file has no figure and no reason"),
    SMALL_COHORT: ("small_cohort", "fewer than 6 pupils are counted, and no figure is shown"),
}
"""By the symbol that the file's mark was read as."""

NO_ROW: tuple[MissingReason, str] = ("no_row", "the files held have no figure for the school")


def missing_reason(symbol: str | None, mark: str | None = None) -> tuple[MissingReason, str]:
    """The reason and its words, as a clause.

    Parameters
    ----------
    symbol : str or None
        None where no file has a row.
    mark : str, optional
        What the file prints, which tells apart what one symbol stands for.

    Examples
    --------
    >>> missing_reason("z", "NE")
    ('not_entered', 'no pupil was entered')
    >>> missing_reason("c")[0], missing_reason(None)[0]
    ('suppressed', 'no_row')
    """
    if mark and mark.strip().upper() in BY_MARK:
        return BY_MARK[mark.strip().upper()]
    if symbol is None:
        return NO_ROW
    return BY_SYMBOL.get(symbol, BY_SYMBOL["-"])


def never_published(reason: str) -> tuple[MissingReason, str]:
    """A year for which no school has a figure, for the reason in the measure's definition."""
    return "not_published", f"none was published: {reason}"
