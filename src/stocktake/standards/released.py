"""What may be published: content that carries the reason why it may."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True)
class Basis:
    """Why a figure may be shown to anybody.

    Parameters
    ----------
    kind : str
        ``published``: it stands in a public source. ``disclosed``: a decision of ours released it.
    release : str
        Id of the release, or of the record of the decision.
    sha256 : str
        Digest of the source's bytes.
    locator : str
        The row, cell or table within it.

    Raises
    ------
    TypeError
        For another kind, or an empty release.
    """

    kind: Literal["published", "disclosed"]
    release: str
    sha256: str
    locator: str

    def __post_init__(self) -> None:
        if self.kind not in ("published", "disclosed"):
            raise TypeError(f"a basis is published or disclosed, not {self.kind!r}")
        if not self.release:
            raise TypeError("a basis names its release")


@dataclass(frozen=True)
class Released(Generic[T]):
    """Content that public pages, files and the API may carry, with every basis for it.

    It is made in two rooms only: ``statistics``, for what a public source publishes, and
    ``disclosure``, for what a disclosure decision released. Everywhere else it is derived: what is
    computed from released figures alone is released, and names their bases.

    Parameters
    ----------
    content : any
        The table, figure or text.
    bases : tuple of Basis
        At least one.

    Raises
    ------
    TypeError
        Without a basis, or with anything but bases.

    Examples
    --------
    >>> basis = Basis("published", "lait/2026-04-08", "0" * 64, "row 1")
    >>> figure = Released(55.0, (basis,))
    >>> doubled = figure.derive(figure.content * 2)
    >>> doubled.content, doubled.bases == figure.bases
    (110.0, True)
    """

    content: T
    bases: tuple[Basis, ...]

    def __post_init__(self) -> None:
        if not isinstance(self.bases, tuple) or not self.bases:
            raise TypeError("released content needs at least one basis, in a tuple")
        if not all(isinstance(basis, Basis) for basis in self.bases):
            raise TypeError("every basis of released content must be a Basis")

    def derive(self, content: U) -> Released[U]:
        """Content computed from this alone: released on the same bases."""
        return Released(content, self.bases)


def combine(parts: Iterable[Released[Any]], make: Callable[[list[Any]], U]) -> Released[U]:
    """Content computed from several released parts: released on all their bases.

    Parameters
    ----------
    parts : iterable of Released
        At least one.
    make : callable
        Makes the new content from the list of the parts' contents.

    Returns
    -------
    Released
        Each basis once, in the order in which it first comes.

    Raises
    ------
    TypeError
        Where there are no parts, or one of them is not released.

    Examples
    --------
    >>> first = Released(55.0, (Basis("published", "lait/2026-04-08", "0" * 64, "row 1"),))
    >>> second = Released(63.0, (Basis("published", "lait/2026-04-08", "0" * 64, "row 2"),))
    >>> gap = combine([first, second], lambda figures: figures[1] - figures[0])
    >>> gap.content, len(gap.bases)
    (8.0, 2)
    """
    members = list(parts)
    if not all(isinstance(part, Released) for part in members):
        raise TypeError("only released parts can be combined into released content")
    bases = dict.fromkeys(basis for part in members for basis in part.bases)
    return Released(make([part.content for part in members]), tuple(bases))
