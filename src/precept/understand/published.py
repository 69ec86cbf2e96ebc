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
