"""What may be released of a decision: roles and never names, and no word that is withheld."""

from precept.foundation.publications.kinds import Struct


class DecisionFactPublished(Struct):
    """A fact that the decision rests on."""

    name: str
    words: str


class DecisionTablePublished(Struct):
    """A table of the notice, such as the awards."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class DecisionAdvicePublished(Struct):
    """What an adviser said, and in which role."""

    kind: str
    kind_title: str
    words: str
    is_relevant: bool
    role: str
    on: str
    exception: str


class DecisionPriorityPublished(Struct):
    """A priority of the police and crime plan that the decision serves."""

    slug: str
    title: str


class DecisionLinkPublished(Struct):
    """An earlier decision that this one follows, changes or ends."""

    reference: str
    title: str
    how: str
    how_title: str


class DecisionCorrectionPublished(Struct):
    """What was put right since the decision was signed."""

    on: str
    why: str


class DecisionYearPublished(Struct):
    """What a decision spends in a financial year, such as 2026-27."""

    year: str
    pence: int


class DecisionCopyPublished(Struct):
    """The words of a paper that the public may read, and what was taken out of them. Never the file itself."""

    number: int
    title: str
    taken_out: str
    text: str


class DecisionRedactionPublished(Struct):
    """Why words are missing where a mark stands, and when that is looked at again. Nothing of the words."""

    mark: str
    exemption: str
    title: str
    is_qualified: bool
    why: str
    """How the public interest was weighed, where the exemption asks it."""
    review: str


class DecisionPublished(Struct):
    """A decision notice. ``pence`` is what it commits; days are as 2026-11-22."""

    reference: str
    title: str
    kind: str
    kind_title: str
    office: str
    about: str
    pence: int | None
    facts: tuple[DecisionFactPublished, ...]
    tables: tuple[DecisionTablePublished, ...]
    summary: str
    background: str
    options: str
    recommendation: str
    reasons: str
    consultation: str
    advice: tuple[DecisionAdvicePublished, ...]
    power: str
    power_title: str
    power_source: str
    power_link: str
    priorities: tuple[DecisionPriorityPublished, ...]
    author_role: str
    lead_role: str
    decided_by: str
    """The capacity in which it was signed: a role or a body."""
    delegation: str
    delegation_title: str
    delegation_source: str
    interests: str
    signed_on: str | None
    is_on_paper: bool
    exception: str
    """Why the author signed too, where they did."""
    sha256: str
    """Of what was signed, withheld words among it, and a salt that keeps them from being guessed."""
    status: str
    status_title: str
    exemption: str
    exemption_why: str
    exemption_review: str | None
    election_exception: str
    links: tuple[DecisionLinkPublished, ...]
    papers: int
    """How many papers are kept with it; a copy is asked of the office."""
    corrections: tuple[DecisionCorrectionPublished, ...]
    is_invented: bool
    finance_source: str = ""
    finance_years: tuple[DecisionYearPublished, ...] = ()
    redactions: tuple[DecisionRedactionPublished, ...] = ()
    copies: tuple[DecisionCopyPublished, ...] = ()


class NumberPublished(Struct):
    """Why a number of the office's series has no decision in the log."""

    reference: str
    year: int
    reason: str
    reason_title: str
    words: str
    said_on: str
    is_invented: bool
