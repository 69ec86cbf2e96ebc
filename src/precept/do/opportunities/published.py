"""What may be released of rounds. Amounts are whole pence; None is not yet known or not stated."""

from precept.foundation.publications.kinds import Struct


class OpportunitySharePublished(Struct):
    """What one fund puts in."""

    fund: str
    name: str
    pence: int


class OpportunityPublished(Struct):
    """A round of grants."""

    reference: str
    programme: str
    procedure: str
    year: str
    number: int
    theme: str
    deadline: str
    deadline_time: str | None
    limit: int | None
    limit_words: str
    available: int | None
    spend: int | None
    shares: tuple[OpportunitySharePublished, ...]
    state: str
    state_title: str
    priorities: tuple[str, ...]
    source: str
    note: str
    is_invented: bool
