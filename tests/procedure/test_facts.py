"""Facts and anchors: what was typed, and what the log knows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapidreview.procedure.anchors import (
    anchor_words,
    fact_name,
    kind_of,
    own_name,
    own_subject,
)
from rapidreview.procedure.errors import Refused
from rapidreview.procedure.facts import CaseFacts, facts_of_anchors
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.typed import (
    parse_anchor,
    parse_closures,
    parse_fact,
    parse_instant,
)
from rapidreview.procedure.vocabulary import Category, Role, Subfolder
from tests.procedure.given import NOTIFIED, case, d, facts_of, london, on_day
from tests.procedure.refusals import refuses


@pytest.mark.parametrize(
    ("typed", "name", "when"),
    [
        (
            "intention_notified=2026-12-18T09:30",
            "intention_notified",
            "2026-12-18 09:30",
        ),
        ("sin_submitted = 2026-07-01T09:30", "sin_submitted", "2026-07-01 09:30"),
        ("la_aware=2026-07-01T08:30+00:00", "la_aware", "2026-07-01 09:30"),
        ("incident=2026-07-01", "incident", "2026-07-01 00:00"),
        ("meeting_closed=2026-07-01T09:30", "meeting_closed", "2026-07-01 09:30"),
    ],
)
def test_an_anchor_is_read_in_london_time(typed, name, when):
    assert parse_anchor(typed) == (name, london(when))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("intention_notified", "Write NAME=WHEN"),
        ("", "Write NAME=WHEN"),
        ("sneeze=2026-12-18", "There is no anchor “sneeze”"),
        ("incident=", "is not a date and time"),
        ("incident=yesterday", "is not a date and time"),
        ("incident=18/12/2026", "is not a date and time"),
        ("incident=2026-02-30", "is not a date and time"),
        ("incident=0001-01-01T00:00+10:00", "is not a date and time"),
        ("incident=2026-03-29T01:30", "did not exist in London"),
    ],
)
def test_rubbish_is_refused_in_a_sentence(typed, words):
    with refuses(Refused, match=words):
        parse_anchor(typed)


@given(st.text())
def test_whatever_is_typed_is_read_or_refused(typed):
    try:
        name, at = parse_anchor(f"incident={typed}")
    except Refused:
        return
    assert name == "incident"
    assert at.utcoffset().total_seconds() == 0


@pytest.mark.paragraph("P1.1", "P1.2")
def test_the_newest_entry_of_an_anchor_wins():
    corrected = london("2026-11-03 16:00")

    facts = case((LogKind.NOTIFICATION_RECEIVED, corrected))

    assert facts.anchor("intention_notified") == corrected
    assert facts.anchors() == {"intention_notified": corrected}
    assert facts.anchor("sin_submitted") is None
    assert facts.anchor("sneeze") is None


def test_facts_are_found_by_kind_and_subject():
    facts = facts_of(
        (LogKind.RETURN_RECEIVED, on_day(3), "a"),
        (LogKind.RETURN_RECEIVED, on_day(4), "b"),
        (LogKind.RETURN_RECEIVED, on_day(5), "a"),
        (LogKind.GROUP_TOLD, on_day(1)),
    )

    assert facts.subjects(LogKind.RETURN_RECEIVED) == ("a", "b")
    assert facts.last(LogKind.RETURN_RECEIVED, "a").at == on_day(5)
    assert facts.last(LogKind.RETURN_RECEIVED).at == on_day(5)
    assert facts.has(LogKind.RETURN_RECEIVED, "b")
    assert not facts.has(LogKind.RETURN_RECEIVED, "c")
    assert len(facts.all(LogKind.RETURN_RECEIVED)) == 3
    assert facts.kinds == {LogKind.RETURN_RECEIVED, LogKind.GROUP_TOLD}
    assert facts.subjects(LogKind.GROUP_TOLD) == ()


@given(st.permutations(range(5)))
def test_the_order_in_which_facts_are_given_does_not_matter(order):
    told = facts_of(*[(LogKind.CHAIR_CONTACTED, on_day(n + 1)) for n in range(5)]).facts

    assert CaseFacts(tuple(told[n] for n in order)).last(
        LogKind.CHAIR_CONTACTED
    ).at == on_day(5)


def test_facts_can_be_made_of_anchors_and_names():
    facts = facts_of_anchors(
        {"intention_notified": NOTIFIED, "sneeze": NOTIFIED},
        ["group_told", "intention_notified"],
        at=on_day(2),
    )

    assert facts.kinds == {LogKind.NOTIFICATION_RECEIVED, LogKind.GROUP_TOLD}
    assert facts.last(LogKind.GROUP_TOLD).at == on_day(2)
    assert facts_of_anchors({"incident": NOTIFIED}, ["group_told"]).kinds == {
        LogKind.INCIDENT_RECORDED
    }


def test_an_anchor_has_words():
    assert anchor_words("intention_notified") == "the intention to notify"
    assert anchor_words("sin_submitted") == "the SIN"
    assert anchor_words("la_aware") == "the local authority's awareness"
    assert anchor_words("incident") == "the incident"
    assert anchor_words("lead_member_told") == "lead member told"
    assert anchor_words("meeting_closed") == "“Meeting closed”"
    assert kind_of("sneeze") is None


@pytest.mark.paragraph("P0.1")
@pytest.mark.parametrize("kind", list(LogKind))
def test_every_kind_of_entry_has_words_category_and_paragraph(kind):
    assert kind.words.strip()
    assert kind.category in Category
    assert kind.paragraph.startswith("P")


def test_a_kind_without_its_words_is_refused():
    with pytest.raises(TypeError, match="needs its words"):
        LogKind._new_member_(LogKind, "sneezed")


@pytest.mark.paragraph("P1.12")
def test_the_four_subfolders_have_the_procedures_names():
    assert [folder.words for folder in Subfolder] == [
        "I. Notification and scoping",
        "II. Rapid Review meeting",
        "III. Statutory Correspondence",
        "IV. General Correspondence",
    ]


def test_every_role_has_words():
    assert len({role.words for role in Role}) == len(Role)


OWN = ("asked", "answered")


def own(name: str, about: str | None = None) -> tuple:
    return (LogKind.OWN_FACT, on_day(2), own_subject(name, about))


@pytest.mark.parametrize(
    ("subject", "name", "about"),
    [
        ("asked", "asked", None),
        ("asked:5f0c", "asked", "5f0c"),
        ("asked:5f:0c", "asked", "5f:0c"),
        ("", "", None),
        (None, "", None),
    ],
)
def test_the_subject_of_an_own_fact_says_which_and_of_what(subject, name, about):
    assert own_name(subject) == (name, about)
    if name:
        assert own_subject(name, about) == subject


def test_own_facts_are_found_by_their_names_like_any_other():
    facts = facts_of(own("asked", "school"), own("asked", "home"), own("answered"))

    assert facts.has("asked")
    assert facts.has("asked", "school")
    assert not facts.has("asked", "farm")
    assert facts.subjects("asked") == ("school", "home")
    assert facts.subjects("answered") == ()
    assert facts.last("asked").subject == "asked:home"
    assert facts.last("asked", "school").seq == 1
    assert facts.names == {"asked", "answered"}
    assert facts.kinds == {LogKind.OWN_FACT}
    assert len(facts.all("asked")) == 2
    assert facts.anchors() == {"asked": on_day(2), "answered": on_day(2)}
    assert not facts.has("own_fact")


def test_an_own_fact_is_no_kind_of_entry():
    assert kind_of("own_fact") is None
    assert kind_of("asked") is None
    assert fact_name("asked") == "asked"
    assert (
        fact_name("sin_submitted")
        == fact_name("sin_submitted")
        == LogKind.SIN_SUBMITTED
    )
    assert fact_name("intention_notified") == "notification_received"


def test_own_facts_can_be_made_of_names_too():
    facts = facts_of_anchors(
        {"asked": NOTIFIED, "sneeze": NOTIFIED}, ["answered"], at=on_day(2), own=OWN
    )

    assert facts.names == {"asked", "answered"}
    assert facts.anchor("answered") == on_day(2)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("asked", True),
        ("asked=yes", True),
        ("asked = true", True),
        ("asked=no", False),
        ("case_ended=false", False),
        ("asked=2026-11-02T09:30", london("2026-11-02 09:30")),
    ],
)
def test_a_fact_is_so_or_not_or_was_then(typed, expected):
    name, value = parse_fact(typed, OWN)

    assert name == typed.split("=")[0].strip()
    assert value == expected


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("sneeze", "There is no fact “sneeze”"),
        ("own_fact", "There is no fact “own_fact”"),
        ("asked=perhaps", "“perhaps” is not a date and time"),
    ],
)
def test_a_fact_that_cannot_be_read_is_refused(typed, words):
    with refuses(Refused, match=words):
        parse_fact(typed, OWN)


def test_an_own_anchor_is_known_and_listed():
    assert parse_anchor("asked=2026-11-02T09:30", OWN)[0] == "asked"
    with refuses(Refused, match="la_aware, incident, asked, answered"):
        parse_anchor("sneeze=2026-11-02", OWN)
    with refuses(Refused, match="no anchor “asked”"):
        parse_anchor("asked=2026-11-02T09:30")


def test_closed_days_are_read_with_their_names():
    text = "2026-12-29: The offices are closed\n2026-12-30: ''\n"

    assert parse_closures(text) == {
        d("2026-12-29"): "The offices are closed",
        d("2026-12-30"): "",
    }


@pytest.mark.parametrize("text", ["", "- a", "soon: closed", "a: [", "2026-02-30: a"])
def test_closed_days_that_are_none_are_refused(text):
    with refuses(Refused, match="lines such as 2026-12-29: closed"):
        parse_closures(text)


def test_an_instant_is_london_time_or_has_its_offset():
    assert parse_instant("2026-07-01T09:30") == london("2026-07-01 09:30")
    assert parse_instant("2026-07-01T09:30+01:00") == london("2026-07-01 09:30")
