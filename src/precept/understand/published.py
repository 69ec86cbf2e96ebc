"""What may be released of the strategy, the plan, the aims and their measures. Dates are ISO texts."""

from precept.foundation.publications.kinds import Struct


class SectionPublished(Struct):
    """A section of the strategy; plain text."""

    slug: str
    heading: str
    level: int
    text: str
    note: str


class StrategyPublished(Struct):
    """A version of the strategy."""

    version: int
    title: str
    dated: str
    note: str
    sections: tuple[SectionPublished, ...]


class EvidencePublished(Struct):
    """What stands behind a priority."""

    kind: str
    text: str
    source: str
    dated: str | None


class PriorityPublished(Struct):
    """A priority of the plan."""

    slug: str
    title: str
    text: str
    term: str
    evidence: tuple[EvidencePublished, ...]


class PlanPublished(Struct):
    """A version of the police and crime plan."""

    reference: str
    version: int
    title: str
    term: str
    first_year: int
    last_year: int
    review_on: str | None
    basis: str
    note: str
    priorities: tuple[PriorityPublished, ...]
    resource_areas: tuple[str, ...]


class VoicePriorityPublished(Struct):
    """A priority of the plan that people were asked about."""

    slug: str
    title: str


class VoiceGroupPublished(Struct):
    """A group that was asked: ``number`` in words, so that a small one is not counted."""

    group: str
    number: str


class VoicePointPublished(Struct):
    """A thing that people said and what changed because of it; ``group`` only where it is no small one."""

    text: str
    group: str
    answer: str
    answer_words: str
    by_when: str | None


class VoicePublished(Struct):
    """The summary of one time of asking people. It names nobody and holds no file."""

    reference: str
    title: str
    about: str
    priorities: tuple[VoicePriorityPublished, ...]
    groups: tuple[VoiceGroupPublished, ...]
    ways: tuple[str, ...]
    ways_words: str
    starts: str
    ends: str | None
    by_whom: str
    access: str
    consent: str
    is_paid: bool
    thanks_why_none: str
    victims_considered: str
    points: tuple[VoicePointPublished, ...]
    told_back: str
    told_back_on: str | None
    is_invented: bool


class MeasurePublished(Struct):
    """A measure: a deliverable or something monitored."""

    slug: str
    kind: str
    text: str
    responsible: str
    responsible_reference: str | None
    owner: str
    due: str | None
    timescale: str
    state: str
    state_title: str
    requested: str | None
    received: str | None
    assessed: str | None
    assessment: str
    evidence: str
    evidence_link: str
    schedule: str
    next_due: str | None


class AimPublished(Struct):
    """A strategic aim of a year, with its measures."""

    slug: str
    title: str
    statement: str
    introduction: str
    lead: str
    priorities: tuple[str, ...]
    is_invented: bool
    measures: tuple[MeasurePublished, ...]


class AimsPublished(Struct):
    """Every aim of a financial year: the publication ``measures`` of that year."""

    year: str
    review: str
    aims: tuple[AimPublished, ...]


class AreaFigure(Struct):
    """A count of an area over the whole time; None where the public may not know it. ``tenths``: in 1,000 people."""

    code: str
    name: str
    row: int | None
    column: int | None
    count: int | None
    words: str
    people: int | None
    people_source: str
    people_dated: str | None
    tenths: int | None


class MonthFigure(Struct):
    """A count of a month in all areas; None where the public may not know it."""

    month: str
    count: int | None
    words: str


class FigurePublished(Struct):
    """A type of count by area and by month. ``is_withheld`` where nothing of it may be shown."""

    key: str
    title: str
    source: str
    is_invented: bool
    is_withheld: bool
    areas: tuple[AreaFigure, ...]
    months: tuple[MonthFigure, ...]
    total: int | None


class CoverPublished(Struct):
    """An area's need beside what reaches it."""

    code: str
    name: str
    count: str
    rate: str
    need: str
    reach: str
    services: int
    places: int | None
    is_cold: bool


class ServicePublished(Struct):
    """A service that is there already; ``href`` leads to its page in the register."""

    what: str
    by_whom: str
    href: str | None
    areas: tuple[str, ...]
    capacity: int | None
    note: str


class GapPublished(Struct):
    """What is missing, and where."""

    what: str
    areas: tuple[str, ...]


class ServedPublished(Struct):
    """A priority of the plan that an assessment serves."""

    slug: str
    title: str


class PeoplePublished(Struct):
    """How many people an assessment is about."""

    number: int
    of: str
    source: str
    dated: str | None


class NeedPublished(Struct):
    """An agreed needs assessment in summary. Nothing in it lies below an area, and no small count stands in it."""

    reference: str
    edition: int
    title: str
    priorities: tuple[ServedPublished, ...]
    owner: str
    agreed_on: str
    review_on: str | None
    why: str
    questions: tuple[str, ...]
    people: PeoplePublished | None
    findings: str
    areas: tuple[str, ...]
    first_month: str | None
    last_month: str | None
    figures: tuple[FigurePublished, ...]
    services: tuple[ServicePublished, ...]
    no_services_why: str
    gaps: tuple[GapPublished, ...]
    coverage: tuple[CoverPublished, ...]
    is_invented: bool
