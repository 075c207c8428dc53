"""What the services need to know of an area: three fields, which the model of accounts has."""

from __future__ import annotations

from typing import Protocol


class AreaFields(Protocol):
    """An area as the services read it."""

    @property
    def slug(self) -> str:
        """Its name in addresses; local returns are kept under it."""

    @property
    def place_id(self) -> str:
        """Its place in the library's register."""

    @property
    def own_definitions(self) -> str:
        """The folder of its own definitions; empty where it has none."""
