"""What somebody sent when their session had ended: kept for them alone, until they have signed in again."""

import json
import secrets
from dataclasses import dataclass
from hashlib import sha256

from cryptography.fernet import InvalidToken
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import Q

from precept.foundation import clock
from precept.foundation.people import factors, limits, rules
from precept.foundation.people.actions.sessions import HERE
from precept.foundation.people.models import Person, SignedIn, Unsent

WORD = "unsent form"
"""Where a browser's session holds the word that what was typed is bound to."""
SWEPT_AT_ONCE = 50


@dataclass(frozen=True)
class Typed:
    """A form as it was sent: where to, each name with its text, and the names of files, which are not kept.

    ``is_whole`` where sending it again sends all that was sent; ``is_asked_again`` where no session ended,
    and they were asked to show who they are before it was done.
    """

    address: str
    answers: tuple[tuple[str, str], ...]
    files: tuple[str, ...]
    is_whole: bool
    is_asked_again: bool = False


def keep_unsent(*, session: SessionBase, typed: Typed, network: str) -> bool:
    """Keep what was typed for whose session this was; False where it is too much to keep.

    No event: nothing of the office changed, and what was typed is gone again within the hour.
    """
    text = json.dumps(
        [typed.address, typed.answers, typed.files, typed.is_whole, typed.is_asked_again]
    )
    whose = _whose_session(session)
    if len(text) > rules.MOST_UNSENT:
        return False
    if whose is None and not limits.take("unsent of a network", network, rules.UNSENT_LIMITS):
        return False
    _forget_old()
    word = secrets.token_urlsafe(32)
    Unsent.objects.filter(browser=_digest(session.get(WORD, ""))).delete()
    Unsent.objects.create(browser=_digest(word), person=whose, sealed=factors.sealed(text))
    session[WORD] = word
    return True


def unsent(*, session: SessionBase, person: Person) -> Typed | None:
    """What this person sent from this browser when their session had ended."""
    row = (
        Unsent.objects.filter(
            browser=_digest(session.get(WORD, "")), kept__gt=clock.now() - rules.UNSENT_LASTS
        )
        .filter(Q(person=person) | Q(person=None))
        .first()
    )
    if row is None:
        return None
    try:
        address, answers, files, is_whole, *more = json.loads(factors.unsealed(row.sealed))
    except (InvalidToken, ValueError):  # the office changed its keys since
        return None
    pairs = tuple((name, text) for name, text in answers)
    return Typed(address, pairs, tuple(files), is_whole, bool(more and more[0]))


def forget_unsent(*, session: SessionBase) -> None:
    """Forget what was kept for this browser: it was sent again, or is not wanted."""
    Unsent.objects.filter(browser=_digest(session.pop(WORD, ""))).delete()


def _whose_session(session: SessionBase) -> Person | None:
    row = SignedIn.objects.select_related("person").filter(reference=session.get(HERE, "")).first()
    return row.person if row else None


def _digest(word: str) -> str:
    return sha256(word.encode()).hexdigest()


def _forget_old() -> None:
    old = Unsent.objects.filter(kept__lt=clock.now() - rules.UNSENT_LASTS)
    some = list(old.order_by("kept").values_list("pk", flat=True)[:SWEPT_AT_ONCE])
    if some:
        Unsent.objects.filter(pk__in=some).delete()
