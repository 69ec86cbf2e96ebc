"""People, and the roles they hold from one date to another."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.functional import cached_property

from precept.foundation import clock
from precept.foundation.ledger.names import drawn
from precept.foundation.people import rules


def new_reference() -> str:
    """A short public name for a person that says nothing about them."""
    return drawn("P")


def new_held_reference() -> str:
    """A short name for a role that somebody holds."""
    return drawn("H")


def new_session_reference() -> str:
    """A short name for a browser in which somebody is signed in."""
    return drawn("S")


def new_alarm_reference() -> str:
    """A short name for the alarm that somebody took out too much."""
    return drawn("X")


class People(BaseUserManager["Person"]):
    """How allauth and Django make a person."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """A person, without any role."""
        person = self.model(email=rules.same_address(email), **fields)
        person.set_password(password)
        person.save()
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        """The person of an address."""
        return self.get(email=rules.same_address(username or ""))


class Person(AbstractBaseUser):
    """Somebody who can sign in. What they may do comes from the roles they hold today."""

    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    joined = models.DateTimeField(default=clock.now, editable=False)
    is_invented = models.BooleanField(default=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = People()

    def __str__(self) -> str:
        return self.name

    @property
    def ledger_name(self) -> str:
        """What the ledger calls this person."""
        return f"person:{self.reference}"

    @property
    def has_password(self) -> bool:
        """Whether this person set a password."""
        return bool(self.password) and self.has_usable_password()

    @cached_property
    def roles_today(self) -> tuple[str, ...]:
        """The roles this person holds today, by themselves or as somebody's deputy; asked once a request."""
        if not self.is_active:
            return ()
        today = clock.today()
        held = self.roles_held.filter(starts__lte=today).filter(
            models.Q(ends__isnull=True) | models.Q(ends__gte=today), ended_early=None
        )
        return tuple(sorted(set(held.values_list("role", flat=True))))

    @cached_property
    def powers_today(self) -> frozenset[str]:
        """What this person may do today."""
        return rules.powers_of(self.roles_today)

    def may(self, power: str) -> bool:
        """Whether one of today's roles has this power."""
        return rules.known(power) in self.powers_today

    @property
    def is_staff_today(self) -> bool:
        """Whether this person works in the office today, and so needs a second factor."""
        return any(rules.ROLES[role].staff for role in self.roles_today)


class RoleHeld(models.Model):
    """A role that a person holds between two dates, both included."""

    reference = models.CharField(
        max_length=12, unique=True, default=new_held_reference, editable=False
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles_held")
    role = models.CharField(max_length=40, choices=rules.role_choices)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    deputy_for = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="deputies"
    )
    why = models.CharField(max_length=300, blank=True)
    ended_early = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="people_role_ends_after_it_starts",
            )
        ]
        indexes = [models.Index(fields=["person", "starts"], name="people_role_held")]

    def __str__(self) -> str:
        return f"{rules.ROLES[self.role].title}, {self.person.name}"


class RoleTitle(models.Model):
    """What a role is called from a day on; before the first of them it has its title in ``roles.toml``."""

    role = models.CharField(max_length=40, choices=rules.role_choices)
    title = models.CharField(max_length=120)
    starts = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["role", "starts"], name="people_one_title_a_day")
        ]

    def __str__(self) -> str:
        return self.title


class SignedIn(models.Model):
    """A browser in which somebody is signed in, or half signed in while a second factor is owed.

    The browser's session holds the reference alone: ending this row ends the session at once.
    ``proved`` is when its person last showed who they are, for acts that ask again. ``exports_from`` is
    when they did so because they had taken out too much: what went before no longer counts in this browser.
    """

    reference = models.CharField(
        max_length=12, unique=True, default=new_session_reference, editable=False
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="signed_in")
    how = models.CharField(max_length=15, choices=list(rules.FIRST_STEPS.items()))
    second_factor = models.CharField(
        max_length=15, choices=list(rules.SECOND_STEPS.items()), blank=True
    )
    owes_second_factor = models.BooleanField(default=False)
    browser = models.CharField(max_length=60, blank=True)
    began = models.DateTimeField(default=clock.now)
    proved = models.DateTimeField(default=clock.now)
    exports_from = models.DateTimeField(null=True, blank=True)
    seen = models.DateTimeField(default=clock.now)
    ended = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["person", "-seen"],
                condition=models.Q(ended=None),
                name="people_signed_in_now",
            )
        ]

    @property
    def is_complete(self) -> bool:
        """Whether everything asked for at the door was given: staff always owe a second factor."""
        if self.second_factor:
            return True
        return not self.owes_second_factor and not self.person.is_staff_today


