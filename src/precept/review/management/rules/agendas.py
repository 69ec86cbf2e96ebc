"""What stands on an agenda: what is drawn from the register and the books, what people add, in which order. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

item_sources = [
    ("opening", "Opening"),
    ("action", "Actions of earlier meetings"),
    ("issue", "Open issues"),
    ("risk", "Risks above the line"),
    ("step", "Improvement plans"),
    ("claim", "Claims"),
    ("underspend", "Money not spent"),
    ("evidence", "Insurance and safeguarding evidence"),
    ("decide-by", "What follows the agreement"),
    ("option", "Options to extend"),
    ("exit", "Exit and handover"),
    ("sign-up", "What other parts ask for"),
    ("added", "Added by an officer"),
    ("closing", "Closing"),
]
ITEM_SOURCES: Final = dict(item_sources)
_PLACE: Final = {key: place for place, (key, _) in enumerate(item_sources)}

OFFICE_ONLY: Final = frozenset({"issue", "risk", "decide-by", "option", "sign-up"})
"""What is drawn onto the commissioners' own copy: an officer says where a provider is to read it too."""

MOST_ITEMS: Final = 60

CONCERN: Final = "A safeguarding concern"
RISK_OF_SAFETY: Final = "A risk about somebody’s safety"
KEPT_WORDS: Final = (CONCERN, RISK_OF_SAFETY)
"""What an agenda says in the place of words that are kept to those who may read them."""


@dataclass(frozen=True)
class Drawn:
    """An item as it is drawn: ``key`` names the thing that it comes from, ``why`` says why it is here."""

    source: str
    key: str
    words: str
    why: str
    href: str = ""
    is_internal: bool = False

    @property
    def copy(self) -> str:
        """Whose copy it is drawn onto."""
        return "office" if self.is_internal or self.source in OFFICE_ONLY else "all"


OPENING: Final = Drawn(
    "opening",
    "opening",
    "Welcome, apologies and interests",
    "Every meeting begins with it: who has an interest in what is discussed says so.",
)
LAST_MINUTES: Final = Drawn(
    "opening", "minutes", "Minutes of the last meeting", "The last meeting has minutes."
)
CLOSING: Final = Drawn(
    "closing", "closing", "Any other business, and the next meeting", "Every meeting ends with it."
)


def in_order(drawn: Iterable[Drawn]) -> list[Drawn]:
    """Drawn items by where they come from, in the order of a meeting; as given within each."""
    return sorted(drawn, key=lambda one: _PLACE[one.source])


def to_add(known: Iterable[tuple[str, str]], drawn: Iterable[Drawn]) -> list[Drawn]:
    """What is drawn and not on the agenda yet, each thing once; what was left out stays known."""
    seen = set(known)
    found = []
    for one in drawn:
        if (one.source, one.key) not in seen:
            seen.add((one.source, one.key))
            found.append(one)
    return found


def gone(known: Iterable[tuple[str, str]], drawn: Iterable[Drawn]) -> set[tuple[str, str]]:
    """What stands on the agenda and would not be drawn today: it was settled since. What people added stays."""
    now = {(one.source, one.key) for one in drawn}
    return {pair for pair in known if pair not in now and pair[0] != "added"}


def placed(items: Sequence[int], wanted: Mapping[int, int]) -> list[int]:
    """Items in the order that was asked for: each by the number given for it, else by where it stands.

    What moves up to a place comes before what stands there, what moves down behind it.
    """
    now = {item: place for place, item in enumerate(items, start=1)}

    def key(item: int) -> tuple[int, int, int]:
        place = wanted.get(item, now[item])
        # Who moves up goes before whoever stands at that place, who moves down behind: as people mean it.
        turn = (place > now[item]) - (place < now[item])
        return place, turn, now[item]

    return sorted(items, key=key)
