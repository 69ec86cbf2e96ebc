"""Reading the office itself, as it is and as it was on a day."""

from datetime import date

from django.http import Http404

from precept.parties import rules
from precept.parties.models import Office, OfficeSuccession


def office() -> Office | None:
    """The office that this installation serves, once it is set up."""
    return Office.objects.select_related("body").first()


def office_or_404() -> Office:
    """The office; 404 before it is set up."""
    one = office()
    if one is None:
        raise Http404("the office is not set up")
    return one


def office_name(on: date | None = None) -> str:
    """The office's name, for letters and documents; plain words before it is set up.

    What is made again of something of the past bears the name of its own day (``on``): a letter sent
    before a succession reads as it was sent.
    """
    if on is not None:
        later = OfficeSuccession.objects.filter(state=rules.PASSING_DONE, passed_on__gt=on)
        held = later.order_by("passed_on", "pk").values_list("before", flat=True).first()
        if held:
            return str(held["name"])
    one = office()
    return one.name if one else "The office"


def is_demonstration() -> bool:
    """Whether the demonstration made this database."""
    return Office.objects.filter(is_demonstration=True).exists()
