"""What a public register says of an organisation, compared with what the organisation says. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from precept.foundation.clock import spoken
from precept.parties.rules.alike import Entered, Known, Likeness, likeness
from precept.parties.rules.names import name_key

REGISTERS: Final = {
    "GB-CHC": "Charity Commission for England and Wales",
    "GB-COH": "Companies House",
}
"""The registers that can be loaded or asked; all others are looked up by hand."""

_IN_FORCE: Final = frozenset({"registered", "active", "open"})
YOUNG: Final = 365
"""Days: a body that is younger is worth a closer look."""


@dataclass(frozen=True)
class RegisterEntry:
    """One charity or company as its register has it."""

    name: str
    status: str
    registered: date | None = None
    removed: date | None = None
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stated:
    """What an organisation says of itself."""

    name: str
    former_names: tuple[str, ...] = ()
    starts: date | None = None


@dataclass(frozen=True)
class Compared:
    """What the comparison came to: in words, one line a matter, and whether nothing speaks against it."""

    words: tuple[str, ...]
    agrees: bool


def is_in_force(entry: RegisterEntry) -> bool:
    """Whether the register has this body as one that exists."""
    return entry.removed is None and entry.status.casefold().strip() in _IN_FORCE


def compare_with_register(said: Stated, entry: RegisterEntry | None, *, on: date) -> Compared:
    """Name, status and age as the register has them beside what the organisation said."""
    if entry is None:
        return Compared(("The register has no such number.",), agrees=False)
    name_words, name_agrees = _name(said, entry)
    status_words, status_agrees = _status(entry)
    age_words, age_agrees = _age(said, entry, on)
    people = (f"People in the register: {', '.join(entry.people[:20])}.",) if entry.people else ()
    return Compared(
        (name_words, status_words, *age_words, *people),
        agrees=name_agrees and status_agrees and age_agrees,
    )


def _name(said: Stated, entry: RegisterEntry) -> tuple[str, bool]:
    known = Known(name_key(said.name), tuple(name_key(former) for former in said.former_names))
    alike = likeness(Entered(name_key(entry.name)), known)
    if alike is None:
        return f"The name differs: the register has “{entry.name}”.", False
    if alike.likeness == Likeness.LIKELY and alike.why == "The same name":
        return f"The name agrees: “{entry.name}”.", True
    if alike.likeness == Likeness.LIKELY:
        return f"The register still has a former name: “{entry.name}”.", True
    return f"The name is much like it, not the same: the register has “{entry.name}”.", False


def _status(entry: RegisterEntry) -> tuple[str, bool]:
    if entry.removed is not None:
        return f"It was removed from the register on {spoken(entry.removed)}.", False
    if is_in_force(entry):
        return f"Its status is “{entry.status}”.", True
    return f"Its status is “{entry.status or 'not stated'}”, not one in force.", False


def _age(said: Stated, entry: RegisterEntry, on: date) -> tuple[tuple[str, ...], bool]:
    if entry.registered is None:
        return ("The register does not say since when.",), True
    words = [f"Registered on {spoken(entry.registered)}."]
    agrees = True
    if (on - entry.registered).days < YOUNG:
        words.append("That is less than a year ago.")
    if said.starts is not None and entry.registered < said.starts:
        words.append(f"It says that it started later, on {spoken(said.starts)}.")
        agrees = False
    return tuple(words), agrees
