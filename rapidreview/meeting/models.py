"""Meetings of a case: who was there, what was said and decided, their minutes, their actions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rapidreview.case.models import CaseRow
from rapidreview.casefolder.models import DocumentVersion
from rapidreview.people.models import Agency, User
from rapidreview.people.sealed import SealedText
from rapidreview.procedure.vocabulary import Grade, Partner

GRADES = [(one.value, one.words) for one in Grade]
PARTNERS = [(one.value, one.words) for one in Partner]


class Meeting(CaseRow):
    """A meeting with its minute-taker and the moment it closed (P0.4, P0.5)."""

    class Sort(models.TextChoices):
        """Which meeting it is."""

        PRE_MEET = "pre_meet", "Pre-meet"
        RAPID_REVIEW = "rapid_review", "Rapid Review meeting"
        EXECUTIVE = "executive", "Meeting with the AD/DCS"

    sort = models.CharField(max_length=14, choices=Sort.choices)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True)
    starts_at = models.DateTimeField()
    place = SealedText()
    minute_taker = models.CharField(max_length=200)
    attended = SealedText()  # one per line
    closed_at = models.DateTimeField(null=True, blank=True)
    quorum_met = models.BooleanField(null=True)
    quorum_words = SealedText()
    notes = SealedText()
    minutes = models.ForeignKey(
        DocumentVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    circulated_at = models.DateTimeField(null=True, blank=True)
    circulated_to = SealedText()
    edit_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("starts_at", "id")
        constraints = (
            models.UniqueConstraint(
                "case",
                condition=Q(sort="rapid_review"),
                name="one_rapid_review_meeting",
            ),
        )

    def __str__(self) -> str:
        return f"{self.sort} of {self.case_id}"


class Attendance(CaseRow):
    """Somebody who was there, or sent apologies and perhaps a deputy (M16)."""

    class State(models.TextChoices):
        """Whether they came."""

        INVITED = "invited", "Invited"
        PRESENT = "present", "Present"
        APOLOGIES = "apologies", "Apologies"

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="attendances"
    )
    number = models.PositiveSmallIntegerField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=200)  # role and agency, in words
    state = models.CharField(
        max_length=10, choices=State.choices, default=State.INVITED
    )
    deputy = models.CharField(max_length=200, blank=True)
    seniority = SealedText()  # of the deputy: may they decide?
    deputy_grade = models.CharField(max_length=14, choices=GRADES, blank=True)
    deputy_accepted = models.BooleanField(null=True)  # by the Chair; None: not asked
    deputy_words = SealedText()  # why the Chair accepts them, or does not
    deputy_judged_by = models.CharField(max_length=200, blank=True)
    conflict = SealedText()  # a conflict of interest that was declared (M1)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                "meeting", "number", name="attendance_number_is_unique"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.state}"


class AgendaItem(CaseRow):
    """One item of the agenda, M1 to M15, with what was said (M19)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    code = models.CharField(max_length=4)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    notes = SealedText()
    edit_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint("meeting", "code", name="one_item_per_code"),
        )

    def __str__(self) -> str:
        return f"{self.code} of {self.meeting_id}"


class Criterion(CaseRow):
    """One question of the decision walk-through, answered with its reason (P7.2, 3.4)."""

    class Answer(models.TextChoices):
        """None is filled in beforehand."""

        YES = "yes", "Yes"
        NO = "no", "No"
        NOT_SURE = "not_sure", "Not sure"

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="criteria"
    )
    code = models.CharField(max_length=20)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    reason = SealedText()

    class Meta:
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint("meeting", "code", name="one_answer_per_criterion"),
        )

    def __str__(self) -> str:
        return f"{self.code}: {self.answer}"


