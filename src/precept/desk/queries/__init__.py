"""What the desk reads."""

from precept.desk.queries.home import desk, events_not_sealed

__all__ = ["desk", "events_not_sealed"]
