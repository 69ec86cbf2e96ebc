"""The form as a Word file: to fill in away from the screen, and to read back with the same checks."""

from precept.foundation.questions.word.blank import blank_form
from precept.foundation.questions.word.reading import ReadForm, read_form

__all__ = ["ReadForm", "blank_form", "read_form"]
