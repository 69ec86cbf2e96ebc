"""What people choose of a briefing."""

from collections.abc import Mapping
from typing import Any

from precept.foundation.web.forms import Form
from precept.foundation.web.inputs import choice, line
from precept.review.answers import rules

NOTHING = "Choose a priority or an area, or enter an organisation"


class ChooseBriefing(Form):
    """What a briefing is about, and who reads it."""

    priority = choice("A priority of the plan", "", (), drops_down=True, wrong=NOTHING)
    area = choice("Or an area", "", (), drops_down=True, wrong=NOTHING)
    organisation = line("Or an organisation", hint="Its name or its reference.")
    reader = choice("Who reads it?", "Choose who reads it", lambda: _readers())

    def __init__(
        self, *args: Any, priorities: Mapping[str, str], areas: Mapping[str, str], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        for name, known in (("priority", priorities), ("area", areas)):
            self.let_choose(name, [("", "Choose one"), *known.items()])

    def clean(self) -> dict[str, Any]:
        """What was chosen, of which there is one."""
        said = super().clean() or {}
        given = [name for name in ("priority", "area", "organisation") if said.get(name)]
        if len(given) > 1:
            self.add_error(given[1], "Choose one of the three, and leave the others empty")
        if not given and not self.errors:
            self.add_error("priority", NOTHING)
        return said


def _readers() -> list[tuple[str, str]]:
    return [(one.key, f"{one.title}. {one.words}") for one in rules.readers().values()]
