"""From which network address a request came, where proxies stand before the application."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "0.0.0.0"  # noqa: S104 - a value to count under, not an address to listen on


def client_address(request: HttpRequest) -> str:
    """The address that the outermost proxy of ours saw.

    Each proxy adds the address that it saw at the right of ``X-Forwarded-For``. With two proxies
    of ours the second from the right is the client's; whatever stands further left came from the
    client itself and may say anything. Without proxies, or where the header is shorter than it
    must be or holds no address, the connection's own address counts. An IPv6 address counts as
    its network of 64 bits, of which one person has every address.
    """
    count = settings.STOCKTAKE_TRUSTED_PROXY_COUNT
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    address = _address(forwarded[-count]) if 0 < count <= len(forwarded) else None
    return address or _address(request.META.get("REMOTE_ADDR", "")) or UNKNOWN


def _address(text: str) -> str | None:
    """An address without its port; None where the text is none."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((address.packed, 64), strict=False).network_address)
