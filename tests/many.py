"""A case in which every page has something to show, grown to as many rows as a test wants.

What the log must know is written through the log; everything else goes in in bulk.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from rapidreview.case.models import AgreedDate, Appointment, Case, Child
from rapidreview.casefolder.models import DocumentVersion
from rapidreview.collation.models import Pack
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.models import Log
from rapidreview.mail.models import Letter
from rapidreview.meeting.actions import hold_premeet, offer_premeet
from rapidreview.opening.agencies import choose_agencies
from rapidreview.opening.models import ChosenAgency
from rapidreview.people.keys import new_wrapped_key
from rapidreview.people.models import Agency, AgencyPerson, Membership, User
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Role
from rapidreview.quality.models import FindingRow
from rapidreview.report.actions import begin_report
from rapidreview.scoping.actions import request_returns
from rapidreview.scoping.models import (
    AgencyReturn,
    Attachment,
    ChronologyRow,
)
from rapidreview.scoping.unplaced import UnplacedText
from tests import make, many_meetings, settled
from tests.adopted import loaded
from tests.cast import LONG_AGO, Cast, gather
from tests.many_actions import add_actions, add_endings
from tests.many_edits import add_edits
from tests.many_handed import add_hand_over, add_hand_overs
from tests.many_mail import add_mail, add_more_mail
from tests.many_procedures import add_procedures
from tests.many_returns import add_returns, nursery, with_its_senior_manager
from tests.many_submissions import add_more, add_submission
from tests.many_versions import add_versions, give_to_officer

AT = settled.PACK_AT
LATER = AT + timedelta(hours=1)


class World:
    """One partnership with one filled case; ``grow`` adds rows of everything."""

    def __init__(self) -> None:
        self.cast: Cast = gather()
        self.pack: Pack = settled.packed(self.cast)
        self.case: Case = settled.in_the_group(self.pack.case, self.cast)
        self.priya = self.cast.actor("priya")
        begin_report(self.case, by=self.priya, at=AT)
        give_to_officer(self.case, self.cast)
        self.checked = AgencyReturn.objects.get(case=self.case)
        added = [self.cast.police, self.cast.social_care, nursery(self.cast)]
        choose_agencies(
            self.case,
            added,
            with_name="Judith Hathersby",
            reason="Named in a return.",
            by=self.priya,
            at=AT,
        )
        self.draft, self.sent, self.signing = request_returns(
            self.case,
            added,
            by=self.priya,
            at=AT,
            due_at=AT + timedelta(days=1, hours=1),
            why="Added late.",
        )
        with_its_senior_manager(self.signing)
        self._hold_a_pre_meet()
        self.response = add_submission(self.case, self.cast, AT)
        add_hand_over(self.case, self.cast, AT)
        self.executive = many_meetings.held(self.case, self.cast, AT)
        self.procedure = loaded(self.cast, at=AT)
        self.emailed, self.waiting = add_mail(
            self.case, self.draft, self.pack.version, AT
        )
        self.rows = 0

    def _hold_a_pre_meet(self) -> None:
        agency = self.cast.social_care
        offer_premeet(self.case, agency, by=self.priya, at=AT)
        hold_premeet(
            self.case,
            agency,
            starts_at=AT - timedelta(hours=2),
            closed_at=AT - timedelta(hours=1),
            minute_taker="Miriam Stellbrook",
            attended="Miriam Stellbrook",
            notes="The form was explained.",
            by=self.priya,
            at=AT,
        )

    def receive(self, agency_return: AgencyReturn) -> None:
        """It has come in; the browser of its author stays open."""
        agency_return.state = AgencyReturn.State.RECEIVED
        agency_return.received_at, agency_return.channel = LATER, "web form"
        agency_return.save()
        self._write(LogKind.RETURN_RECEIVED, [agency_return])

    def grow(self, rows: int) -> None:
        """Until there are ``rows`` of each sort beside the first."""
        numbers = range(self.rows, rows)
        people = self._people(numbers)
        agencies = self._agencies(numbers)
        self._write(LogKind.NOTED_COMMUNICATION, [None for _ in numbers])
        add_returns(self.case, agencies, self._write)
        self._folder(numbers)
        self._roles(people, agencies)
        self._beneath_one_return(numbers)
        add_more(self.case, self.cast, numbers, AT)
        add_versions(self.case, self.cast, numbers)
        add_edits(self.case, self.cast, numbers)
        self._write(LogKind.ACTION_AGREED, add_actions(self.case, numbers, AT))
        add_endings(self.case, numbers, AT)
        many_meetings.add_rows(self.case, numbers, AT)
        add_hand_overs(self.case, self.cast, numbers, AT)
        add_more_mail(self.case, self.cast, numbers, AT)
        self._cases(numbers)
        add_procedures(self.cast, numbers, AT)
        self.rows = rows

    def _write(self, kind: LogKind, subjects: list[Any], **words: Any) -> None:
        for subject in subjects:
            dailylog.write(
                self.case,
                kind,
                by=self.priya,
                at=AT,
                subject=subject,
                text="x",
                **words,
            )

    def _people(self, numbers: range) -> list[User]:
        return User.objects.bulk_create(
            User(email=f"person{n}@many.example", name=f"Person {n}", password="!")
            for n in numbers
        )

    def _agencies(self, numbers: range) -> list[Agency]:
        made = Agency.objects.bulk_create(
            Agency(
                partnership=self.cast.partnership,
                code=f"A{n:04}",
                name=f"Agency {n:04}",
                kind="School",
                familiar=n % 2 == 0,
            )
            for n in numbers
        )
        AgencyPerson.objects.bulk_create(
            AgencyPerson(
                agency=agency, part=part, name=agency.name, email=f"{part}@many.example"
            )
            for agency in made
            for part in AgencyPerson.Part.values
        )
        ChosenAgency.objects.bulk_create(
            ChosenAgency(case=self.case, agency=agency, chosen_at=AT) for agency in made
        )
        self._write(LogKind.AGENCY_CHOSEN, made)
        self._write(LogKind.PREMEET_NEEDED, made[1::2])
        return made

    def _folder(self, numbers: range) -> None:
        case = self.case
        for n in numbers:
            make.document(
                case,
                self.cast,
                title=f"Paper {n}",
                subfolder=("I", "II", "III", "IV")[n % 4],
                agency=self.cast.school,
                at=AT,
            )
        Letter.objects.bulk_create(_letter(case, n) for n in numbers)
        Child.objects.bulk_create(
            Child(case=case, number=100 + n, name=f"Child {n}") for n in numbers
        )
        AgreedDate.objects.bulk_create(
            AgreedDate(
                case=case, task="return_due", subject=str(n), due_at=AT, recorded_at=AT
            )
            for n in numbers
        )

    def _roles(self, people: list[User], agencies: list[Agency]) -> None:
        who = list(zip(people, agencies, strict=True))
        Appointment.objects.bulk_create(
            Appointment(
                case=self.case,
                user=user,
                role=(Role.JCR_MEMBER, Role.SENIOR_OFFICER)[number % 2],
                agency=agency,
                from_at=LONG_AGO,
                stands_in_for=self.cast.judith if number % 3 == 0 else None,
            )
            for number, (user, agency) in enumerate(who)
        )
        Membership.objects.bulk_create(
            Membership(
                partnership=self.cast.partnership,
                user=user,
                role=list(Role)[number % len(Role)],
                agency=agency,
                from_at=LONG_AGO,
            )
            for number, (user, agency) in enumerate(who)
        )

    def _beneath_one_return(self, numbers: range) -> None:
        """Chronology, attachments and findings of the returns whose pages are opened."""
        version = DocumentVersion.objects.filter(case=self.case).first()
        for one in (self.checked, self.draft, self.signing):
            about = {"case": self.case, "agency_return": one}
            ChronologyRow.objects.bulk_create(
                ChronologyRow(**about, number=100 + n, typed='{"E1": "3 May 2024"}')
                for n in numbers
            )
            Attachment.objects.bulk_create(
                Attachment(**about, version=version) for _ in numbers
            )
            UnplacedText.objects.bulk_create(
                UnplacedText(**about, number=n, text="Ring us.", where="in a comment")
                for n in numbers
            )
        FindingRow.objects.bulk_create(
            FindingRow(
                case=self.case,
                agency_return=self.checked,
                severity="note",
                place=f"row {n}",
                words=f"Look at row {n}.",
                found_at=AT,
            )
            for n in numbers
        )

    def _cases(self, numbers: range) -> None:
        """Other cases of Priya's, each with its log and its first fact."""
        made = Case.objects.bulk_create(_case(self.case, n) for n in numbers)
        Log.objects.bulk_create(
            Log(partnership=self.cast.partnership, case=one) for one in made
        )
        Appointment.objects.bulk_create(
            Appointment(
                case=one,
                user=self.cast.priya,
                role=Role.PARTNERSHIP_MANAGER,
                from_at=LONG_AGO,
            )
            for one in made
        )
        for one in made:
            make.entry(one, self.cast, LogKind.NOTIFICATION_RECEIVED, at=AT)
            (action,) = add_actions(one, range(1), AT)
            make.entry(one, self.cast, LogKind.ACTION_AGREED, at=AT, subject=action)


def _letter(case: Case, number: int) -> Letter:
    return Letter(
        partnership=case.partnership,
        case=case,
        key=f"many:{number}",
        kind="request",
        to_name="Sam",
        subject="A request",
        state=Letter.State.SENT,
        next_at=AT,
        queued_at=AT,
    )


def _case(like: Case, number: int) -> Case:
    made = Case(
        id=UUID(int=number + 1),
        partnership=like.partnership,
        number=1000 + number,
        reference=f"MANY-{number:04}",
        label=f"MANY{number:04}",
        procedure=like.procedure,
        procedure_version=like.procedure_version,
        procedure_hash=like.procedure_hash,
        guidance=like.guidance,
        opened_at=AT,
    )
    made.key_wrapped = new_wrapped_key(made.key_owner)
    return made
