"""Who works in the office: those who can owe something."""

from django.db.models import Q

from precept.foundation import clock
from precept.foundation.people import rules
from precept.foundation.people.models import Person

MOST_STAFF = 200


def staff_today() -> list[Person]:
    """Who works in the office today, by name: those who can owe something (at most 200)."""
    today = clock.today()
    roles = [name for name, role in rules.ROLES.items() if "see the office" in role.powers]
    held = Q(
        roles_held__role__in=roles,
        roles_held__starts__lte=today,
        roles_held__ended_early=None,
    ) & (Q(roles_held__ends=None) | Q(roles_held__ends__gte=today))
    rows = Person.objects.filter(held, is_active=True).distinct()
    return list(rows.order_by("name", "pk")[:MOST_STAFF])
