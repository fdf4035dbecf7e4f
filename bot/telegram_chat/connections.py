"""Connections to the Bot API server. They share one set of certificates: to load it is half of a start's work."""

import ssl
from functools import cache

import httpx
from telegram.request import HTTPXRequest

AT_ONCE = 256


def for_calls() -> HTTPXRequest:
    """For everything but getUpdates, many calls at a time."""
    return HTTPXRequest(AT_ONCE, httpx_kwargs={"verify": _certificates()})


def for_updates() -> HTTPXRequest:
    """For getUpdates, one call at a time, which others must not hold up."""
    return HTTPXRequest(1, httpx_kwargs={"verify": _certificates()})


@cache
def _certificates() -> ssl.SSLContext:
    return httpx.create_ssl_context()
