"""Two agencies on one case: what the police wrote is full of a word that the school may not see."""

import re
import zipfile
from io import BytesIO

from rapidreview.casefolder.uploads import Upload
from rapidreview.mail.models import Letter
from rapidreview.opening.agencies import tell_group
from rapidreview.planning.actions import agree_date
from rapidreview.planning.inviting import send_invitations
from rapidreview.procedure.vocabulary import Role
from rapidreview.quality import actions as quality
from rapidreview.scoping import answering, chasing
from rapidreview.scoping.models import AgencyReturn
from tests import make, settled
from tests.asking import (
    ASKED_AT,
    ROW,
    WRITTEN_AT,
    asked,
    author,
    everything,
    give_to_signer,
    save,
    sign,
)
from tests.cast import Cast

WORD = "Zanzibarine"  # of the police's return; it stands nowhere else
MEETS_AT = settled.PACK_AT.replace(day=13)


def two_agencies(cast: Cast) -> tuple[AgencyReturn, AgencyReturn]:
    """The rounds of the police and of the school; Matthias is of the group, for the school."""
    police = asked(cast, "POL", "SCH")
    case, priya = police.case, cast.actor("priya")
    make.appoint(case, cast.matthias, Role.JCR_MEMBER, agency=cast.school, at=ASKED_AT)
    tell_group(case, by=priya, at=ASKED_AT)
    agree_date(
        case, "rapid_review_meeting", MEETS_AT, agreed_with="Judith", by=priya,
        at=ASKED_AT,
    )  # fmt: skip
    send_invitations(case, place="Lantern House", by=priya, at=ASKED_AT)
    return police, case.returns.get(agency=cast.school)


def the_police_write(police: AgencyReturn, cast: Cast) -> None:
    """All that a return has, and all that is done with it before the pack, with the word."""
    texts = {
        code: f"{WORD}, {code}" if "What we know of" in text else text
        for code, text in everything().items()
    }
    save(police, **{**texts, "G1": "yes", "G2": WORD})
    by, priya = author(police), cast.actor("priya")
    answering.save_chronology(
        police, [{**ROW, "E5": WORD, "E7": WORD}], version=police.edit_version, by=by,
        at=WRITTEN_AT,
    )  # fmt: skip
    paper = Upload(f"%PDF-1.7 {WORD}".encode(), f"{WORD}.pdf", "application/pdf")
    answering.attach(police, paper, by=by, at=WRITTEN_AT)
    chasing.chase(
        police, channel="telephone", to_name=WORD, outcome=WORD, by=priya, at=WRITTEN_AT
    )
    give_to_signer(police, name="Gideon Carrow", email="gideon@police.example")
    sign(police, statement=WORD)
    settled.check(police, cast, note=WORD)
    shared = quality.share_with_chair(police, by=priya, at=settled.SHARED_AT)
    quality.comment(shared, text=WORD, by=cast.actor("judith"), at=settled.SHARED_AT)


def told_to(people: set[str]) -> list[str]:
    """The letters to these addresses, copies and calendar entries included, as one text each."""
    return [
        "\n".join((one.subject, one.body, one.calendar))
        for one in Letter.objects.all()
        if {*re.findall(r"[^\s<>]+@[^\s<>]+", f"{one.to_email} {one.copies}")} & people
    ]


def text_of(body: bytes) -> str:
    """What a page or a Word file says; of any other file its bytes."""
    if not body.startswith(b"PK"):
        return body.decode(errors="replace")
    with zipfile.ZipFile(BytesIO(body)) as archive:
        parts = [
            archive.read(one).decode(errors="replace") for one in archive.namelist()
        ]
        return "\n".join([*archive.namelist(), *parts])
