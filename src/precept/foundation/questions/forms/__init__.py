"""What people type as answers: the form of one section of a question set."""

from precept.foundation.questions.forms.asked import Asked, Kept, Row
from precept.foundation.questions.forms.section import SectionForm, as_sent, section_form

__all__ = ["Asked", "Kept", "Row", "SectionForm", "as_sent", "section_form"]
