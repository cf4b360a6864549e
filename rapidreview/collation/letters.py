"""The letters of this stage: a pack is ready, a pack is recalled; never what is in it (4.2 i)."""

from datetime import datetime

from django.urls import reverse

from rapidreview.collation.models import Pack
from rapidreview.mail import actions as mail
from rapidreview.mail.links import Link, LinkKind
from rapidreview.mail.words import Recipient, Words, render
from rapidreview.people.actor import Actor
from rapidreview.people.models import User


def tell(kind: str, pack: Pack, user: User, *, by: Actor, at: datetime) -> None:
    """Tell one person that the pack is released to them, or recalled."""
    case = pack.case
    mail.queue(
        kind,
        case=case,
        partnership=case.partnership,
        to=Recipient(user.name, user.email),
        words=_words(pack, by),
        key=f"{kind}:{pack.pk}:{user.pk}",
        at=at,
        link=Link(
            LinkKind.PAGE, path=reverse("collation", kwargs={"case_id": case.pk})
        ),
    )


def preview(pack: Pack, *, by: Actor) -> Words:
    """The letter as each of them will read it, before it goes."""
    given = {
        "to": Recipient("name", ""),
        "partnership": pack.case.partnership,
        "code": "",
    }
    return render("pack_released", {**given, **_words(pack, by), "link": "[link]"})


def _words(pack: Pack, by: Actor) -> dict[str, str]:
    return {
        "reference": pack.case.reference,
        "version": str(pack.number),
        "officer": by.name,
        "phone": pack.case.partnership.phone,
    }
