"""What must be published about an agreement: the power relied on decides. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from precept.foundation.money import Money
from precept.law import rules as law

POWERS: Final = "power-"
TENDERED: Final = frozenset({"open", "competitive flexible", "quotations", "call-off", "joint"})


@dataclass(frozen=True)
class PublicDuty:
    """A duty to publish that applies to an agreement: what, why it applies, when, and who says so."""

    title: str
    what: str
    why: str
    when: str
    source: str


def powers_on(on: date) -> list[tuple[str, str]]:
    """The powers that an agreement may rely on, on a day: rule and words."""
    return [
        (one.id, f"{one.title} ({one.source})")
        for one in law.rules_on(on, "power")
        if one.id.startswith(POWERS)
    ]


def power_words(power: str) -> str:
    """A power in words, with the section that gives it; "" where none is recorded."""
    if not power:
        return ""
    rule = law.versions(power)[-1]
    return f"{rule.title} ({rule.source})"


def publication_duties(
    *, power: str, kind: str, procedure: str, value: Money | None, on: date
) -> list[PublicDuty]:
    """What the Specified Information Order asks the office to publish of an agreement, and why; none without a power.

    A value that is not known is held to be over every limit.
    """
    if not power:
        return []
    return list(_duties(power, kind, procedure, value, on))


def _duties(
    power: str, kind: str, procedure: str, value: Money | None, on: date
) -> Iterator[PublicDuty]:
    relied = _version(power, on)
    for identity in relied.publication:
        duty = _version(identity, on)
        why = _why(duty, kind, procedure, value)
        if why:
            when = law.due_words(duty.due) if duty.due else ""
            yield PublicDuty(duty.title, duty.what or "", why, when, duty.source)


def _version(identity: str, on: date) -> law.Rule:
    """A rule as it stood on a day, or the nearest version there is: an old agreement has duties today."""
    try:
        return law.rule(identity, on=on)
    except law.NoRule:
        held = law.versions(identity)
        return held[0] if on < held[0].applies_from else held[-1]


def _why(duty: law.Rule, kind: str, procedure: str, value: Money | None) -> str:
    if duty.id == "sio-crime-and-disorder-grants":
        said = "It is a crime and disorder reduction grant: there is no minimum."
        return said if kind == "grant agreement" else ""
    if duty.id == "sio-spending-over-500":
        return f"Each payment of more than {duty.money('more than').short} under it."
    if kind != "contract":
        return ""
    if duty.id == "sio-contracts-list":
        limit = duty.money("no more than")
        is_small = value is not None and value <= limit
        return f"It is worth {limit.short} or less." if is_small else ""
    limit = duty.money("more than")
    if value is not None and value <= limit:
        return ""
    if duty.id == "sio-invitations-to-tender" and procedure not in TENDERED:
        return ""
    if value is None:
        return f"Its value is not known, so it is held to be over {limit.short}."
    return f"It is worth more than {limit.short}."
