"""Making the demonstration office. It only calls actions, as people would on pages."""

from precept.demo.actions.making import STEPS, another_office_is_here, is_made, make

__all__ = ["STEPS", "another_office_is_here", "is_made", "make"]
