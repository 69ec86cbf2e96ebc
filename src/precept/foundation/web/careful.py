"""Open forms that anyone may send: scripts are slowed down, people are not asked to prove that they are one.

Two things stand in the form that no person meets: a box that only a script fills in, and a signed moment that
says when the page was made. Neither is a riddle (WCAG 2.2, criterion 3.3.8), and whoever trips over one by
accident is told so in words, keeps what they typed, and gets through by sending it again.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.core import signing

from precept.foundation import clock
from precept.foundation.web.forms import Form

TRAP = "homepage"
"""The box that only scripts fill in; hidden from sight, from screen readers and from the keyboard."""
STAMP = "made"
LEAST = timedelta(seconds=2)
"""Nobody reads a page, types into it and sends it in less."""
LONGEST = timedelta(hours=24)
FILLED_IN = (
    "Something filled in a box of this page that people do not see. It is empty again: send the page"
    " once more."
)
TOO_QUICK = "This was sent quicker than people can type. Wait a moment, then send it again."
TOO_OLD = "This page was open for more than a day. Send it again."


class Careful(Form):
    """A form that anyone may send. Its page prints ``careful_fields(form)`` of ``web/careful.html``."""

    @property
    def trap(self) -> str:
        """The name of the box that only scripts fill in."""
        return TRAP

    @property
    def stamp_name(self) -> str:
        """The name under which the moment travels."""
        return STAMP

    @property
    def stamp(self) -> str:
        """When the page was made, signed for this form. A page shown again keeps its first moment."""
        kept = str(self.data.get(STAMP, ""))
        if kept and self._made(kept) is not None:
            return kept
        return signing.dumps(clock.now().timestamp(), salt=self._salt())

    def clean(self) -> dict[str, Any]:
        """Say what only a script does."""
        cleaned = super().clean() or self.cleaned_data
        made = self._made(str(self.data.get(STAMP, "")))
        if str(self.data.get(TRAP, "")).strip():
            self.add_error(None, FILLED_IN)
        elif made is None:
            self.add_error(None, TOO_OLD)
        elif clock.now() - made < LEAST:
            self.add_error(None, TOO_QUICK)
        return cleaned

    def _salt(self) -> str:
        return f"{type(self).__module__}.{type(self).__name__}"

    def _made(self, stamp: str) -> datetime | None:
        try:
            made = datetime.fromtimestamp(signing.loads(stamp, salt=self._salt()), UTC)
        except (signing.BadSignature, TypeError, ValueError, OverflowError):
            return None
        return made if clock.now() - made <= LONGEST else None
