"""The quorum and the deputies, as the procedure file says (P7.1, M16, M17)."""

from dataclasses import replace

import pytest

from rapidreview.procedure.definition import shipped
from rapidreview.procedure.errors import Incomplete
from rapidreview.procedure.quorum import (
    Attending,
    MeetingRules,
    Presence,
    in_words,
    is_quorate,
    quorum_lines,
    require_quorum_explained,
)
from rapidreview.procedure.vocabulary import Grade, Role

RULES = shipped("rapid-review-2018").meeting
OFFICER = frozenset({Role.SENIOR_OFFICER})
CHAIR = Attending("Judith", frozenset({Role.JCR_CHAIR}), Presence.PRESENT)
HELENE, BARTH, SAOIRSE = (
    Attending(name, OFFICER, Presence.PRESENT)
    for name in ("Helene", "Bartholomew", "Saoirse")
)
AWAY = replace(SAOIRSE, presence=Presence.AWAY)
MEMBER = Attending("Matthias", frozenset({Role.JCR_MEMBER}), Presence.PRESENT)


@pytest.mark.paragraph("P7.1")
def test_all_who_must_be_there_make_a_quorum() -> None:
    lines = quorum_lines(RULES, [CHAIR, HELENE, BARTH, SAOIRSE, MEMBER])

    assert is_quorate(lines) is True
    assert in_words(lines) == (
        "Chair or vice chair: Judith. Senior officers of all three statutory partners: "
        "Helene, Bartholomew, Saoirse."
    )


@pytest.mark.paragraph("P7.1")
@pytest.mark.parametrize(
    ("third", "met", "said"),
    [
        (AWAY, False, "(2 of 3)"),
        (replace(AWAY, deputy="Petra", grade="one_below"), True, "Petra for Saoirse"),
        (replace(AWAY, deputy="Petra", grade="further_below"), False,
         "not counted: Petra for Saoirse, whom the Chair has to accept"),
        (replace(AWAY, deputy="Petra", grade="further_below", accepted=True), True,
         "Petra for Saoirse"),
        (replace(AWAY, deputy="Petra", grade="same", accepted=False), False,
         "whom the Chair did not accept"),
        (replace(AWAY, deputy="Petra"), False, "has to accept"),
        (replace(SAOIRSE, decides=False), False,
         "not counted: Saoirse, who takes no part in the decision"),
        (replace(SAOIRSE, presence=Presence.AWAITED), False, "(2 of 3)"),
    ],
)  # fmt: skip
def test_a_deputy_counts_by_grade_or_by_the_chairs_word(
    third: Attending, met: bool, said: str
) -> None:
    lines = quorum_lines(RULES, [CHAIR, HELENE, BARTH, third])

    assert is_quorate(lines) is met
    assert said in in_words(lines)


@pytest.mark.paragraph("P7.1")
def test_before_the_meeting_who_is_awaited_counts_unless_a_deputy_is_named() -> None:
    awaited = [
        replace(one, presence=Presence.AWAITED) for one in (CHAIR, HELENE, BARTH)
    ]
    deputy = replace(
        SAOIRSE, presence=Presence.AWAITED, deputy="Petra", grade="further_below"
    )

    assert is_quorate(quorum_lines(RULES, [*awaited, SAOIRSE], before=True)) is True
    assert is_quorate(quorum_lines(RULES, [*awaited, deputy], before=True)) is False


@pytest.mark.paragraph("P7.1")
def test_a_quorum_that_cannot_be_seen_is_put_into_words() -> None:
    short = quorum_lines(RULES, [HELENE, BARTH, SAOIRSE])
    with pytest.raises(Incomplete, match="Chair or vice chair: nobody"):
        require_quorum_explained(short, met=True, words=" ")
    with pytest.raises(Incomplete, match="who was missing"):
        require_quorum_explained(short, met=False, words="")
    require_quorum_explained(short, met=False, words="The Chair fell ill.")
    require_quorum_explained((), met=True, words="")


def test_without_rules_nothing_is_counted_and_any_deputy_will_do() -> None:
    rules = MeetingRules()
    assert is_quorate(quorum_lines(rules, [CHAIR])) is None

    bare = RULES.model_copy(update={"deputies": None})
    deputy = replace(AWAY, deputy="Petra", grade="further_below")
    assert is_quorate(quorum_lines(bare, [CHAIR, HELENE, BARTH, deputy])) is True


def test_a_grade_is_said_in_words() -> None:
    assert Grade.ONE_BELOW.words == "One grade below"
    assert len({one.words for one in Grade}) == len(Grade)
