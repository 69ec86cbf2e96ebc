"""Nothing typed is lost when a session ends: what was sent too late waits here; and how long a session lasts."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect

from precept.foundation import clock
from precept.foundation.people import actions, rules
from precept.foundation.people.middleware import SENT_AGAIN, session_here
from precept.foundation.people.pages.entering import NEXT, home_address
from precept.foundation.web.errors import NEVER_SHOWN
from precept.foundation.web.pages import Request, my_page, open_page, render

OURS = ("version", "revision", "next")
"""Names that our pages send by themselves: nobody typed them."""


@my_page
def unsent(request: Request) -> HttpResponse:
    """What somebody sent when their session had ended: to send again, or to copy."""
    typed = actions.unsent(session=request.session, person=request.person)
    if typed is None:
        return redirect(home_address(request.person))
    if request.method == "POST":
        actions.forget_unsent(session=request.session)
        return HttpResponseRedirect(request.session.pop(NEXT, None) or home_address(request.person))
    shown = [
        (name.replace("_", " ").replace("-", " ").capitalize(), text)
        for name, text in typed.answers
        if text.strip()
        and not any(secret in name.lower() for secret in NEVER_SHOWN)
        and name not in OURS
    ]
    context = {"typed": typed, "shown": shown, "sent_again": SENT_AGAIN}
    return render(request, "people/unsent.html", context)


@open_page
def session_left(request: HttpRequest) -> HttpResponse:
    """How many seconds the session of this browser still has. Asking does not make it longer; POST does."""
    asking: Any = request
    asking.only_looks = request.method != "POST"
    row = session_here(request)
    left = 0
    if row is not None:
        now = clock.now()
        left = rules.seconds_left(
            began=row.began,
            seen=row.seen if asking.only_looks else now,
            now=now,
            is_staff=row.person.is_staff_today,
        )
    return JsonResponse({"left": left})
