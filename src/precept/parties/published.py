"""What may be released of organisations and of the office itself."""

from precept.foundation.publications.kinds import Struct


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
