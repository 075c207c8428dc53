"""The categories of an area: a definition file, the shipped one or the area's own."""

from __future__ import annotations

from stocktake.schools import CategoryScheme, load_categories
from stocktake_web.accounts.models import Area
from stocktake_web.services.judgements import own_definitions


def scheme_of(area: Area) -> CategoryScheme:
    """The categories in use in an area, from the least concern."""
    return load_categories(own_definitions(area))


def category_choices(area: Area) -> list[tuple[str, str]]:
    """Each category as a form offers it: its title, and what it entitles a school to."""
    return [
        (row.id, f"{row.id} {row.title}: {row.entitlement[:1].lower()}{row.entitlement[1:]}")
        for row in scheme_of(area).category
    ]


def find_step(area: Area, category: str) -> int | None:
    """How far a category is from the first one; None where the scheme has none of the id."""
    ids = [row.id for row in scheme_of(area).category]
    return ids.index(category) if category in ids else None


def title_of(area: Area, category: str) -> str:
    """What the scheme calls a category; its id where the scheme no longer has it."""
    titles = {row.id: f"{row.id} {row.title}" for row in scheme_of(area).category}
    return titles.get(category, category)
