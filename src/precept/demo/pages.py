"""The demonstration's own door: its invented people, and being any of them with one click."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from precept.demo import queries
from precept.foundation.people.actions import sessions
from precept.foundation.people.models import Person
from precept.foundation.web.pages import open_page, render


@open_page
def people(request: HttpRequest) -> HttpResponse:
    """Everyone of the demonstration office, with a button that signs in as them."""
    if not queries.is_demonstration():
        raise Http404
    if request.method == "POST":
        person = queries.invented_person(request.POST.get("person", ""))
        if person is None:
            raise Http404
        sessions.demo_sign_in(session=request.session, person=person)
        return redirect(_home(person))
    return render(request, "demo/people.html", {"people": queries.cast()})


def _home(person: Person) -> str:
    """The page that somebody of the story begins on."""
    if person.may("see the office"):
        return "desk.home"
    if person.may("see joint services"):
        return "partners.mine"
    return "assessment.my_marking" if person.may("mark bids") else "bids.mine"
