"""Terms that people choose from."""

from __future__ import annotations

from datetime import date

from stocktake.programmes import parse_term, term_on, terms_of

YEARS_BACK, YEARS_AHEAD = 4, 2


def term_choices(today: date, kept_term: str = "") -> list[tuple[str, str]]:
    """Terms near a day, the present one first, then later and earlier ones.

    Parameters
    ----------
    kept_term : str
        One that is a choice however long ago it was.
    """
    present = term_on(today)
    year = int(present.school_year[:4])
    first, last = (
        f"{start}{(start + 1) % 100:02d}" for start in (year - YEARS_BACK, year + YEARS_AHEAD)
    )
    terms = terms_of(first, last)
    ordered_terms = [
        *(term for term in terms if term >= present),
        *(term for term in reversed(terms) if term < present),
    ]
    if kept_term and parse_term(kept_term) not in ordered_terms:
        ordered_terms.insert(0, parse_term(kept_term))
    return [(str(term), term.label.capitalize()) for term in ordered_terms]
