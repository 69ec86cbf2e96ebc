"""Whether a publication is about the subject of a briefing, as far as its own words say. Pure."""

import re

from precept.foundation.publications.kinds import Released
from precept.review.answers.rules.briefing import Subject


def names_area(words: str, name: str) -> bool:
    """Whether words name an area, as whole words: Leicester is not Leicestershire."""
    return (
        bool(name)
        and re.search(rf"(?<![\w-]){re.escape(name.casefold())}(?![\w-])", words.casefold())
        is not None
    )


def about(subject: Subject, one: Released) -> bool:
    """Whether a round, a joint service or an assessment is about the subject, as it was published."""
    of = one.payload
    match subject.kind, one.kind:
        case "priority", "opportunity":
            return subject.title in of.priorities or subject.key in of.priorities
        case "priority", "joint-service" | "need":
            return any(each.slug == subject.key for each in of.priorities)
        case "area", "opportunity":
            return of.call is not None and names_area(of.call.area, subject.title)
        case "area", "joint-service":
            places = [lot.area for lot in of.lots] + [body.name for body in of.commissioners]
            return any(names_area(words, subject.title) for words in places)
        case "area", "need":
            return subject.title in of.areas
        case "organisation", "joint-service":
            bodies = [*of.commissioners, of.lead]
            bodies += [each.provider for lot in of.lots for each in lot.agreements]
            return any(body is not None and body.reference == subject.key for body in bodies)
    return False
