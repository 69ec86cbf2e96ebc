"""What the books of the demonstration office have not by themselves: a proposal, a scenario, a restriction."""

from precept.do.spending import actions
from precept.do.spending.models import CarryForward, Scenario
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.plan import actions as plan
from precept.plan.models import Fund, FundRestriction
from tests.architecture.rounds import References


def add_books(finance: Person, references: References) -> None:
    """A carry-forward that waits, and what the demonstration saved or noted."""
    carrying = CarryForward.objects.filter(state="proposed").first()
    if carrying is None:
        carrying = actions.propose_carrying(
            by=finance,
            fund=Fund.objects.get(code="core"),
            year="2025-26",
            amount=Money.of(1_000),
            why="The project is late.",
        )
    restriction = FundRestriction.objects.filter(fund__code="moj").first()
    if restriction is None:
        restriction = plan.add_restriction(
            by=finance,
            fund=Fund.objects.get(code="moj"),
            sort="kinds",
            values=["contract"],
            words="For contracts alone.",
        )
    references |= {
        "carrying": str(carrying.pk),
        "restriction": str(restriction.pk),
        "scenario": str(Scenario.objects.order_by("pk")[0].pk),
    }
