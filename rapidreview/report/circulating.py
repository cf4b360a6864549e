"""To whom the report goes: with the minutes, and to exactly those the Chair confirms (P7.6, P9.3)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from rapidreview.casefolder import actions as casefolder
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.meeting.minutes import circulate as circulate_minutes
from rapidreview.meeting.models import Meeting, Minutes
from rapidreview.people.actor import Actor
from rapidreview.people.models import User
from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotYet, Refused, Stale
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.report_requirements import require_before
from rapidreview.procedure.requirements import require_open
from rapidreview.procedure.vocabulary import Role
from rapidreview.report.letters import team_of, tell
from rapidreview.report.models import Circulation, Report, ReportVersion
from rapidreview.report.readers import Reader, choosable, group_of
from rapidreview.report.reading import is_signed_version, may_go_out
from rapidreview.report.versions import TITLE, keep_if_changed, locations


@transaction.atomic
def send_with_minutes(
    report: Report,
    minutes: Minutes,
    users: Iterable[User],
    *,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> ReportVersion:
    """Send the minutes of the meeting to the group and the Chair, with the report (P7.6).

    A version is kept if the text changed; one letter tells of both. What went before the
    case was taken in was the newest version, and no letter goes. Raises Refused for
    somebody who is not of the group, and whatever circulating the minutes refuses.
    """
    case, people = report.case, list(dict.fromkeys(users))
    if minutes.meeting.sort != Meeting.Sort.RAPID_REVIEW or minutes.case_id != case.pk:
        raise Refused("These are not the minutes of this review’s meeting.", "P7.6")
    _require_readers(people, group_of(case, at=at))
    version, _ = keep_if_changed(report, what="Sent with the minutes", by=by, at=at)
    circulate_minutes(
        minutes,
        people,
        with_report=version.number,
        by=by,
        at=at,
        occurred_at=occurred_at,
    )
    for one in version.files:
        casefolder.release(one, people, at=at)
    dailylog.write(
        case,
        LogKind.MINUTES_SENT_WITH_REPORT,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=minutes.meeting,
        files=version.hashes,
        to=_names(people),
        channel="link by e-mail",
        document=f"{TITLE}, version {version.number}",
        location=locations(*version.files),
    )
    return version


@transaction.atomic
def confirm_circulation(
    version: ReportVersion,
    users: Iterable[User],
    *,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> Circulation:
    """The Chair confirms to whom a version goes; the Team is told, and sends it (P9.3).

    A list confirmed later takes the place of one the report has not gone to. Raises NotYet
    until this version was signed off for circulation or signed, unless that was before the
    case was taken in; Incomplete without people, Refused for somebody who has no place in it, AlreadyDone if all of them have it.
    """
    case = version.case
    facts = case_facts(case)
    require_open(facts)
    require_before(facts, LogKind.REPORT_SENT_TO_CHAIR, "P9.3")
    if not (by.takes_in or may_go_out(version)):
        raise NotYet(
            f"Assure the quality of version {version.number} first, and sign it off for "
            "circulation.",
            "P9.3",
        )
    people = list(dict.fromkeys(users))
    if not people:
        raise Incomplete("Choose at least one person the report goes to.", "P9.3")
    _require_readers(people, choosable(case, facts, at=at))
    if not by.takes_in and all(one in _have(version) for one in people):
        raise AlreadyDone("Everybody you chose has this version.", "P9.3")
    circulation = Circulation.objects.create(
        case=case,
        version=version,
        confirmed_by=by.words,
        confirmed_at=occurred_at or at,
    )
    circulation.people.set(people)
    tell(
        "report_confirmed",
        version,
        team_of(case, at=at),
        by=by,
        at=at,
        event=str(circulation.pk),
    )
    dailylog.write(
        case,
        LogKind.CIRCULATION_CONFIRMED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=circulation,
        text=f"To: {_names(people)}.",
        document=f"{TITLE}, version {version.number}",
    )
    return circulation


@transaction.atomic
def circulate(
    circulation: Circulation,
    *,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> Circulation:
    """Send a version to exactly the people the Chair confirmed (P9.3).

    Raises AlreadyDone if it went, Stale if the Chair confirmed another list since,
    Refused if one of them has no place on the case any more, NotYet until the group has
    the minutes with the report.
    """
    rows = Circulation.objects.select_for_update(of=("self",))
    circulation = rows.select_related(
        "case__partnership",
        "version__case__partnership",
        "version__word",
        "version__pdf",
    ).get(pk=circulation.pk)
    case, version = circulation.case, circulation.version
    facts = case_facts(case)
    require_open(facts)
    _require_to_send(circulation)
    require_before(facts, LogKind.MINUTES_SENT_WITH_REPORT, "P7.6")
    people = list(circulation.people.order_by("name"))
    readers = choosable(case, facts, at=at)
    _require_readers(people, readers)
    for one in version.files:
        casefolder.release(one, people, at=at)
    circulation.circulated_by, circulation.circulated_at = by.words, occurred_at or at
    circulation.save()
    _write_to(circulation, people, readers, by=by, at=at)
    dailylog.write(
        case,
        LogKind.REPORT_CIRCULATED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=version,
        files=version.hashes,
        to=_names(people),
        channel="link by e-mail",
        document=f"{TITLE}, version {version.number}",
        location=locations(*version.files),
    )
    return circulation


def asked_to_sign_off(version: ReportVersion, readers: Iterable[Reader]) -> set[User]:
    """The senior officers: they sign a draft off for their organisation (R18)."""
    if is_signed_version(version):
        return set()
    return {one.user for one in readers if one.role is Role.SENIOR_OFFICER}


def _require_to_send(circulation: Circulation) -> None:
    if circulation.circulated_at is not None:
        raise AlreadyDone("The report has gone to this list.", "P9.3")
    newest = circulation.case.circulations.order_by("confirmed_at", "id").last()
    if newest != circulation:
        raise Stale(
            "The Chair has confirmed another list since. Open the page again.", "P9.3"
        )


def _require_readers(people: list[User], readers: list[Reader]) -> None:
    allowed = {one.user for one in readers}
    for one in people:
        if one not in allowed:
            raise Refused(
                f"{one.name} is not among those on this case to whom the report may go. "
                "Appoint them, or choose without them.",
                "P9.3",
            )


def _write_to(
    circulation: Circulation,
    people: list[User],
    readers: list[Reader],
    *,
    by: Actor,
    at: datetime,
) -> None:
    officers = asked_to_sign_off(circulation.version, readers)
    event = str(circulation.pk)
    for kind, users in (
        ("report_to_sign_off", [one for one in people if one in officers]),
        ("report_circulated", [one for one in people if one not in officers]),
    ):
        tell(kind, circulation.version, users, by=by, at=at, event=event)


def _have(version: ReportVersion) -> set[User]:
    live = version.pdf.releases.filter(withdrawn_at__isnull=True).select_related("user")
    return {one.user for one in live}


def _names(people: Iterable[User]) -> str:
    return ", ".join(one.name for one in people)
