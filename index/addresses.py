"""The internet addresses of a host, and which of them anybody may reach."""

import ipaddress
import socket
from collections.abc import Callable, Sequence

Resolver = Callable[[str, int], Sequence[str]]
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def resolve_host(host: str, port: int) -> Sequence[str]:
    """The addresses that the system knows for a name. OSError when there are none."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def is_public(address: str) -> bool:
    """Whether an address is one of the public internet, also where IPv6 carries an IPv4 address."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        carried = found.ipv4_mapped or found.sixtofour
        if found in _NAT64:
            carried = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if carried:
            return is_public(str(carried))
        if found.is_site_local:
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved


def anywhere(_address: str) -> bool:
    """For those who open the fence."""
    return True