class SignInCode(models.Model):
    """A six-digit code that one browser asked for. Neither the code, the address nor the browser is here.

    A row stands for an address nobody has, too, so that asking costs the same and shows the same.
    ``may_join`` is of the codes asked for where strangers start.
    """

    browser = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE)
    digest = models.CharField(max_length=64)
    asked = models.DateTimeField(default=clock.now)
    tries = models.PositiveSmallIntegerField(default=0)
    used = models.DateTimeField(null=True, blank=True)
    is_mailed = models.BooleanField(default=False)
    may_join = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(tries__lte=rules.MOST_TRIES), name="people_code_tries_end"
            )
        ]
        indexes = [
            models.Index(fields=["asked"], name="people_code_asked"),
            models.Index(
                fields=["asked"], condition=models.Q(is_mailed=True), name="people_code_mailed"
            ),
            models.Index(
                fields=["asked"],
                condition=models.Q(is_mailed=True, may_join=True),
                name="people_code_to_join",
            ),
        ]


class ProviderLink(models.Model):
    """Whom the provider of single sign-on means by a subject of its own. An address is never the key."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="provider_links")
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    linked = models.DateTimeField(default=clock.now)
    used = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "subject"], name="people_one_person_a_subject"
            ),
            models.UniqueConstraint(
                fields=["person", "issuer"], name="people_one_subject_a_person"
            ),
        ]


class Unsent(models.Model):
    """A form that somebody sent when their session had ended, enciphered, for them to come back to.

    ``browser`` is the digest of a word that only the browser's session has. ``person`` is whose session
    it was: nobody else is shown it.
    """

    browser = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE)
    sealed = models.TextField()
    kept = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["kept"], name="people_unsent_kept")]


class Export(models.Model):
    """Something that somebody with work in the office took out of the house: who, what, when.

    ``number`` counts each person's own, so that two at once cannot take the same place: the limit is exact.
    ``what`` is the address that it came from.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="exports")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    what = models.CharField(max_length=300)
    browser = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "number"], name="people_export_number")
        ]
        indexes = [
            models.Index(fields=["person", "at"], name="people_export_of_late"),
            models.Index(fields=["at"], name="people_export_at"),
        ]


class TooManyExports(models.Model):
    """That somebody reached a limit of exports: how many of what, whether they proved themself, what was found.

    ``counts`` is by kind. ``looked`` is when somebody said what they ``found``.
    """

    reference = models.CharField(
        max_length=12, unique=True, default=new_alarm_reference, editable=False
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="too_many_exports")
    limit = models.CharField(max_length=20)
    counts = models.JSONField(default=dict)
    browser = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField(default=clock.now)
    proved = models.DateTimeField(null=True, blank=True)
    is_again = models.BooleanField(default=False)
    looked = models.DateTimeField(null=True, blank=True)
    looked_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="alarms_looked_into"
    )
    found = models.CharField(max_length=1000, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-at"], name="people_too_many_of"),
            models.Index(
                fields=["-at"], condition=models.Q(looked=None), name="people_too_many_open"
            ),
        ]

    @property
    def how_many(self) -> int:
        """How many there were within the hour."""
        return sum(self.counts.values())

    @property
    def in_words(self) -> str:
        """How many of what."""
        return rules.in_words(self.counts)


class Allowance(models.Model):
    """How often something limited was done of late, under a key that gives nobody away."""

    key = models.CharField(max_length=64, unique=True)
    taken = models.JSONField(default=list)
    last = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["last"], name="people_allowance_last")]
