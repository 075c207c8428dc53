"""What an app tells the search: the things of each kind that a person may open."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions.decision import Person


@dataclass(frozen=True)
class SearchEntry:
    """One thing that can be found.

    Parameters
    ----------
    id : str
        Of the thing within its kind; of two entries with one id the first counts.
    title : str
        Its name, which the link shows.
    href : str
        Where it is; the reader may open it.
    other_names : tuple of str
        Names that are as good as its title.
    keywords : str
        Further words that people use for it.
    description : str
        Read where title and keywords do not have the words.
    detail : str
        What stands below the link, such as a topic or a date.
    is_main : bool
        Whether it comes before others that fit as well, such as an indicator that a definition of
        ours names.
    """

    id: str
    title: str
    href: str
    other_names: tuple[str, ...] = ()
    keywords: str = ""
    description: str = ""
    detail: str = ""
    is_main: bool = False


@dataclass(frozen=True)
class SearchKind:
    """A kind of things.

    Parameters
    ----------
    id : str
        As addresses name it.
    heading : str
        Above its results.
    order : int
        Small numbers stand first where two kinds fit equally well.
    """

    id: str
    heading: str
    order: int


INDICATORS = SearchKind("indicators", "Indicators", 10)
PLACES = SearchKind("places", "Places", 20)
SCHOOLS = SearchKind("schools", "Schools", 25)
CONCERNS = SearchKind("concerns", "Register of concern", 27)
VISITS = SearchKind("visits", "Visits to schools", 28)
TARGETS = SearchKind("targets", "Targets", 30)
ACTIVITIES = SearchKind("activities", "Activities", 40)
RISKS = SearchKind("risks", "Risks", 45)
PAPERS = SearchKind("papers", "Papers", 50)
DECISIONS = SearchKind("decisions", "Decisions", 60)
MEETINGS = SearchKind("meetings", "Boards and meetings", 70)


@dataclass(frozen=True)
class SearchEntries:
    """The things of one kind that an app has.

    Parameters
    ----------
    kind : SearchKind
        Several apps may have things of one kind.
    entries : tuple of SearchEntry
        Those that the reader may open, and no other: titles, suggestions and counts come from
        nothing else.
    first : frozenset of str
        Ids of those that come first among equals, such as the indicators of the place's plan.
    state : tuple of str
        Says whether the entries are still those that were cut into words before; empty for
        entries that are read again each time.
    """

    kind: SearchKind
    entries: tuple[SearchEntry, ...]
    first: frozenset[str] = frozenset()
    state: tuple[str, ...] = ()


FindEntries = Callable[[Person, Area], Iterable[SearchEntries]]
"""What an app registers as ``search``; it asks the database a bounded number of times."""
