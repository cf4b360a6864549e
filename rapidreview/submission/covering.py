"""The covering letter: a first draft from what is known, and the letter on paper (P13.3).

It names no child, and no number of a record but the reference of the SIN.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from rapidreview.case.access import holders
from rapidreview.case.models import Case
from rapidreview.collation.key import key_of
from rapidreview.dailylog.plans import calendar_of, procedure_for
from rapidreview.evidence.pseudonyms import Key, pseudonymise
from rapidreview.meeting.reading import decision_of
from rapidreview.opening.areas import areas_of
from rapidreview.paper.letter_paper import LetterPaper
from rapidreview.planning.spoken import listed
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.errors import Refused
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.naming import spoken_date
from rapidreview.procedure.sending import days_used
from rapidreview.procedure.vocabulary import Role
from rapidreview.report.models import ChairSignature

DOCUMENTS = Path(__file__).resolve().parents[1] / "templates" / "documents"
PANEL = ("Child Safeguarding Practice Review Panel",)
LOCAL_REVIEW: dict[bool | None, str] = {
    True: "We have decided to carry out a local child safeguarding practice review.",
    False: "We have decided not to carry out a local child safeguarding practice review.",
}
NATIONAL_REVIEW: dict[bool | None, str] = {
    True: "We recommend a national review.",
    False: "We do not recommend a national review.",
}


def first_draft(
    case: Case, signature: ChairSignature, facts: CaseFacts, at: datetime
) -> str:
    """The letter to begin with, as if it were sent at ``at``; whoever sends edits it."""
    used = days_used(procedure_for(case), facts, calendar_of(case, facts), at)
    manager = next(iter(holders(case, Role.PARTNERSHIP_MANAGER, at=at)), None)
    values = {
        "reference": case.reference,
        "sin_reference": case.sin_reference,
        "version": signature.version.number,
        "chair": signature.signed_by,
        "chair_role": signature.role,
        "told_on": _day(facts.anchor("intention_notified")),
        "sin_on": _day(facts.anchor("sin_submitted")),
        "local_day": used.local,
        "panel_day": used.panel.counting if used.panel else 0,
        "decision": _decision(case),
        "areas": areas_words(case),
        "manager": manager.name if manager else "",
    }
    return _documents().get_template("covering_letter.txt").render(values).strip()


def require_pseudonymous(case: Case, words: str) -> None:
    """Raise Refused for a letter that names somebody of the family, or says where they live.

    Only forms of several words and numbers are looked for: a surname alone may be a
    colleague's, too.
    """
    for label, forms in key_of(case).entries:
        telling = tuple(one for one in forms if " " in one or one[:1].isdigit())
        if pseudonymise(words, Key(((label, telling),))) != words:
            raise Refused(
                f"The covering letter says who or where somebody is. Say “{label}” "
                "instead.",
                "P13.3",
            )


def letter_paper(case: Case, words: str, at: datetime) -> LetterPaper:
    """The letter as it is typed, on the partnership's paper."""
    partnership = case.partnership
    return LetterPaper(
        partnership=partnership.name,
        reference=case.reference,
        marking=partnership.marking,
        address=tuple(
            filter(None, (partnership.address, partnership.phone, partnership.email))
        ),
        to=PANEL,
        date=spoken_date(london_day(at)),
        subject=f"Rapid Review, {case.sin_reference}",
        body=words,
    )


def areas_words(case: Case) -> str:
    """Which area hosts the review and where the children live; empty if not recorded (3.5)."""
    areas = areas_of(case)
    said = (
        f"The incident took place in {areas.host}, which hosts the review."
        if areas.host
        else "",
        f"The children live in {areas.residing_words}." if areas.residing else "",
    )
    return " ".join(filter(None, said))


def _decision(case: Case) -> str:
    """What was decided, and who of the three partners agrees."""
    decision = decision_of(case)
    if decision is None:
        return ""
    said = (
        LOCAL_REVIEW.get(decision.local_review, ""),
        NATIONAL_REVIEW.get(decision.national_review, ""),
        "The reasons are in section R17 of the report and in the record of the decision.",
        _dissent([one.partner.words for one in decision.dissents]),
    )
    return " ".join(filter(None, said))


def _dissent(partners: Sequence[str]) -> str:
    """Who does not agree, of the three; their reasons stand in the record."""
    if not partners:
        return "The three safeguarding partners agree."
    who = listed(one[0].lower() + one[1:] for one in partners)
    if len(partners) == 1:
        return (
            f"One of the three partners, the {who}, does not agree, and says why in its own "
            "words."
        )
    return f"Of the three partners, the {who} do not agree, and say why in their own words."


def _day(instant: datetime | None) -> str:
    return spoken_date(london_day(instant)) if instant else ""


@cache
def _documents() -> Environment:
    return Environment(
        loader=FileSystemLoader(DOCUMENTS),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - documents are plain text
    )
