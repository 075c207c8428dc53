"""XML of a stranger: no entities, no deep nesting, no endless tags, no endless elements.

A document type, with which entities begin, stands before the first element or nowhere. Expat looks
for it in the very bytes that the standard library's parser is given afterwards, which is expat as
well: both decode them alike, whatever they are.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from typing import NoReturn
from xml.etree import ElementTree  # noqa: S405 - given only what was looked through here
from xml.parsers import expat  # noqa: S405 - bounded and without entities, as set up below

from stocktake.sources.workbook.limits import DEEPEST, LONGEST_TOKEN, MOST_ELEMENTS, BrokenError

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]

ENCODINGS = frozenset({"UTF-8", "UTF-16"})
"""Those that XML itself requires of every reader, and that workbooks are written in."""

_STEP = 65_536


class Budget:
    """How many elements may still be looked at, over all parts of a workbook."""

    def __init__(self, elements: int = MOST_ELEMENTS) -> None:
        self.left = elements


def walk(
    pieces: Iterable[bytes],
    budget: Budget,
    *,
    start: Start | None = None,
    end: End | None = None,
    text: Text | None = None,
) -> None:
    """Walk through XML and call back, within the limits.

    Parameters
    ----------
    pieces : iterable of bytes
    budget : Budget
        Lowered by each element.
    start, end, text : callables, optional
        Called with the local name (without its namespace) and, for a start, attributes.

    Raises
    ------
    BrokenError
        The XML is damaged or beyond a limit.
    """
    parser = _guarded_parser()
    depth = 0

    def on_start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        budget.left -= 1
        if depth > DEEPEST:
            raise BrokenError("nests its parts deeper than any workbook", "a workbook")
        if budget.left < 0:
            raise BrokenError(
                f"has more than {MOST_ELEMENTS:,} XML elements of an unusual shape",
                "a smaller workbook",
                "save the sheet as CSV UTF-8",
            )
        if start is not None:
            start(name.rpartition("}")[2], attributes)

    def on_end(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(name.rpartition("}")[2])

    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    if text is not None:
        parser.CharacterDataHandler = text
    _feed(parser, pieces)


def read_tree(content: bytes, budget: Budget) -> ElementTree.Element:
    """A small part as a tree, walked through before.

    Raises
    ------
    BrokenError
        The XML is damaged or beyond a limit.
    """
    walk([content], budget)
    return ElementTree.fromstring(content)  # noqa: S314 - the walk has refused entities


def read_elements(content: bytes, tag: str) -> Iterator[ElementTree.Element]:
    """Yield the elements of one name; each is emptied when the next is asked for.

    Parameters
    ----------
    content : bytes
        A part whose size and elements were bounded before.
    tag : str
        With its namespace in braces.

    Raises
    ------
    BrokenError
        The XML is damaged, or declares what no workbook does.
    """
    _check_prolog(content)
    try:
        for _, element in ElementTree.iterparse(io.BytesIO(content)):  # noqa: S314 - checked above
            if element.tag == tag:
                yield element
                element.clear()
    except ElementTree.ParseError:
        raise BrokenError from None


def _check_prolog(content: bytes) -> None:
    """Refuse what may stand before the first element and in no workbook does."""
    parser = _guarded_parser()
    elements: list[str] = []
    parser.StartElementHandler = lambda name, _: elements.append(name)
    _feed(parser, [content], is_enough=lambda: bool(elements))


def _guarded_parser() -> expat.XMLParserType:
    def refuse(*_: object) -> NoReturn:
        raise BrokenError("declares entities or a document type", "a workbook", "save it again")

    def check_encoding(_: str, encoding: str | None, __: int) -> None:
        if encoding is not None and encoding.upper() not in ENCODINGS:
            raise BrokenError(f"has XML in {encoding[:20]!r}", "UTF-8", "save it again")

    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.XmlDeclHandler = check_encoding
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def _feed(
    parser: expat.XMLParserType,
    pieces: Iterable[bytes],
    is_enough: Callable[[], bool] = lambda: False,
) -> None:
    fed = 0
    try:
        for piece in pieces:
            # In steps, so that one endless tag is noticed before all of it is held.
            for offset in range(0, len(piece), _STEP):
                step = piece[offset : offset + _STEP]
                parser.Parse(step, False)
                if is_enough():
                    return
                fed += len(step)
                if fed - max(parser.CurrentByteIndex, 0) > LONGEST_TOKEN:
                    raise BrokenError("has a tag longer than any workbook", "a workbook")
        parser.Parse(b"", True)
    except expat.ExpatError:
        raise BrokenError from None
