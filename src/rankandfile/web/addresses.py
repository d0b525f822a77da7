"""Addresses of pages, each made once: a page with fifty names on it spent a third of its time on making them anew."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=20_000)
def address(page: str, *about: str | int) -> str:
    """Where the page is that has this name and is about these things: the same for every reader."""
    return reverse(page, args=about)
