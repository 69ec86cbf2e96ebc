"""Who acts in the demonstration."""

from dataclasses import dataclass, field

from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.plan.models import Fund


@dataclass
class Cast:
    """The invented people by role, and what they have made so far by its short name."""

    people: dict[str, Person]
    organisations: dict[str, Organisation] = field(default_factory=dict)
    funds: dict[str, Fund] = field(default_factory=dict)

    @property
    def manager(self) -> Person:
        """The commissioning manager, who runs most of it."""
        return self.people["commissioning-manager"]

    @property
    def commissioner(self) -> Person:
        """The commissioner, who approves."""
        return self.people["commissioner"]

    @property
    def chief_executive(self) -> Person:
        """The chief executive, who publishes."""
        return self.people["chief-executive"]

    @property
    def treasurer(self) -> Person:
        """The chief finance officer, who keeps the funds."""
        return self.people["chief-finance-officer"]

    @property
    def administrator(self) -> Person:
        """The administrator, who runs the installation."""
        return self.people["administrator"]
