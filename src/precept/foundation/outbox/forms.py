"""What people type about mail and tasks that failed, and into the mailbox."""

from precept.foundation.web.forms import Form
from precept.foundation.web.inputs import line

WIDE = "govuk-!-width-two-thirds"


class GiveUp(Form):
    """Why something is left undone for good."""

    why = line("Why it is given up", "Say why this is given up.", most=300, width=WIDE)


class WhoseMail(Form):
    """Whose mail to show."""

    address = line(
        "Email address",
        hint="The whole address that the mail went to. Leave it empty for everybody’s.",
        most=254,
        called="The email address",
        width=WIDE,
    )
