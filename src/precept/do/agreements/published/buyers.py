"""Who signed an agreement and who buys under it now, from what is published alone."""

from collections.abc import Sequence

from precept.do.agreements.published.register import AgreementPublished, NovationPublished
from precept.foundation.clock import from_iso
from precept.parties.rules import BodyInTurn, body_on, is_live_on


def buyers_of(
    of: AgreementPublished, line: Sequence[BodyInTurn]
) -> tuple[BodyInTurn | None, list[NovationPublished]]:
    """Who signed an agreement, and who has bought since; from what is published alone.

    ``line`` is whose the office was and is: what an agreement’s own record does not say yet follows from it,
    so that a reader never meets an agreement half passed on.
    """
    if not of.buyer and (of.signed_on is None and of.status not in ("active", "ended")):
        return None, []
    day = from_iso(of.signed_on) or from_iso(of.starts)
    then = body_on(line, day) if day is not None else (line[0] if line else None)
    if of.buyer:
        then = BodyInTurn(
            of.buyer, of.buyer_reference or "", "", "", from_iso(of.signed_on), None, ""
        )
    found = list(of.novations)
    known = {one.on for one in found}
    bodies = [one.body for one in line]
    place = bodies.index(then.body) if then is not None and then.body in bodies else 0
    ended = of.status in ("ended", "cancelled")
    for one in line[place + 1 :]:
        if one.starts is None or one.starts.isoformat() in known:
            continue
        if (day is None or one.starts > day) and is_live_on(
            one.starts, from_iso(of.ends), is_over=ended
        ):
            found.append(
                NovationPublished(
                    on=one.starts.isoformat(),
                    buyer=one.body,
                    buyer_reference=one.body_reference,
                    under=one.under,
                )
            )
    return then, sorted(found, key=lambda one: one.on)
