"""The one way by which records leave the house: counted for whoever takes them, and stopped where it is too much.

Every page that answers somebody signed in with a file calls ``handed_out`` once it knows that they may have
it (security: A31).
"""

from collections.abc import Callable

from django.http import HttpResponse

from precept.foundation.people import access, actions, proving, rules
from precept.foundation.people.middleware import session_here
from precept.foundation.people.models import SignedIn
from precept.foundation.web.pages import Request

MOST_COUNTED_STATUS = 300


def handed_out(
    request: Request, kind: str, make: Callable[[], HttpResponse], *, instead: str = ""
) -> HttpResponse:
    """The answer that ``make`` makes, counted as an export of a kind; or where to prove first who one is.

    ``kind`` is a key of ``safeguards.toml``. ``instead`` is where to come back to from a button; else
    what was asked for is asked for again. HEAD counts, and so does part of a file, since all is sent.
    """
    counts = rules.EXPORTS[kind]
    row = session_here(request)
    if row is None or not access.is_counted(request.person):
        return _marked(make(), kind)
    taken = actions.take_out(signed_in=row, kind=counts, what=request.path)
    if taken is None:
        actions.sound_alarm(signed_in=row, kind=counts)
        if away := _away(request, row, counts, instead):
            return away
        taken = actions.take_out(signed_in=row, kind=counts, what=request.path)
        if taken is None:  # it was reached again in the same moment
            return proving.asks_again(request, row, proving.too_much(counts), instead=instead)
    try:
        response = make()
    except BaseException:
        actions.put_back(taken)
        raise
    if response.status_code >= MOST_COUNTED_STATUS:
        actions.put_back(taken)
    return _marked(response, kind)


def _away(
    request: Request, row: SignedIn, counts: rules.ExportKind, instead: str
) -> HttpResponse | None:
    if row.how == "demonstration":
        actions.go_on_unproved(signed_in=row)
        return None
    return proving.asks_again(request, row, proving.too_much(counts), instead=instead)


def _marked(response: HttpResponse, kind: str) -> HttpResponse:
    # A test asks every attachment of a page behind a door for this.
    response.handed_out = kind  # type: ignore[attr-defined]
    return response
