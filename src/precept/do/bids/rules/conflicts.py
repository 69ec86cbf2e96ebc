"""What suggests that somebody has an interest in a bidder, to be asked and never decided. Pure."""

import re
import unicodedata
from collections.abc import Collection
from typing import Final

EVERYONES: Final = frozenset(
    {
        "aol.com",
        "btinternet.com",
        "gmail.com",
        "googlemail.com",
        "hotmail.co.uk",
        "hotmail.com",
        "icloud.com",
        "live.co.uk",
        "me.com",
        "msn.com",
        "outlook.com",
        "proton.me",
        "protonmail.com",
        "sky.com",
        "talktalk.net",
        "virginmedia.com",
        "yahoo.co.uk",
        "yahoo.com",
    }
)
"""Mail domains that anybody may have: to share one says nothing."""


def domain_of(email: str) -> str:
    """The domain of an address, where it says something about where somebody belongs; else ""."""
    domain = unicodedata.normalize("NFKC", email).strip().casefold().rpartition("@")[2]
    return "" if domain in EVERYONES else domain


def name_of(name: str) -> str:
    """A person's name as two spellings of it are compared: without titles, marks and order."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    letters = re.sub(r"[^a-z\s]", "", plain)
    words = [
        word for word in letters.split() if word not in {"mr", "mrs", "ms", "miss", "mx", "dr"}
    ]
    return " ".join(sorted(words)) if len(words) > 1 else ""


def likeness(name: str, email: str, people: Collection[tuple[str, str]]) -> str:
    """Why somebody may have an interest in an organisation with these people (name, e-mail); else ""."""
    own_name, own_domain = name_of(name), domain_of(email)
    if own_name and any(name_of(other) == own_name for other, _ in people):
        return "Somebody of your name belongs to it."
    if own_domain and any(domain_of(other) == own_domain for _, other in people):
        return "Your e-mail address has the same ending as one of theirs."
    return ""
