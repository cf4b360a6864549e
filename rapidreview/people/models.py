"""Partnerships, people, agencies and the memory of requests already carried out."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from rapidreview.people.keys import new_wrapped_key
from rapidreview.procedure.vocabulary import Role

ROLES = [(role.value, role.words) for role in Role]


class Partnership(models.Model):
    """A Safeguarding Children Partnership: the root of everything but accounts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    short = models.CharField(max_length=40)
    area = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=40)
    email = models.EmailField()
    marking = models.CharField(max_length=60, default="OFFICIAL-SENSITIVE")
    procedure = models.CharField(max_length=60, default="rapid-review-2018")
    case_prefix = models.CharField(max_length=20)
    # Where reports go to the National Panel: an address or a portal, in words (S6).
    submission_address = models.CharField(max_length=200, blank=True)
    # When agencies are reminded, as procedure.chasing writes it; empty: the usual rhythm.
    reminders = models.TextField(blank=True)
    key_wrapped = models.BinaryField()

    def __str__(self) -> str:
        return self.name

    @property
    def key_owner(self) -> str:
        """The name its key is bound to."""
        return f"partnership:{self.pk}"

    @classmethod
    def found(cls, **columns: str) -> Partnership:
        """A new partnership with its own key, saved."""
        partnership = cls(**columns)
        partnership.key_wrapped = new_wrapped_key(partnership.key_owner)
        partnership.save()
        return partnership


class Accounts(BaseUserManager["User"]):
    """Makes accounts; e-mail addresses are compared in lower case."""

    def create_user(self, email: str, name: str, password: str | None = None) -> User:
        """An account for ``name``; without a password nobody can sign in to it."""
        user = self.model(email=email.lower(), name=name)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """The account with this e-mail address, in any letter case."""
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """Somebody who signs in. Rights come from memberships and appointments only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    job = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = Accounts()

    def __str__(self) -> str:
        return self.name


class Agency(models.Model):
    """A service that may be asked for information (P1.8)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="agencies"
    )
    code = models.CharField(max_length=12)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=80)
    usual_sources = models.TextField(blank=True)  # one per line
    familiar = models.BooleanField(default=True)  # has done a Rapid Review before

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint("partnership", "code", name="one_agency_per_code"),
        )

    def __str__(self) -> str:
        return self.name

    def person(self, part: str) -> AgencyPerson | None:
        """The person of this agency who plays ``part``, if one is named."""
        return next((one for one in self.people.all() if one.part == part), None)


class AgencyPerson(models.Model):
    """Who speaks for an agency: no account is needed to answer (P1.10, P1.11)."""

    class Part(models.TextChoices):
        """The part a person plays for their agency."""

        CONTACT = "contact", "Contact"
        AUTHOR = "author", "Author"
        SENIOR_MANAGER = "senior_manager", "Senior manager, the accountable person"
        REPRESENTATIVE = "representative", "JCR Group representative"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="people")
    part = models.CharField(max_length=20, choices=Part.choices)
    name = models.CharField(max_length=200)
    job = models.CharField(max_length=200, blank=True)
    email = models.EmailField()
    phone = models.CharField(max_length=40, blank=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True)

    class Meta:
        ordering = ("part",)
        constraints = (
            models.UniqueConstraint("agency", "part", name="one_person_per_part"),
        )

    def __str__(self) -> str:
        return f"{self.name}, {self.agency}"


class Membership(models.Model):
    """A person's standing role in a partnership, from and to; several are usual."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="memberships"
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=ROLES)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True)
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(to_at__isnull=True) | Q(to_at__gt=models.F("from_at")),
                name="membership_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} is {Role(self.role).words}"


class Closure(models.Model):
    """A day that is not worked here, or one that the calendar library cannot know.

    ``national`` days move every clock; a local closure never moves the Panel's.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="closures"
    )
    on = models.DateField()
    name = models.CharField(max_length=120)
    national = models.BooleanField(default=False)
    working = models.BooleanField(default=False)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("on",)
        constraints = (
            models.UniqueConstraint("partnership", "on", name="one_closure_per_day"),
        )

    def __str__(self) -> str:
        return f"{self.on}: {self.name}"


class LoadedProcedure(models.Model):
    """A version of a procedure that a partnership loaded: never changed, never deleted.

    ``written`` is the text as its author wrote it; ``said`` all that it says, with what it
    extends, so that a case keeps its procedure whatever a later release ships (4.1).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="procedures"
    )
    name = models.CharField(max_length=60)
    version = models.CharField(max_length=40)
    title = models.CharField(max_length=500)
    hash = models.CharField(max_length=64)
    written = models.TextField()
    said = models.TextField()  # JSON
    loaded_at = models.DateTimeField()
    loaded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True)

    class Meta:
        ordering = ("name", "loaded_at")
        constraints = (
            models.UniqueConstraint(
                "partnership", "name", "version", name="one_text_per_version"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class InForce(models.Model):
    """From which day on new cases follow a procedure; the newest word for a day counts."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="procedures_in_force"
    )
    procedure = models.ForeignKey(
        LoadedProcedure, on_delete=models.PROTECT, related_name="in_force"
    )
    from_day = models.DateField()
    recorded_at = models.DateTimeField()
    reason = models.TextField()

    class Meta:
        ordering = ("from_day", "recorded_at", "pk")

    def __str__(self) -> str:
        return f"{self.procedure} from {self.from_day}"


class ClockRule(models.Model):
    """A length that a clock has for a time, whatever the file says (handbook, 3.1).

    What counts is the day on which the clock began; the newest rule comes first. Without
    ``ends_on`` it holds until another is recorded.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="clock_rules"
    )
    clock = models.CharField(max_length=60)
    length = models.PositiveSmallIntegerField()
    begins_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=500)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("recorded_at", "pk")

    def __str__(self) -> str:
        return f"{self.clock}: {self.length} from {self.begins_on}"


class Received(models.Model):
    """The memory of a POST that was carried out: pressed twice, done once (R12)."""

    key = models.UUIDField(primary_key=True)
    actor = models.CharField(max_length=80)
    route = models.CharField(max_length=200)
    body_hash = models.CharField(max_length=64)
    location = models.CharField(max_length=500)
    received_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.route} at {self.received_at}"


def roles_in(partnership: Partnership, user: User, *, at: datetime) -> frozenset[Role]:
    """The roles ``user`` holds in ``partnership`` at ``at``."""
    held = Membership.objects.filter(
        Q(to_at__isnull=True) | Q(to_at__gt=at),
        partnership=partnership,
        user=user,
        from_at__lte=at,
    )
    return frozenset(Role(role) for role in held.values_list("role", flat=True))
