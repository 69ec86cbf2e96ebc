"""Reading the office itself."""

from precept.parties.models import Office


def office() -> Office | None:
    """The office that this installation serves, once it is set up."""
    return Office.objects.select_related("body").first()


def office_name() -> str:
    """The office's name, for letters and documents; plain words before it is set up."""
    one = office()
    return one.name if one else "The office"


def is_demonstration() -> bool:
    """Whether the demonstration made this database."""
    return Office.objects.filter(is_demonstration=True).exists()
