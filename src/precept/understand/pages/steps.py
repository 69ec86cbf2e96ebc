"""What the pages of drafts share: that they still are drafts, and how one is published."""

from collections.abc import Callable, Mapping
from typing import Any

from precept.foundation.ledger.actions import Changed
from precept.foundation.web.asking import Outcome, attempt
from precept.understand.actions.drafts import PUBLISHED
from precept.understand.forms.fields import Confirm
from precept.understand.models import CrimePlan, Strategy


def still_draft(one: Strategy | CrimePlan) -> None:
    """Changed where a version can no longer be changed, before anybody types anything."""
    if one.state != "draft":
        raise Changed(PUBLISHED)


def publishes(
    form: Confirm, do: Callable[..., Any], again: Callable[[], Strategy | CrimePlan]
) -> Outcome:
    """Publish a draft as it was read, or say in its form why not."""

    def now() -> Mapping[str, Any]:
        one = again()
        still_draft(one)
        return {"revision": one.revision}

    return attempt(form, lambda: do(**form.taken()), again=now)
