"""The steps of a thing: each a page that asks for one of them, found by its name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse

from precept.foundation.web.asking import ask
from precept.foundation.web.forms import Form
from precept.foundation.web.pages import Request, sent

Step = Callable[[Request, Any], HttpResponse]
"""A page about one thing that asks for one step of it."""


def step_named(steps: Mapping[str, Step], name: str) -> Step:
    """The step of this name; 404 for any other."""
    if name not in steps:
        raise Http404(f"no step {name}")
    return steps[name]


@dataclass(frozen=True)
class StepsOf:
    """How the pages about one kind of thing ask for its steps.

    Actions take the thing as ``name``. ``around`` says what stands around a page (its caption, the way back, the
    breadcrumbs), ``now`` how the thing stands by the fields of every form. Forms say what was read by ``counter``.
    """

    name: str
    around: Callable[[Any, str], Mapping[str, Any]]
    now: Callable[[Request, Any], Mapping[str, Any]]
    counter: str = "version"

    def ask(
        self,
        request: Request,
        found: Any,
        form: Form | type[Form],
        do: Callable[..., Any],
        onwards: Callable[[Any], str] | None = None,
        *,
        title: str,
        here: str = "",
        **said: Any,
    ) -> HttpResponse:
        """Ask for a step of a thing: ``ask``, with all that its steps have in common.

        A kind of form is made to say what was read and nothing else. ``here`` is the page in the breadcrumbs,
        where that is not its title.
        """
        if not isinstance(form, Form):
            form = form(sent(request), initial={self.counter: getattr(found, self.counter)})
        return ask(
            request,
            form,
            partial(do, **{self.name: found}),
            onwards,
            title=title,
            again=lambda: self.now(request, found),
            **self.around(found, here or title),
            **said,
        )
