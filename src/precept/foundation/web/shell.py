"""What stands around every page: the office's name, where one can go, who is signed in."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import DatabaseError
from django.http import HttpRequest

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Link:
    """A place to go; ``current`` where the reader is in it now."""

    href: str
    text: str
    current: bool = False


def _nothing_to_say(_moment: datetime) -> str:
    return ""


@dataclass(frozen=True)
class Shell:
    """The frame of a page."""

    office_name: str = "Precept"
    office_short: str = "Precept"
    logo_url: str | None = None
    brand_version: str = "0"
    navigation: list[Link] = field(default_factory=list)
    within: list[Link] = field(default_factory=list)
    """The places beside this one, where a place of the navigation holds several."""
    footer: list[Link] = field(default_factory=list)
    person_name: str | None = None
    notices: list[str] = field(default_factory=list)
    is_public: bool = True
    now_words: str = ""
    """Whose the office is now, where it was another body’s before."""
    past_words: Callable[[datetime], str] = _nothing_to_say
    """What a page of something published at a moment says of whose the office was then; "" where it still is."""


Builder = Callable[[HttpRequest, bool], Shell]
_builder: list[Builder] = []


def sign_up(builder: Builder) -> None:
    """Say how the shell of a page is made; the part that joins the others does, once."""
    _builder[:] = [builder]


def shell_for(request: HttpRequest, is_public: bool) -> Shell:
    """The shell of a page; a bare one where the database cannot be asked, so that errors have a page."""
    if not _builder:
        return Shell(is_public=is_public)
    try:
        return _builder[0](request, is_public)
    except DatabaseError:
        logger.exception("the shell of a page could not be read")
        return Shell(is_public=is_public)
