"""What may be released of funds and frameworks. Amounts are whole pence; None is not yet known."""

from precept.foundation.publications.kinds import Struct
from precept.understand.published import AimPublished


class BudgetPublished(Struct):
    """What a fund has for a year."""

    year: str
    pence: int | None
    source: str
    note: str
    is_invented: bool


class FundPublished(Struct):
    """A fund, its conditions and its budgets."""

    code: str
    name: str
    short_name: str
    kind: str
    kind_title: str
    given_by: str | None
    given_by_reference: str | None
    conditions: str
    starts: str | None
    ends: str | None
    note: str
    is_invented: bool
    budgets: tuple[BudgetPublished, ...]


class LinkPublished(Struct):
    """Where a row leads."""

    text: str
    href: str


class AmountPublished(Struct):
    """One of the amounts of a row."""

    of: str
    pence: int | None


class SharePublished(Struct):
    """What one fund pays of a row."""

    fund: str
    name: str
    pence: int | None


class LinePublished(Struct):
    """A row of intended spend."""

    number: str
    name: str
    when: str
    limit: str
    provider: str
    fund: str
    kind: str
    amounts: tuple[AmountPublished, ...]
    shares: tuple[SharePublished, ...]
    available: int | None
    links: tuple[LinkPublished, ...]
    note: str
    is_invented: bool
    area: str = ""
    """The resource area under which it is counted, by name; none where none is stated."""


class TotalPublished(Struct):
    """A total: what is known, and how many amounts are not yet known."""

    pence: int
    unknown: int


class FrameworkSectionPublished(Struct):
    """A table of the framework. ``columns`` are (key, heading) in order."""

    key: str
    title: str
    layout: str
    columns: tuple[tuple[str, str], ...]
    lines: tuple[LinePublished, ...]
    total: TotalPublished
    note: str


class SlicePublished(Struct):
    """Intended spend of one fund on one kind of thing: the picture on the front page."""

    fund: str
    fund_name: str
    kind: str
    kind_title: str
    total: TotalPublished


class AreaPublished(Struct):
    """Intended spend on one resource area; no name for what is stated of none."""

    name: str
    lines: int
    total: TotalPublished


class FrameworkPublished(Struct):
    """A year's commissioning framework, whole: introduction, aims, tables."""

    year: str
    version: int
    state: str
    office: str = ""
    """Whose framework it is, as its files name it."""
    title: str
    introduction: str
    lead: str
    review: str
    why: str
    starts: str
    ends: str
    approved_on: str | None
    approved_as: str
    """The capacity in which it was approved: a role, never a name."""
    aims: tuple[AimPublished, ...]
    sections: tuple[FrameworkSectionPublished, ...]
    slices: tuple[SlicePublished, ...]
    areas: tuple[AreaPublished, ...] = ()
    """What the lines come to by resource area, together the total; none where no line states any."""
    total: TotalPublished
    is_invented: bool


class ServedPublished(Struct):
    """A priority of the plan that a project serves."""

    slug: str
    title: str


class GatePassedPublished(Struct):
    """A gate that a project passed: when, in which capacity it was signed, what was chosen at the last."""

    title: str
    on: str
    capacity: str
    choice: str


class ThreadPublished(Struct):
    """A thing that a project rests on or led to, which the public can read by itself: under its own title, there."""

    kind: str
    href: str


class PlacePublished(Struct):
    """An area by its statistical code and its name."""

    code: str
    name: str


class ProjectPublished(Struct):
    """A commissioning project as the public reads it: roughly how much, when, for whom, and what came of it."""

    reference: str
    title: str
    purpose: str
    for_whom: str
    told: str
    priorities: tuple[ServedPublished, ...]
    phase: str
    stage: str
    is_in_market: bool
    begun_on: str
    opens_on: str | None
    wanted_on: str | None
    band: str
    way: str
    """How it is to be met, once that is approved."""
    months: int | None
    gates: tuple[GatePassedPublished, ...]
    thread: tuple[ThreadPublished, ...]
    ended_on: str | None
    outcome: str
    is_invented: bool
    areas: tuple[PlacePublished, ...] = ()
    """Where the needs are that it answers to: the areas of those assessments of them that are published."""
