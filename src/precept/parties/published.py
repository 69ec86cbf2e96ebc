"""What may be released of organisations and of the office itself."""

from precept.foundation.clock import from_iso
from precept.foundation.publications.kinds import Released, Struct
from precept.foundation.search.entries import Entry
from precept.parties import rules


class IdentifierPublished(Struct):
    """A number in somebody's register."""

    scheme: str
    scheme_title: str
    value: str


class OrganisationPublished(Struct):
    """An organisation. A protected one has a name and an area, and nothing else."""

    reference: str
    name: str
    kinds: tuple[str, ...]
    starts: str | None
    ends: str | None
    former_names: tuple[str, ...]
    identifiers: tuple[IdentifierPublished, ...]
    successor: str | None
    successor_name: str | None
    about: str
    website: str
    area: str
    is_protected: bool
    is_invented: bool


class BodyInTurnPublished(Struct):
    """One body's time with the office; both days included, None where not stated or not over."""

    body: str
    body_reference: str
    office: str
    decider: str
    """The title of whoever decides for it."""
    starts: str | None
    ends: str | None
    under: str
    """What it took the office over under; empty of the first."""
    source: str


class BodyComingPublished(Struct):
    """The body that takes the office over on a day, once that is approved."""

    body: str
    body_reference: str
    office: str
    decider: str
    starts: str
    under: str
    source: str


class OfficePublished(Struct):
    """The office as its public site names itself."""

    name: str
    short_name: str
    body: str
    body_reference: str
    area: str
    colour: str
    accent: str
    website: str
    postal_address: str
    mailbox: str
    telephone: str
    is_demonstration: bool
    bodies: tuple[BodyInTurnPublished, ...] = ()
    """Whose the office was and is, the earliest first."""
    coming: BodyComingPublished | None = None


def line_of(said: OfficePublished) -> list[rules.BodyInTurn]:
    """Whose the office was and is, the earliest first, from what is published alone."""
    return [
        rules.BodyInTurn(
            one.body,
            one.body_reference,
            one.office,
            one.decider,
            from_iso(one.starts),
            from_iso(one.ends),
            one.under,
            one.source,
        )
        for one in said.bodies
    ]


def area_only(reference: str, name: str, area: str, *, is_invented: bool) -> OrganisationPublished:
    """What may be released of a protected organisation: its name and its area."""
    return OrganisationPublished(
        reference=reference,
        name=name,
        kinds=(),
        starts=None,
        ends=None,
        former_names=(),
        identifiers=(),
        successor=None,
        successor_name=None,
        about="",
        website="",
        area=area,
        is_protected=True,
        is_invented=is_invented,
    )


def organisation_address(key: str) -> str:
    """Where the public reads of an organisation."""
    return f"/organisations/{key}"


def office_address(_key: str) -> str:
    """Where the public reads of the office: the front page."""
    return "/"


def organisation_entry(released: Released) -> Entry:
    """An organisation as search finds it: by its names, numbers and area."""
    said: OrganisationPublished = released.payload
    numbers = [one.value for one in said.identifiers]
    return Entry(
        scope="public",
        kind="organisation",
        key=released.key,
        title=said.name,
        href=released.address,
        text=" ".join((*said.former_names, *numbers, said.about, said.area)),
        shown={
            "area": said.area,
            "kinds": list(said.kinds),
            "ends": said.ends,
            "is_protected": said.is_protected,
            "is_invented": said.is_invented,
        },
        facets={"kind of organisation": said.kinds},
    )


class StakePublished(Struct):
    """An interest, or a gift or hospitality that was offered; ``words`` alone where details are kept back."""

    kind: str
    body: str
    words: str
    starts: str | None
    ends: str | None
    value: str
    answer: str
    why: str
    is_invented: bool


class InterestsPublished(Struct):
    """The register of who decides, by their role: never a name."""

    role: str
    title: str
    interests: tuple[StakePublished, ...]
    gifts: tuple[StakePublished, ...]


def interests_address(key: str) -> str:
    """Where the public reads the register of a role."""
    return f"/interests/{key}"


def interests_entry(released: Released) -> Entry:
    """A register as search finds it."""
    said: InterestsPublished = released.payload
    lines = (*said.interests, *said.gifts)
    return Entry(
        scope="public",
        kind="interests",
        key=released.key,
        title=released.title,
        href=released.address,
        text="\n".join(f"{one.kind} {one.body} {one.words}" for one in lines),
        shown={"interests": len(said.interests), "gifts": len(said.gifts)},
    )
