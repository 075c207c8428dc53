"""The two keys of a store of pupil records, and the pseudonyms that the second one makes."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass

from stocktake.standards.errors import Fault, StoreError

KEY_BYTES = 32
PSEUDONYM_CHARACTERS = 32
_NAMES = ("data", "pseudonyms")


@dataclass(frozen=True, repr=False)
class StoreKeys:
    """The keys with which a store is written and read.

    Parameters
    ----------
    data : bytes
        32 bytes that open the attributes: what measures read.
    pseudonyms : bytes or None
        32 bytes that turn a UPN into a pseudonym and open the identifiers. Whoever has only the
        first key can measure, and can find nobody.

    Raises
    ------
    StoreError
        A key has another length, or both are the same.

    Examples
    --------
    >>> StoreKeys(data=b"0" * 32, pseudonyms=b"1" * 32)
    StoreKeys(pseudonyms=True)
    """

    data: bytes
    pseudonyms: bytes | None = None

    def __post_init__(self) -> None:
        for name, key in zip(_NAMES, (self.data, self.pseudonyms), strict=True):
            if key is not None and len(key) != KEY_BYTES:
                problem = f"the key {name!r} has {len(key)} bytes"
                raise StoreError("these are no keys", [Fault("", problem, f"{KEY_BYTES}")])
        if self.data == self.pseudonyms:
            fault = Fault("", "both keys are the same", "two keys", "make new ones")
            raise StoreError("these are no keys", [fault])

    def __repr__(self) -> str:
        return f"StoreKeys(pseudonyms={self.pseudonyms is not None})"

    def pseudonym_key(self) -> bytes:
        """The second key.

        Raises
        ------
        StoreError
            It was not given.
        """
        if self.pseudonyms is None:
            fault = Fault("", "only the key of the data was given", "both keys")
            raise StoreError("this needs the key of the pseudonyms", [fault])
        return self.pseudonyms

    def identifier_key(self) -> bytes:
        """The key of the identifiers' files, made from the second key."""
        return hmac.digest(self.pseudonym_key(), b"stocktake identifiers", "sha256")

    def mark(self) -> str:
        """A text by which a store knows its second key again, and which tells nothing of it."""
        return hmac.digest(self.pseudonym_key(), b"stocktake key mark", "sha256").hex()[:16]


def pseudonyms_of(upns: Iterable[str], keys: StoreKeys) -> list[str]:
    """The pseudonym of each UPN, in the same order.

    Parameters
    ----------
    upns : iterable of str
        Upper case, without spaces.
    keys : StoreKeys

    Returns
    -------
    list of str
        The first 128 bits, in hexadecimal digits, of HMAC-SHA256 under the second key. The same
        number has the same pseudonym in every load, and another one under another key.

    Raises
    ------
    StoreError
        The second key was not given.

    Examples
    --------
    >>> keys = StoreKeys(data=b"0" * 32, pseudonyms=b"1" * 32)
    >>> pseudonyms_of(["U890400017001"], keys)
    ['23124319a8664c1ed747112e8b962364']
    """
    first_digest = hmac.new(keys.pseudonym_key(), digestmod=hashlib.sha256)
    pseudonyms = []
    for upn in upns:
        digest = (
            first_digest.copy()
        )  # half the work of every digest is in the key, and is done once
        digest.update(upn.encode())
        pseudonyms.append(digest.hexdigest()[:PSEUDONYM_CHARACTERS])
    return pseudonyms


def write_keys(keys: StoreKeys) -> str:
    """The text of a key file.

    Examples
    --------
    >>> text = write_keys(StoreKeys(data=b"0" * 32, pseudonyms=b"1" * 32))
    >>> read_keys(text, "keys.toml")
    StoreKeys(pseudonyms=True)
    """
    lines = [
        "# Keys of a store of pupil records. Whoever has this file can read every record:",
        "# keep it apart from the store and its back-ups. Without it nobody can read them.",
        f'data = "{base64.b64encode(keys.data).decode()}"',
    ]
    if keys.pseudonyms is not None:
        lines += [
            "# Makes the pseudonyms and opens the names. Leave it out of the copy of somebody who",
            "# only measures.",
            f'pseudonyms = "{base64.b64encode(keys.pseudonyms).decode()}"',
        ]
    return "\n".join(lines) + "\n"


def read_keys(text: str, location: str) -> StoreKeys:
    """Read the text of a key file.

    Parameters
    ----------
    text : str
    location : str
        Name of the file, for messages. Its content is in none of them.

    Raises
    ------
    StoreError
        It is no key file.
    """
    try:
        content = tomllib.loads(text)
        unknown = sorted(set(content) - set(_NAMES))
        data, pseudonyms = (
            base64.b64decode(content[name], validate=True) if name in content else None
            for name in _NAMES
        )
    except (tomllib.TOMLDecodeError, binascii.Error, TypeError, ValueError):
        unknown, data, pseudonyms = ["?"], None, None
    if unknown or data is None:
        fault = Fault(location, "is no key file", "one made by: stocktake pupils keys --out FILE")
        raise StoreError("the keys cannot be read", [fault])
    return StoreKeys(data=data, pseudonyms=pseudonyms)
