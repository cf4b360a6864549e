"""Builders: a saved case with its key, log, people and first facts; files and entries."""

from datetime import UTC, date, datetime, timedelta

from rapidreview.case.models import Appointment, Case, Child
from rapidreview.casefolder import actions as casefolder
from rapidreview.casefolder.models import Document, DocumentVersion
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.models import LogEntry
from rapidreview.people.models import Agency, User
from rapidreview.procedure.definition import shipped
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Role, Subfolder
from tests.cast import PEOPLE, Cast
from tests.worlds import remembered

DAY_1 = datetime(2026, 11, 4, 9, 30, tzinfo=UTC)  # a Wednesday: day 8 is a Friday
LABEL = "041126BN"
CHILD = "Bramwell Nettlecombe"
ON_THE_CASE = ("priya", "owen", "miriam", "judith", "victor", "helene")


def later(*, days: int = 0, hours: int = 0, minutes: int = 0) -> datetime:
    """An instant after the call of day 1, in calendar days and hours."""
    return DAY_1 + timedelta(days=days, hours=hours, minutes=minutes)


@remembered
def case(
    cast: Cast,
    *,
    number: int = 1,
    label: str = LABEL,
    at: datetime = DAY_1,
    people: tuple[str, ...] = ON_THE_CASE,
    notified: bool = True,
) -> Case:
    """A case with key, log and the appointments of ``people``; opened by Priya at ``at``.

    With ``notified`` its log says so, which starts the local clock.
    """
    procedure = shipped("rapid-review-2018")
    made = Case(
        partnership=cast.partnership,
        number=number,
        reference=f"{cast.partnership.case_prefix}-RR-{at:%Y}-{number:03}",
        label=label,
        procedure=procedure.id,
        procedure_version=procedure.version,
        procedure_hash=procedure.hash,
        guidance="\n".join(one.title for one in procedure.guidance),
        opened_at=at,
    )
    made.make_key()
    made.incident = "A fall from a window."
    made.save()
    dailylog.open_log(made)
    for name in people:
        appoint(made, cast.users[name], PEOPLE[name][1], at=at)
    if notified:
        entry(made, cast, LogKind.NOTIFICATION_RECEIVED, at=at)
        entry(made, cast, LogKind.CASE_OPENED, at=at)
    return made


def appoint(
    case: Case,
    user: User,
    role: Role,
    *,
    at: datetime = DAY_1,
    agency: Agency | None = None,
    stands_in_for: User | None = None,
) -> Appointment:
    """A role on the case from ``at`` on."""
    return Appointment.objects.create(
        case=case,
        user=user,
        role=role,
        agency=agency,
        from_at=at,
        stands_in_for=stands_in_for,
    )


def child(case: Case, name: str = CHILD, born: date | None = None) -> Child:
    """A child of the case; without a birth date it is not known yet."""
    return Child.objects.create(
        case=case,
        number=case.children.count() + 1,
        name=name,
        born=born.isoformat() if born else "",
    )


def entry(
    case: Case,
    cast: Cast,
    kind: LogKind = LogKind.NOTED_DECISION,
    *,
    by: str = "priya",
    at: datetime = DAY_1,
    **words: object,
) -> LogEntry:
    """An entry of the log, as an action would write it."""
    return dailylog.write(case, kind, by=cast.actor(by), at=at, **words)


def document(
    case: Case,
    cast: Cast,
    *,
    title: str = "Letter from the school",
    data: bytes = b"%PDF-1.7 a letter",
    at: datetime = DAY_1,
    **columns: object,
) -> DocumentVersion:
    """A document filed in subfolder I, unless told otherwise."""
    chosen = {
        "sort": Document.Sort.LETTER,
        "subfolder": Subfolder.I,
        "name": "letter.pdf",
        "media_type": "application/pdf",
        "source": "By e-mail from the school",
    } | columns
    return casefolder.file_document(
        case, title=title, data=data, by=cast.actor("priya"), at=at, **chosen
    )
