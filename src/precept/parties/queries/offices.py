"""Reading the office itself, as it is and as it was on a day."""

from datetime import date

from precept.parties import rules
from precept.parties.models import Office, OfficeSuccession


def office() -> Office | None:
    """The office that this installation serves, once it is set up."""
    return Office.objects.select_related("body").first()


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
