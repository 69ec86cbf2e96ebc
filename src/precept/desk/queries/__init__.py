"""What the desk reads."""

from precept.desk.queries.home import desk, events_not_sealed
from precept.desk.queries.stories import events_for

__all__ = ["desk", "events_for", "events_not_sealed"]
