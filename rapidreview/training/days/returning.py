"""How a return arrives in the story: by web form or Word form, signed, then its first check."""

from datetime import datetime

from rapidreview.quality import actions as quality
from rapidreview.quality.models import QualityCheck
from rapidreview.scoping import answering, confirming, receiving, to_signer
from rapidreview.scoping.links import actor_of
from rapidreview.scoping.rounds import author_of
from rapidreview.scoping.signatures import fingerprint_of
from rapidreview.training.player import Act, Player
from rapidreview.training.returns import TrainingReturn
from rapidreview.training.word import completed_form

SIGNER = ("J1", "J2", "J3", "J4", "J5")
SUFFICIENCY = QualityCheck.Sufficiency
DATES = QualityCheck.Dates


def by_web(code: str, key: str = "") -> Act:
    """The author fills in the web form; the senior manager signs through their own link."""

    def act(player: Player, at: datetime) -> None:
        told = player.told(key or code)
        _fill(player, told, author_at=at)
        agency_return = player.latest(code)
        invitation = to_signer.send_to_signer(
            agency_return,
            name=told.signer_name,
            role=told.answers["J3"],
            email=to_signer.usual_signer(agency_return).email,
            by=actor_of(author_of(agency_return.request)),
            at=at,
        )
        confirming.sign_and_send(
            agency_return,
            shown=fingerprint_of(agency_return),
            name=told.signer_name,
            role=told.answers["J3"],
            declarations=told.answers["J1"].splitlines(),
            statement=told.statement,
            by=actor_of(invitation),
            at=at,
        )

    act.__name__ = f"{key or code} arrives by web form"
    return act


def _author(told: TrainingReturn) -> str:
    return str(told.raw["answers"]["A4"])


def _fill(player: Player, told: TrainingReturn, *, author_at: datetime) -> None:
    agency_return = player.latest(told.agency)
    by = player.outsider(_author(told), "Agency author")
    given = {code: text for code, text in told.answers.items() if code not in SIGNER}
    answering.save_answers(
        agency_return, given, version=agency_return.edit_version, by=by, at=author_at
    )
    agency_return = player.latest(told.agency)
    answering.save_chronology(
        agency_return,
        told.rows,
        version=agency_return.edit_version,
        by=by,
        at=author_at,
    )


def by_word(code: str, officer: str, key: str = "") -> Act:
    """A completed Word form comes by e-mail; the officer reads it in."""

    def act(player: Player, at: datetime) -> None:
        agency_return = player.latest(code)
        receiving.receive_word(
            agency_return,
            completed_form(agency_return, player.told(key or code), at=at),
            by=player.actor(officer, at),
            at=at,
        )

    act.__name__ = f"{key or code} arrives as a Word form"
    return act


def checked(
    code: str,
    officer: str,
    *,
    sufficiency: str = SUFFICIENCY.SUFFICIENT,
    dates: str = DATES.ADEQUATE,
    signed: bool = True,
    note: str = "",
    share: bool = False,
) -> Act:
    """The first check of the newest round, shared with the Chair at once if wanted."""

    def act(player: Player, at: datetime) -> None:
        by = player.actor(officer, at)
        quality.record_initial_check(
            player.latest(code),
            sufficiency=sufficiency,
            dates=dates,
            analysis=sufficiency == SUFFICIENCY.SUFFICIENT,
            signed=signed,
            note=note,
            by=by,
            at=at,
        )
        if share:
            quality.share_with_chair(player.latest(code), by=by, at=at)

    act.__name__ = f"first check of {code}"
    return act


def shared(code: str, officer: str) -> Act:
    """The return goes to the Chair with its issues, or none."""

    def act(player: Player, at: datetime) -> None:
        quality.share_with_chair(
            player.latest(code), by=player.actor(officer, at), at=at
        )

    act.__name__ = f"{code} shared with the Chair"
    return act


def accepted(player: Player, code: str, reason: str, at: datetime) -> None:
    """The manager's final decision: accepted, with a reason where a stop finding stands."""
    quality.accept(
        player.latest(code), reason=reason, by=player.actor("priya", at), at=at
    )
