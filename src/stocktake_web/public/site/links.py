"""Turns the addresses of served pages into links between the files of a copy."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from html import escape, unescape
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

INDEX = "index.html"
ASSETS = "static/"
_LINK = re.compile(r'(?P<name>\b(?:href|src|srcset))="(?P<address>/[^"]*)"')
_SCRIPT = re.compile(r"\s*<script\b[^>]*></script>")


def asset_path(address: str) -> str:
    """Where a file of the application's own lies in the copy; empty where it is none."""
    # Not static(""): hashed storage knows files, and the prefix is none.
    prefix = settings.STATIC_URL
    return ASSETS + address.removeprefix(prefix) if address.startswith(prefix) else ""


def relative_page(
    html: str, path: str, locate: Callable[[str], str], add_asset: Callable[[str], None]
) -> str:
    """A page whose links lead from where it lies; its script is left out, for no page needs it.

    Parameters
    ----------
    path : str
        Of the page within the copy.
    locate : callable
        ``(address) -> path``: where an address lies in the copy; empty where it does not.
    add_asset : callable
        Called with the path of each file of the application's own.

    Raises
    ------
    LookupError
        A link leads out of the copy.
    """

    def link(match: re.Match[str]) -> str:
        address, _, anchor = unescape(match["address"]).partition("#")
        target = locate(address)
        if target.startswith(ASSETS):
            add_asset(target)
        if not target:
            raise LookupError(f"{path}: {address} is not part of the copy")
        relative = posixpath.relpath(target, posixpath.dirname(path) or ".")
        return f'{match["name"]}="{escape(relative + (f"#{anchor}" if anchor else ""))}"'

    return _LINK.sub(link, _SCRIPT.sub("", html))


def read_asset(path: str) -> bytes:
    """A file of the application's own, as it lies in the package or was collected."""
    name = path.removeprefix(ASSETS)
    location = finders.find(name)
    if isinstance(location, str):
        return Path(location).read_bytes()
    with staticfiles_storage.open(name) as file:
        return bytes(file.read())
