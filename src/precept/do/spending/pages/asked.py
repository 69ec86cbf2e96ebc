"""Which year and which day an address asks for, and the way to the pages of the money."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from precept.foundation import clock
from precept.foundation.clock import FinancialYear, NotADate, NotAFinancialYear
from precept.foundation.web.pages import Request
from precept.foundation.web.trails import Trail, trail


@dataclass(frozen=True)
class Asked:
    """A year and a day as somebody asked for them; ``on`` is None where they ask how it stands now."""

    year: FinancialYear
    on: date | None
    typed: str
    problem: str

    @property
    def words(self) -> str:
        """For which day the page speaks."""
        return f"at the end of {clock.spoken(self.on)}" if self.on else "now"

    @property
    def status(self) -> int:
        """What the page answers."""
        return 422 if self.problem else 200


def asked(request: Request, year: FinancialYear | None = None) -> Asked:
    """What ``?year=`` and ``?on=`` ask for; a day that cannot be read is said to be so, and now is shown."""
    typed, problem, on = request.GET.get("on", "").strip()[:40], "", None
    if typed:
        try:
            on = clock.read_date(typed)
        except NotADate as refusal:
            problem = refusal.words
    if year is None:
        try:
            year = FinancialYear.parse(request.GET.get("year", "")[:20])
        except NotAFinancialYear:
            year = FinancialYear.of(on or clock.today())
    return Asked(year, on, typed, problem)


def money_trail(*places: tuple[str, str]) -> Trail:
    """Breadcrumbs of the pages of the money."""
    return trail((reverse("spending.money") if places else "", "Money"), *places)
