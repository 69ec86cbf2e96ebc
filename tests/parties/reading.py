"""Reading a page as a person does."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client

from precept.foundation.people.models import Person

ClientAs = Callable[[Person], Client]
LIST = "/office/organisations"
ONE = "/office/organisations/withywick-support"


def words(page: Any) -> str:
    """What a reader reads of a page."""
    text = re.sub(r"<[^>]+>", " ", page.content.decode())
    return " ".join(unescape(text).split())


def errors(page: HttpResponse) -> list[str]:
    """The lines of a page's error summary."""
    found = re.search(r'govuk-error-summary__list">(.*?)</ul>', page.content.decode(), re.DOTALL)
    if found is None:
        return []
    lines = re.findall(r"<li>(.*?)</li>", found[1], re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", line)).split()) for line in lines]


def links(page: HttpResponse) -> set[str]:
    return set(re.findall(r'href="(/office/organisations[^"]*)"', page.content.decode()))
