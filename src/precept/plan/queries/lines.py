"""A framework's lines and tables as they are released and printed."""

from precept.plan import rules
from precept.plan.models import FrameworkLine, FrameworkSection
from precept.plan.published import (
    AmountPublished,
    FrameworkSectionPublished,
    LinePublished,
    LinkPublished,
    SharePublished,
)


def line_published(line: FrameworkLine) -> LinePublished:
    """A line as it is released and printed."""
    return LinePublished(
        number=line.number,
        name=line.name,
        when=line.when,
        limit=line.limit,
        provider=line.provider,
        fund=line.fund,
        kind=line.kind,
        amounts=tuple(AmountPublished(**one) for one in line.amounts),
        shares=tuple(SharePublished(**one) for one in line.shares),
        available=line.available.pence if line.available is not None else None,
        links=tuple(LinkPublished(**one) for one in line.links),
        note=line.note,
        is_invented=line.is_invented,
        area=line.area,
    )


def section_published(section: FrameworkSection) -> FrameworkSectionPublished:
    """A table as it is released and printed."""
    lines = tuple(line_published(line) for line in section.lines.all())
    return FrameworkSectionPublished(
        key=section.key,
        title=section.title,
        layout=section.layout,
        columns=rules.columns_of(section.layout),
        lines=lines,
        total=rules.total_of(lines),
        note=section.note,
    )
