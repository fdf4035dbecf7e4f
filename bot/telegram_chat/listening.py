"""Sockets that are listened on, opened so that a taken port leaves nothing behind."""

import socket

from index.errors import CitewireError


def listening_socket(setting: str, host: str, port: int) -> socket.socket:
    """A socket that listens. Raises CitewireError that names the setting. (Tornado leaves one open if that fails.)"""
    try:
        opened = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise CitewireError(f"{setting}: cannot listen on {host}:{port}: {error.strerror}; choose another") from error
    opened.setblocking(False)
    return opened


def read_listen(setting: str, listen: str) -> tuple[str, int]:
    """`host:port` -> its parts. Raises CitewireError that names the setting."""
    host, _, port = listen.rpartition(":")
    if not host or not port.isdigit() or int(port) > 65_535:
        raise CitewireError(f"{setting}: {listen} is not host:port; use 127.0.0.1:8443 or another")
    return host.strip("[]"), int(port)
