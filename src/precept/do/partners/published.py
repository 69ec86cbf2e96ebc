"""What may be released of the work with partners. Amounts are whole pence; None is not stated.

No struct has a place for a person's name: whoever owes something is said by role, or by their organisation.
"""

from precept.foundation.clock import from_iso
from precept.foundation.publications import kinds
from precept.foundation.publications.kinds import Kind, Released, Struct
from precept.foundation.search.entries import Entry


class BodyPublished(Struct):
    """A body as the public reads it; one that is protected has its area for a name, and no reference."""

    reference: str | None
    name: str


class OutcomeShared(Struct):
    """What members want to change together, and how they measure it."""

    outcome: str
    measure: str


class MemberPublished(Struct):
    """A member of a partnership, and as what it belongs."""

    body: BodyPublished
    role: str


class TitlePublished(Struct):
    """A priority of the plan."""

    slug: str
    title: str


class PartnershipPublished(Struct):
    """A partnership or board."""

    reference: str
    name: str
    kind: str
    kind_title: str
    purpose: str
    run_by: BodyPublished | None
    area: str
    terms: str
    terms_dated: str | None
    review_on: str | None
    outcomes: tuple[OutcomeShared, ...]
    priorities: tuple[TitlePublished, ...]
    members: tuple[MemberPublished, ...]
    ended: str | None
    source: str
    is_invented: bool


class LotAgreementPublished(Struct):
    """A contract that delivers a lot; its ``href`` is None while the register does not show it."""

    reference: str
    title: str
    provider: BodyPublished | None
    href: str | None


class LotPublished(Struct):
    """A lot of a joint service."""

    number: int
    title: str
    area: str
    pence: int | None
    agreements: tuple[LotAgreementPublished, ...]


class ContributionPublished(Struct):
    """What a partner puts in for a year."""

    body: BodyPublished
    year: str
    pence: int | None
    source: str


class JointServicePublished(Struct):
    """A service that several bodies commission together."""

    reference: str
    title: str
    purpose: str
    priorities: tuple[TitlePublished, ...]
    starts: str | None
    ends: str | None
    longest: str
    commissioners: tuple[BodyPublished, ...]
    lead: BodyPublished | None
    lead_why: str
    lead_proposed: tuple[str, ...]
    lots: tuple[LotPublished, ...]
    contributions: tuple[ContributionPublished, ...]
    managed_by: str | None
    """The partnership whose meetings manage its contracts."""
    source: str
    note: str
    is_invented: bool


class ChancePublished(Struct):
    """An entry of the partnerships plan. ``owner`` is a role, never a name."""

    title: str
    why: str
    things: tuple[str, ...]
    is_duplicate: bool
    owner: str
    next_step: str
    due: str
    state: str
    ended_why: str
    is_invented: bool


class PartnershipsPlanPublished(Struct):
    """What the office means to commission together with others next."""

    entries: tuple[ChancePublished, ...]


class FormulaAreaPublished(Struct):
    """A community safety partnership's figures and its allocation."""

    body: BodyPublished
    population: int
    crime: int
    demand: int
    previous: int | None
    source: str
    dated: str
    by_formula: str
    pence: int


class FormulaPublished(Struct):
    """A year's formula funding."""

    year: str
    number: int
    title: str
    fund: str
    fund_name: str
    pence: int
    weights: tuple[tuple[str, int], ...]
    """Words and percentage, in the order of the formula."""
    phase: int
    conditions: tuple[str, ...]
    accept_by: str
    returns_due: tuple[str, ...]
    source: str
    why: str
    areas: tuple[FormulaAreaPublished, ...]
    is_invented: bool


def partnership_address(key: str) -> str:
    """Where the public reads a partnership."""
    return f"/partnerships/{key}"


def service_address(key: str) -> str:
    """Where the public reads a joint service."""
    return f"/partnerships/services/{key}"


def formula_address(key: str) -> str:
    """Where the public reads a year's formula funding."""
    return f"/partnerships/funding/{key}"


def plan_address(_key: str) -> str:
    """Where the public reads the partnerships plan: with the partnerships and the joint services."""
    return "/partnerships"


def partnership_entry(released: Released) -> Entry:
    """A partnership as search finds it."""
    said: PartnershipPublished = released.payload
    texts = [said.purpose, said.terms, *(one.body.name for one in said.members)]
    return Entry(
        scope="public",
        kind="partnership",
        key=released.key,
        title=said.name,
        href=partnership_address(released.key),
        text="\n".join([*texts, *(one.outcome for one in said.outcomes)]),
        shown={"kind": said.kind_title, "is_invented": said.is_invented},
        facets={"priority": tuple(one.slug for one in said.priorities)},
        date=from_iso(said.terms_dated),
    )


def service_entry(released: Released) -> Entry:
    """A joint service as search finds it."""
    said: JointServicePublished = released.payload
    texts = [said.purpose, said.lead_why, *(one.name for one in said.commissioners)]
    return Entry(
        scope="public",
        kind="joint-service",
        key=released.key,
        title=said.title,
        href=service_address(released.key),
        text="\n".join([*texts, *(one.title for one in said.lots)]),
        shown={"lead": said.lead.name if said.lead else "", "is_invented": said.is_invented},
        facets={"priority": tuple(one.slug for one in said.priorities)},
        date=from_iso(said.starts),
    )


def plan_entry(released: Released) -> Entry:
    """The partnerships plan as search finds it."""
    said: PartnershipsPlanPublished = released.payload
    texts = [f"{one.title}\n{one.why}\n{one.next_step}" for one in said.entries]
    return Entry(
        scope="public",
        kind="partnerships-plan",
        key=released.key,
        title=released.title,
        href=plan_address(released.key),
        text="\n".join(texts),
        shown={"is_invented": bool(said.entries) and all(one.is_invented for one in said.entries)},
        facets={},
        date=None,
    )


def formula_entry(released: Released) -> Entry:
    """A year's formula funding as search finds it."""
    said: FormulaPublished = released.payload
    return Entry(
        scope="public",
        kind="formula-funding",
        key=released.key,
        title=said.title,
        href=formula_address(released.key),
        text="\n".join([said.year, *(one.body.name for one in said.areas), *said.conditions]),
        shown={"year": said.year, "is_invented": said.is_invented},
        facets={"year": (said.year,)},
        date=from_iso(said.accept_by),
        amount=said.pence,
    )


KINDS = (
    Kind(
        name="partnership",
        title="Partnership",
        plural="Partnerships",
        struct=PartnershipPublished,
        address=partnership_address,
        entry=partnership_entry,
    ),
    Kind(
        name="joint-service",
        title="Joint service",
        plural="Joint services",
        struct=JointServicePublished,
        address=service_address,
        entry=service_entry,
    ),
    Kind(
        name="partnerships-plan",
        title="Partnerships plan",
        plural="Partnerships plans",
        struct=PartnershipsPlanPublished,
        address=plan_address,
        entry=plan_entry,
    ),
    Kind(
        name="formula-funding",
        title="Formula funding",
        plural="Formula funding",
        struct=FormulaPublished,
        address=formula_address,
        entry=formula_entry,
    ),
)
KIND_NAMES = tuple(one.name for one in KINDS)


def sign_up() -> None:
    """Tell the house what this part publishes."""
    for kind in KINDS:
        kinds.sign_up(kind)
