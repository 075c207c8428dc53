"""What programmes may be about: a controlled list, so that two can be seen to do the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from pydantic import Field

from stocktake.standards.definition_faults import CrossFault, repeated_ids
from stocktake.standards.definitions import Definition, Source, load_folder
from stocktake.targets.fields import Id

PACKAGE = "stocktake.programmes"
FOLDER = "themes"
DEFAULT = "default"


class Theme(Definition):
    """One thing that a programme may be about, and what counts as it."""

    id: Id
    title: str = Field(min_length=1)
    covers: str = ""


class ThemeList(Definition):
    """The themes, in the order in which a picture shows them."""

    title: str
    source: Source
    theme: tuple[Theme, ...] = Field(min_length=1)

    def cross_faults(self) -> Sequence[CrossFault]:
        """Ids given twice."""
        return tuple(repeated_ids(("theme",), [item.id for item in self.theme]))

    @property
    def titles(self) -> dict[str, str]:
        """Each theme's title by its id."""
        return {theme.id: theme.title for theme in self.theme}


def load_themes(own_folder: Path | None = None) -> ThemeList:
    """The themes; ``themes/default.toml`` of a place replaces them.

    Raises
    ------
    DefinitionError
        All the faults of the file together.

    Examples
    --------
    >>> load_themes().titles["reading"]
    'Reading and phonics'
    """
    return _shipped() if own_folder is None else _load(own_folder)


@lru_cache(maxsize=1)
def _shipped() -> ThemeList:
    return _load(None)


def _load(own_folder: Path | None) -> ThemeList:
    definitions = load_folder(PACKAGE, FOLDER, ThemeList, own_folder=own_folder, only=[DEFAULT])
    return definitions[DEFAULT].value
