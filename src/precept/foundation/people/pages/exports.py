"""Who downloaded more than the limits allow: the list, and one time with what it was and what was found."""

from django.http import HttpResponse
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.people import access, actions, forms, queries, rules
from precept.foundation.people.actions.exports import NOT_YOURS
from precept.foundation.people.models import TooManyExports
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.foundation.web.trails import trail


@office_page
def alarms(request: Request) -> HttpResponse:
    """Every time that somebody reached a limit, the newest first."""
    only_if(access.may_see_exports(request.person), NOT_YOURS)
    context = {
        "table": queries.alarms_page(request.person, request.GET),
        "limits": rules.export_limits(),
        "minutes": int(rules.EXPORTS_WITHIN.total_seconds() // 60),
        "kept_days": rules.EXPORTS_KEPT.days,
        "breadcrumbs": trail(("", "Too many downloads")),
    }
    return render(request, "people/alarms.html", context)


@office_page
def alarm(request: Request, reference: str) -> HttpResponse:
    """One time: who, how many of what, whether they proved themself; and saying what was found."""
    only_if(access.may_see_exports(request.person), NOT_YOURS)
    found = queries.alarm_of(request.person, reference)
    back = reverse("people.alarms")
    return ask(
        request,
        forms.WhatWasFound(sent(request)),
        lambda **said: actions.look_into(alarm=found, **said),
        title=f"{found.person.name} downloaded {found.how_many} records",
        caption="Too many downloads",
        button="Save what you found",
        back=back,
        breadcrumbs=trail((back, "Too many downloads"), ("", found.reference)),
        template="people/alarm.html",
        more={
            "alarm": found,
            "facts": _facts(found),
            "exports": queries.exports_before(found),
            "kept_days": rules.EXPORTS_KEPT.days,
            "is_own": found.person_id == request.person.pk,
            "may_manage": access.may_manage_people(request.person),
        },
    )


def _facts(alarm: TooManyExports) -> list[tuple[str, str]]:
    facts = [
        ("Who", alarm.person.name),
        ("Until", clock.spoken_time(alarm.at)),
        ("What, within the hour", alarm.in_words),
        ("Browser", alarm.browser or "Not known"),
        (
            "Showed again who they are",
            clock.spoken_time(alarm.proved) if alarm.proved else "No, or not within the hour",
        ),
        ("Second time within a day", "Yes" if alarm.is_again else "No"),
    ]
    if alarm.looked and alarm.looked_by:
        facts += [
            ("Looked into", f"{clock.spoken_time(alarm.looked)} by {alarm.looked_by.name}"),
            ("What was found", alarm.found),
        ]
    return facts
