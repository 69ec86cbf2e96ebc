"""How often something may be done: counted in the database, under keys that give nobody away (A15).

A row holds when it was last done, so that a limit holds over every period of its length and not only
between full hours; the row is locked while it is read and written, so that two at once count as two.
"""

import hmac
from collections.abc import Iterable
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from precept.foundation import clock
from precept.foundation.people import rules
from precept.foundation.people.models import Allowance

KEPT = rules.MAILBOX_LIMITS[-1].within
AT_ONCE = 50


def keyed(what: str, whose: str) -> str:
    """A key for something and somebody that nobody without the office's secret can turn back."""
    return hmac.new(settings.SECRET_KEY.encode(), f"{what}\n{whose}".encode(), sha256).hexdigest()


@transaction.atomic
def take(what: str, whose: str, limits: Iterable[rules.Limit]) -> bool:
    """Count one more and say yes, or say no and count nothing."""
    limits = tuple(limits)
    now = clock.now()
    key = keyed(what, whose)
    # Written before it is read: the row is ours until the end, and is not swept away as an old one.
    if not Allowance.objects.filter(key=key).update(last=now):
        Allowance.objects.get_or_create(key=key, defaults={"last": now})
        Allowance.objects.filter(key=key).update(last=now)
    row = Allowance.objects.get(key=key)
    if not rules.still_within(limits, row.taken, now.timestamp()):
        return False
    row.taken = [*rules.worth_keeping(limits, row.taken, now.timestamp()), now.timestamp()]
    row.save(update_fields=["taken"])
    return True


def is_left(what: str, whose: str, limits: Iterable[rules.Limit]) -> bool:
    """Whether one more would be allowed; counts nothing."""
    row = Allowance.objects.filter(key=keyed(what, whose)).first()
    return row is None or rules.still_within(limits, row.taken, clock.now().timestamp())


def give_back(what: str, whose: str) -> None:
    """Forget what was counted: somebody showed who they are."""
    Allowance.objects.filter(key=keyed(what, whose)).update(taken=[])


def forget_old() -> None:
    """Delete a few rows that can no longer matter; each call is small, and many calls keep up."""
    old = Allowance.objects.filter(last__lt=clock.now() - KEPT)
    some = list(old.order_by("last").values_list("pk", flat=True)[:AT_ONCE])
    old.filter(pk__in=some).delete()


def asking_address(request: HttpRequest) -> str:
    """Where a request came from. A header says so only behind a proxy of our own, which wrote it last."""
    if getattr(settings, "PRECEPT_BEHIND_PROXY", False):
        forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rsplit(",", 1)[-1].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))


def asking_network(request: HttpRequest) -> str:
    """The network that a request came from, as limits count it."""
    return rules.network_of(asking_address(request))
