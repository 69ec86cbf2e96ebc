"""Who may sign what, on the day that matters, and which hands have to be different ones."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final

from precept.decisions.rules import dated
from precept.decisions.rules.dated import Delegation
from precept.decisions.rules.kinds import COMMITS_MONEY, kind_table
from precept.foundation.clock import spoken
from precept.foundation.money import Money
from precept.foundation.people.rules import ROLES

TITLES: Final = {key: role.title for key, role in ROLES.items()}
"""What roles are called until a succession says otherwise."""


def who_may_sign(
    kind: str,
    amount: Money | None,
    on: date,
    scheme: Sequence[Delegation] | None = None,
) -> tuple[Delegation, ...]:
    """The delegations under which a decision may be signed on a day, the narrowest first."""
    held = dated.delegations() if scheme is None else scheme
    fitting = [one for one in held if one.applies_on(on) and one.covers(kind, amount)]
    return tuple(
        sorted(
            fitting,
            key=lambda one: (one.up_to is None, one.up_to.pence if one.up_to else 0, one.id),
        )
    )


def delegation_for(
    kind: str, amount: Money | None, on: date, roles: Collection[str], wanted: str = ""
) -> Delegation | None:
    """The delegation under which somebody with these roles signs: the one wanted, else the narrowest."""
    return next(
        (
            one
            for one in who_may_sign(kind, amount, on)
            if set(one.roles) & set(roles) and wanted in ("", one.id)
        ),
        None,
    )


def role_under(delegation: Delegation, roles: Collection[str]) -> str:
    """The role in which somebody signs under a delegation; empty where they hold none of them."""
    return next((role for role in delegation.roles if role in roles), "")


def capacity_words(
    delegation: Delegation,
    role: str,
    *,
    is_deputy: bool,
    titles: Mapping[str, str] = TITLES,
) -> str:
    """The capacity that a signature is published with: the office or body, never a name.

    ``titles`` are what roles are called on the day of the signature.
    """
    title = titles[role]
    held = f"{title}, by their deputy" if is_deputy else title
    return f"{delegation.capacity} ({held.lower()})" if delegation.capacity else held


def who_may_sign_words(
    kind: str, amount: Money | None, on: date, titles: Mapping[str, str] = TITLES
) -> str:
    """Who may sign a decision, in a sentence that can stand beside a refusal."""
    of = f" of {amount.short}" if amount is not None else ""
    what = f"{kind_table[kind].in_a_sentence}{of} on {spoken(on)}"
    found: dict[str, str] = {}
    for one in who_may_sign(kind, amount, on):
        limit = f" (up to {one.up_to.short})" if one.up_to is not None else ""
        for role in one.roles:
            found.setdefault(role, f"the {titles[role].lower()}{limit}")
    if not found:
        return f"The scheme of delegation names nobody who may sign {what}."
    *others, last = found.values()
    who = f"{', '.join(others)} or {last}" if others else last
    return f"Under the scheme of delegation {who} may sign {what}."


def is_low_risk(kind: str, amount: Money | None, on: date) -> bool:
    """Whether one person may do what two should, with a reason: small sums, and never an award."""
    return any(
        one.applies_on(on)
        and kind in one.kinds
        and (kind not in COMMITS_MONEY if amount is None else amount <= one.up_to)
        for one in dated.small_office()
    )


def same_hands_problem(
    is_same: bool, words: str, *, kind: str, amount: Money | None, on: date, exception: str
) -> tuple[str, str] | None:
    """Why one person may not do both, as (field, words); nothing where they may.

    ``words`` say which two hands these are. In a small office one person may, for what is of low
    risk, with a reason.
    """
    if not is_same:
        return None
    if not is_low_risk(kind, amount, on):
        return "", f"{words} Ask somebody else to do it."
    if not exception.strip():
        return "exception", f"{words} Say why nobody else can do it. The reason is published."
    return None
