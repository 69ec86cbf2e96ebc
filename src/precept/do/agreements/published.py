"""What may be released of agreements. Amounts are whole pence; None is not yet known."""

from precept.foundation.publications.kinds import Struct


class ValuePublished(Struct):
    """A value somebody stated."""

    pence: int | None
    kind: str
    kind_title: str
    vat: str
    vat_title: str
    dated: str | None
    source: str
    is_current: bool


class AgreementSharePublished(Struct):
    """What one fund pays."""

    fund: str
    fund_name: str
    pence: int | None


class PriorityLinkPublished(Struct):
    """A priority that the agreement serves."""

    slug: str
    title: str


class AgreementLinkPublished(Struct):
    """Another agreement: predecessor, successor, or one of the same programme."""

    reference: str
    title: str


class AgreementPublished(Struct):
    """An agreement as the public register shows it."""

    reference: str
    title: str
    kind: str
    kind_title: str
    status: str
    status_title: str
    provider: str | None
    """The provider's name; None is not stated."""
    provider_reference: str | None
    provider_area: str
    """A protected provider's area, which is all the register says of where it is."""
    programme: str | None
    programme_reference: str | None
    same_programme: tuple[AgreementLinkPublished, ...]
    procedure: str
    procedure_title: str
    due: str
    starts: str | None
    ends: str | None
    values: tuple[ValuePublished, ...]
    shares: tuple[AgreementSharePublished, ...]
    priorities: tuple[PriorityLinkPublished, ...]
    predecessor: AgreementLinkPublished | None
    successor: AgreementLinkPublished | None
    frameworks: tuple[str, ...]
    """The financial years whose frameworks list it."""
    source: str
    note: str
    is_invented: bool
