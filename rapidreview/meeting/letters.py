"""The letters of the meetings: offers, agenda, invitations, decisions, minutes; no child in any."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from rapidreview.case.access import holders
from rapidreview.case.models import Case
from rapidreview.mail import actions as mail
from rapidreview.mail.links import Link, LinkKind
from rapidreview.mail.models import Letter
from rapidreview.mail.words import Recipient, Words, render
from rapidreview.meeting.models import ExecutiveDecision, Meeting, Minutes
from rapidreview.people.actor import Actor
from rapidreview.people.models import Agency, AgencyPerson, User
from rapidreview.planning.calendars import PREMEET_TASK
from rapidreview.planning.entries import (
    Gathering,
    Guest,
    Sheet,
    one_for_all,
    put_into_calendars,
)
from rapidreview.planning.spoken import spoken
from rapidreview.procedure.errors import NotYet
from rapidreview.procedure.vocabulary import Role
from rapidreview.scoping.prefilled import in_full

PARTS = AgencyPerson.Part
BY_PHONE = "By telephone or video"


def invited(agency: Agency) -> list[Recipient]:
    """Who is offered the pre-meet: the author first, then contact and representative."""
    named = [
        agency.person(part)
        for part in (PARTS.AUTHOR, PARTS.CONTACT, PARTS.REPRESENTATIVE)
    ]
    found: dict[str, Recipient] = {}
    for one in named:
        if one:
            found.setdefault(one.email.lower(), Recipient(one.name, one.email))
    return list(found.values())


def offer(
    case: Case, agency: Agency, *, starts_at: datetime | None, by: Actor, at: datetime
) -> str:
    """Offer the pre-meet by letter; the names of those who get it. Raises NotYet without any."""
    people = invited(agency)
    if not people:
        raise NotYet("Name somebody at this agency to write to first.", "P1.9")
    sheets = _suggested(case, agency, people, starts_at, at) if starts_at else []
    mail.queue(
        "premeet_offer",
        case=case,
        partnership=case.partnership,
        to=people[0],
        copies=people[1:],
        words={
            "when": in_full(starts_at) if starts_at else "",
            "officer": by.name,
            "phone": case.partnership.phone,
        },
        key=f"premeet-offer:{case.pk}:{agency.pk}",
        at=at,
        calendar=one_for_all(sheets, at=at),
    )
    return ", ".join(one.name for one in people)


def _suggested(
    case: Case,
    agency: Agency,
    people: Sequence[Recipient],
    starts_at: datetime,
    at: datetime,
) -> list[Sheet]:
    """The time that is suggested, for the calendars of those who are written to."""
    gathering = Gathering(case, PREMEET_TASK, starts_at, BY_PHONE, str(agency.pk))
    guests = [Guest(one.name, one.email) for one in people]
    return put_into_calendars(gathering, guests, at=at)


def send_minutes(
    meeting: Meeting,
    about: str,
    text: str,
    to: Sequence[Recipient],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """The minutes, in the letter itself: agencies have no account to read them with.

    Raises Refused if they name a child: then they may not go by e-mail.
    """
    case = meeting.case
    for one in to:
        mail.queue(
            "minutes",
            case=case,
            partnership=case.partnership,
            to=one,
            words={
                "about": about,
                "closed": in_full(meeting.closed_at) if meeting.closed_at else "",
                "text": text,
                "officer": by.name,
            },
            key=f"minutes:{meeting.pk}:{one.email.lower()}"[:160],
            at=at,
        )


def send_agenda(
    meeting: Meeting, people: Sequence[User], *, earlier: int, by: Actor, at: datetime
) -> list[Letter]:
    """The agenda with the guidance, to each of those invited (P7.3)."""
    words = _agenda_words(meeting, by)
    return [
        _write(
            "agenda",
            meeting.case,
            one,
            words,
            key=f"agenda:{meeting.pk}:{earlier}:{one.pk}",
            at=at,
        )
        for one in people
    ]


def agenda_preview(meeting: Meeting, *, by: Actor) -> Words:
    """The agenda as each of them will read it, before it goes."""
    return _preview("agenda", meeting.case, _agenda_words(meeting, by))


def _agenda_words(meeting: Meeting, by: Actor) -> dict[str, str]:
    items = (f"{one.number}. {one.title}" for one in meeting.items.all())
    return {
        "when": spoken(meeting.starts_at),
        "place": meeting.place,
        "agenda": "\n".join(items),
        "guidance": meeting.case.guidance,
        "officer": by.name,
    }


def executive_preview(case: Case, *, by: Actor) -> Words:
    """The invitation to the meeting with the AD/DCS, before anybody gets it."""
    words = {
        "when": "(the moment that you enter)",
        "place": "(the place that you enter)",
    }
    return _preview(
        "executive_invitation", case, {**words, "before": "", "officer": by.name}
    )


def minutes_preview(minutes: Minutes, *, by: Actor, with_report: str = "") -> Words:
    """The letter that says that minutes are ready, before it goes."""
    words = {
        **_minutes_words(minutes, by, with_report),
        "link": "(the link to this case’s meetings)",
    }
    return _preview("minutes_ready", minutes.case, words)


def tell_executive_decision(
    decision: ExecutiveDecision, *, by: Actor, at: datetime
) -> list[Letter]:
    """Told at the earliest opportunity: the manager convenes, or the officers share (P1.16).

    Nobody is told of what was decided before the case was taken in (P14.6).
    """
    case = decision.case
    if by.takes_in:
        return []
    role = Role.PARTNERSHIP_MANAGER if decision.required else Role.SENIOR_OFFICER
    return [
        _write(
            "executive_required" if decision.required else "executive_not_required",
            case,
            one,
            {"chair": by.words},
            key=f"executive-decision:{decision.pk}:{one.pk}",
            at=at,
            to_page=True,
        )
        for one in holders(case, role, at=at)
    ]


def tell_of_minutes(
    minutes: Minutes,
    people: Sequence[User],
    *,
    with_report: str = "",
    by: Actor,
    at: datetime,
) -> list[Letter]:
    """Minutes are ready to be read, or were corrected; never what they say (4.2 i)."""
    return [
        _write(
            "minutes_ready",
            minutes.case,
            one,
            _minutes_words(minutes, by, with_report),
            key=f"minutes-ready:{minutes.pk}:{one.pk}",
            at=at,
            to_page=True,
        )
        for one in people
    ]


def _minutes_words(
    minutes: Minutes, by: Actor, with_report: str = ""
) -> dict[str, str]:
    return {
        "about": minutes.meeting.get_sort_display(),
        "corrected": "yes" if minutes.number > 1 else "",
        "with_report": with_report,
        "officer": by.name,
    }


def _preview(kind: str, case: Case, words: dict[str, str]) -> Words:
    """A letter with a stand-in for the name."""
    given = {
        "to": Recipient("(each name)", ""),
        "partnership": case.partnership,
        "reference": case.reference,
        "phone": case.partnership.phone,
    }
    return render(kind, {**given, **words})


def _write(
    kind: str,
    case: Case,
    user: User,
    words: dict[str, str],
    *,
    key: str,
    at: datetime,
    to_page: bool = False,
) -> Letter:
    page = reverse("meetings", kwargs={"case_id": case.pk})
    return mail.queue(
        kind,
        case=case,
        partnership=case.partnership,
        to=Recipient(user.name, user.email),
        words={**words, "phone": case.partnership.phone},
        key=key,
        at=at,
        link=Link(LinkKind.PAGE, path=page) if to_page else None,
    )