class PartnerView(CaseRow):
    """Whether a statutory partner agrees with the decision, in its own words (M20)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="views")
    partner = models.CharField(max_length=20, choices=PARTNERS)
    agrees = models.BooleanField()
    words = SealedText()
    given_by = models.CharField(max_length=200)
    given_at = models.DateTimeField()

    class Meta:
        ordering = ("partner",)
        constraints = (
            models.UniqueConstraint("meeting", "partner", name="one_view_per_partner"),
        )

    def __str__(self) -> str:
        return f"{self.partner} {'agrees' if self.agrees else 'dissents'}"


class Approval(CaseRow):
    """The group, with the Chair, approves that the report holds what it must (P7.4)."""

    meeting = models.OneToOneField(
        Meeting, on_delete=models.PROTECT, related_name="approval"
    )
    corrections = SealedText()  # one a line
    approved_by = models.CharField(max_length=200)
    approved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"approval at {self.meeting_id}"


class ExecutiveDecision(CaseRow):
    """Whether the AD/DCS are to meet before submission, and why (P1.15)."""

    number = models.PositiveSmallIntegerField()
    required = models.BooleanField()
    reason = SealedText()
    decided_with = SealedText()  # the statutory partners who took part
    decided_by = models.CharField(max_length=200)
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ("decided_at", "number")

    def __str__(self) -> str:
        return f"executive meeting {'required' if self.required else 'not required'}"


class FindingsShared(CaseRow):
    """A senior representative shared the findings with an executive leader (P1.16)."""

    partner = models.CharField(max_length=20, choices=PARTNERS)
    shared_by = models.CharField(max_length=200)
    shared_with = models.CharField(max_length=200)
    words = SealedText()
    shared_at = models.DateTimeField()

    class Meta:
        ordering = ("shared_at", "id")

    def __str__(self) -> str:
        return f"findings shared with {self.shared_with}"


class Minutes(CaseRow):
    """One version of a meeting's minutes, in Word and PDF; a correction makes the next.

    Minutes that were written outside are one file, which stands for both (P14.6).
    """

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="minutes_made"
    )
    number = models.PositiveSmallIntegerField()
    word = models.OneToOneField(
        DocumentVersion, on_delete=models.PROTECT, related_name="+"
    )
    pdf = models.OneToOneField(
        DocumentVersion, on_delete=models.PROTECT, related_name="minutes_pdf"
    )
    correction = SealedText()  # what was corrected, who asked and who agreed (M25)
    changed = SealedText()  # item by item, what stood before and stands now
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    circulated_at = models.DateTimeField(null=True, blank=True)
    circulated_to = SealedText()  # one name a line (M24)

    class Meta:
        ordering = ("number",)
        verbose_name_plural = "minutes"
        constraints = (
            models.UniqueConstraint(
                "meeting", "number", name="minutes_number_is_unique"
            ),
        )

    def __str__(self) -> str:
        return f"minutes {self.number} of {self.meeting_id}"

    @property
    def is_one_file(self) -> bool:
        """Whether they were written outside, and came as one file."""
        return self.word_id == self.pdf_id

    @property
    def hashes(self) -> tuple[str, ...]:
        """SHA-256 of each file."""
        return tuple(dict.fromkeys((self.word.sha256, self.pdf.sha256)))


class Action(CaseRow):
    """Something to be done, agreed at a meeting: whose, by when, how impact will show (R14)."""

    class Kind(models.TextChoices):
        """How wide it reaches."""

        IMMEDIATE = "immediate", "Immediate safety"
        SINGLE_AGENCY = "single_agency", "Single agency"
        MULTI_AGENCY = "multi_agency", "Multi-agency"
        PARTNERSHIP = "partnership", "Partnership"

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="actions", null=True
    )
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=14, choices=Kind.choices)
    words = SealedText()
    owner = models.CharField(max_length=200)
    owner_user = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    due_at = models.DateTimeField()
    impact = SealedText()  # how one will see that it made a difference
    agreed_at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint("case", "number", name="action_number_is_unique"),
        )

    def __str__(self) -> str:
        return f"action {self.number} of {self.case_id}"
