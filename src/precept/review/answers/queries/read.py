"""What a briefing reads of an assessment of need: not its counts by month, which are most of what it says."""

from pydantic import BaseModel, ConfigDict


class _Read(BaseModel):
    """A part of a published struct: what it does not name is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class ServedRead(_Read):
    """A priority that it serves."""

    slug: str


class PeopleRead(_Read):
    """How many people it is about."""

    number: int
    of: str


class AreaRead(_Read):
    """An area's count, as it was published."""

    code: str
    name: str
    count: int | None
    words: str


class FigureRead(_Read):
    """A figure: its total, and each area's count."""

    title: str
    is_withheld: bool
    areas: tuple[AreaRead, ...]
    total: int | None


class CoverRead(_Read):
    """An area's need beside what reaches it."""

    code: str
    name: str
    need: str
    reach: str
    is_cold: bool


class ServiceRead(_Read):
    """A service on its map."""

    what: str
    by_whom: str
    href: str | None
    areas: tuple[str, ...]
    capacity: int | None


class GapRead(_Read):
    """What is missing, and where."""

    what: str
    areas: tuple[str, ...]


class NeedRead(_Read):
    """An assessment of need, as far as a briefing says it."""

    priorities: tuple[ServedRead, ...]
    people: PeopleRead | None
    areas: tuple[str, ...]
    first_month: str | None
    last_month: str | None
    figures: tuple[FigureRead, ...]
    services: tuple[ServiceRead, ...]
    gaps: tuple[GapRead, ...]
    coverage: tuple[CoverRead, ...]
    is_invented: bool
