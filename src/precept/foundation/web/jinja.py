"""The templates of every page: where they lie, and the few words they may call."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import jinja2
from django.apps import apps
from django.templatetags.static import static
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.money import Amount, Money, Total
from precept.foundation.web import fields, story

DESIGN_SYSTEM = "govuk_frontend_jinja"
FOUNDATION = Path(__file__).resolve().parent.parent


class OfficeEnvironment(jinja2.Environment):
    """Ours is strict, so that a misspelt name fails; the design system asks for what may be absent.

    Its macros test ``params.hint`` and the like on plain dicts, so they are compiled in an
    environment of their own in which an absent name is simply empty.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "undefined": jinja2.StrictUndefined})
        self.design_system = jinja2.Environment(
            loader=jinja2.PrefixLoader({DESIGN_SYSTEM: jinja2.PackageLoader(DESIGN_SYSTEM)}),
            autoescape=True,
            auto_reload=self.auto_reload,
            undefined=jinja2.ChainableUndefined,
        )
        # Its macros indent what they are given, and so add spaces to every line that a person typed
        # into a text box that a choice reveals.
        self.design_system.filters["indent"] = unchanged

    def get_template(
        self,
        name: str | jinja2.Template,
        parent: str | None = None,
        globals: Mapping[str, Any] | None = None,  # noqa: A002 (Jinja's own name)
    ) -> jinja2.Template:
        """A template by name; the design system's own come from its environment.

        Raises:
            jinja2.TemplateNotFound: nobody has a template of that name.
        """
        if isinstance(name, str) and name.startswith(f"{DESIGN_SYSTEM}/"):
            return self.design_system.get_template(name)
        return super().get_template(name, parent, dict(globals) if globals else None)


def unchanged(text: str, *_: object) -> str:
    """The text as it is."""
    return text


def environment(**options: Any) -> jinja2.Environment:
    """The environment of all our pages, as Django's Jinja2 backend asks for it.

    Works without Django's app registry too: then only the shell and the design system are found.
    """
    kept = {name: value for name, value in options.items() if name in {"auto_reload", "cache_size"}}
    made = OfficeEnvironment(
        **kept,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=jinja2.ChoiceLoader(
            [
                jinja2.PrefixLoader(
                    {label: jinja2.FileSystemLoader(folder) for label, folder in rooms().items()}
                ),
                # The sign-in library asks for its pages by names of its own ("account/login.html").
                jinja2.FileSystemLoader(FOUNDATION / "people" / "html"),
            ]
        ),
    )
    made.globals.update(
        url=address,
        static=static,
        field_on_page=fields.field_on_page,
        errors_on_page=fields.errors_on_page,
        events_told=story.told,
    )
    made.filters.update(
        spoken=spoken,
        spoken_time=spoken_time,
        money=money,
        iso_day=iso_day,
        pence=pence,
        sentence=sentence,
    )
    return made


def rooms() -> dict[str, Path]:
    """Where each part keeps its templates, by the part's label, which is their prefix."""
    if not apps.ready:
        return {"web": FOUNDATION / "web" / "html"}
    return {
        part.label: Path(part.path) / "html"
        for part in apps.get_app_configs()
        if part.name.startswith("precept.")
    }


def address(name: str, *args: object, **parts: object) -> str:
    """The address of a page by its name (``agreements.one``) and its parts.

    Raises:
        NoReverseMatch: no page has that name, or its parts don't fit.
    """
    return reverse(name, args=args or None, kwargs=parts or None)


def spoken(day: date | None) -> str:
    """A date as people say it, "9 December 2022"; "not stated" where there is none."""
    return "not stated" if day is None else clock.spoken(day)


def spoken_time(moment: datetime | None) -> str:
    """An instant as UK wall time in words; "not stated" where there is none."""
    return "not stated" if moment is None else clock.spoken_time(moment)


def money(amount: Amount | Total | None) -> str:
    """An amount or a total in pounds, without ".00"; "not stated" where there is none."""
    if amount is None:
        return "not stated"
    return amount.short if isinstance(amount, Money) else str(amount)


def iso_day(day: str | None) -> str:
    """A published day ("2022-12-09") as people say it; "not stated" where there is none."""
    return spoken(date.fromisoformat(day) if day else None)


def pence(amount: int | None) -> str:
    """A published amount in whole pence as pounds; "Not yet known" where there is none."""
    return "Not yet known" if amount is None else Money(amount).short


def sentence(words: object) -> str:
    """Words with a capital at their beginning, the rest as it is."""
    text = str(words)
    return text[:1].upper() + text[1:]
