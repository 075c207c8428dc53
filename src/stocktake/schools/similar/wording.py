"""Every sentence about similar schools, in one place."""

from __future__ import annotations

from collections.abc import Sequence

from stocktake.schools.similar.definition import SimilarDefinition
from stocktake.standards.units import Unit, difference_unit, format_value

PHASE_SCHOOLS = {"primary": "primary schools", "secondary": "secondary schools"}
NAMES = ("Attainment", "Progress", "English")
"""First words of titles that keep their capital letter."""

CAUTION = (
    "Only chance in the sampling of pupils is counted, and a lead that lasts is no proof of what "
    "caused it: ask these schools what they do."
)


def list_sentence(
    definition: SimilarDefinition, count: int, held_count: int, population_count: int, vintage: str
) -> str:
    """What the list is.

    Examples
    --------
    >>> from stocktake.schools.similar.definition import similar_definition
    >>> list_sentence(similar_definition("own-primary").value, 50, 16217, 16218, "2025/26")
    'The 50 most similar of 16,217 state-funded mainstream primary schools, by our own set of
    characteristics, the newest of 2025/26; for 1 more none is held.'
    """
    owner = "the department's" if definition.kind == "department" else "our own set of"
    schools = PHASE_SCHOOLS[definition.phase]
    rest = population_count - held_count
    text = (
        f"The {count} most similar of {held_count:,} state-funded mainstream {schools}, by {owner} "
        f"characteristics, the newest of {vintage}"
    )
    return f"{text}; for {rest:,} more none is held." if rest else f"{text}."


def cannot_compare(reason: str) -> str:
    """Why a school has no similar schools."""
    return f"Cannot tell which schools are similar: {reason}."


def too_few_shared(held_count: int, minimum_shared: int) -> str:
    """A school of which too little is held.

    Examples
    --------
    >>> too_few_shared(2, 3)
    'it has 2 characteristics of the set, and two schools must share 3'
    """
    characteristics = "characteristic" if held_count == 1 else "characteristics"
    return (
        f"it has {held_count} {characteristics} of the set, and two schools must share "
        f"{minimum_shared}"
    )


def without_required(titles: Sequence[str]) -> str:
    """A school without a characteristic that every comparison needs."""
    return f"without {' and '.join(title.lower() for title in titles)} no school is compared"


def learn_from_sentence(
    title: str,
    unit: Unit,
    decimal_places: int,
    labels: Sequence[str],
    names: Sequence[str],
    best_lead: float,
) -> str:
    """Whom to learn from, or that there is nobody.

    Examples
    --------
    >>> learn_from_sentence("Attainment 8", Unit.SCORE, 1, ["2022/23", "2023/24"], [], 0.0)
    'In Attainment 8 over 2022/23 and 2023/24 no similar school does better beyond chance.'
    """
    over = f"In {in_sentence(title)} over {' and '.join(labels)}"
    if not names:
        return f"{over} no similar school does better beyond chance."
    lead = format_value(best_lead, difference_unit(unit), decimal_places)
    if len(names) == 1:
        return f"{over} {names[0]} does better beyond chance, by {lead}. {CAUTION}"
    return (
        f"{over}, {len(names)} similar schools do better beyond chance, most of all {names[0]}, by "
        f"{lead}. {CAUTION}"
    )


def in_sentence(title: str) -> str:
    """A measure's title within a sentence: small first letter, unless it is a name.

    Examples
    --------
    >>> in_sentence("Expected standard in reading"), in_sentence("Attainment 8")
    ('expected standard in reading', 'Attainment 8')
    """
    return title if title.split()[0] in NAMES else title[:1].lower() + title[1:]


def cannot_learn_from(title: str, reason: str) -> str:
    """Why two years cannot be compared."""
    return f"Cannot tell which similar schools do better in {in_sentence(title)}: {reason}."


def no_set(phase: str | None) -> str:
    """Why no set of characteristics can be used for a school."""
    if phase is None:
        return "no register that is held has the school"
    return f"there is no set of characteristics for {phase} schools"
