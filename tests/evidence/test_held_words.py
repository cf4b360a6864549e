"""Held text found again: in another round, and in a text that is about to leave."""

import pytest

from rapidreview.evidence.held_words import same_entry, tells

pytestmark = pytest.mark.paragraph("P14.7")
HELD = {"E7": "The time of the call to the ambulance was 02:14."}
OTHER = {"E7": "A school place was offered."}


def test_the_same_words_are_the_same_entry_wherever_they_stand():
    assert same_entry(HELD, 1, [OTHER, HELD, HELD]) == {2, 3}


def test_an_entry_that_was_corrected_is_still_held():
    changed = {"E7": "The time of the call to the ambulance was 02:15, not earlier."}

    assert same_entry(HELD, 1, [OTHER, changed]) == {2}


def test_where_nothing_is_like_it_the_same_number_is_held():
    assert same_entry(HELD, 1, [OTHER]) == {1}
    assert same_entry(HELD, 2, [OTHER]) == frozenset()
    assert same_entry(HELD, 1, []) == frozenset()


LONG = "The time of the call must not be given to either adult before they are interviewed."


@pytest.mark.parametrize(
    ("held", "text", "told"),
    [
        (LONG, f"We note: {LONG.upper()}", True),
        (LONG, "So the time of the call must not be given, it was said.", True),
        (LONG, "The time of the call was noted.", False),
        (LONG, "", False),
        ("12 Larch Rise", "She lives at 12 LARCH RISE, with her aunt.", True),
        ("12 Larch Rise", "She lives at 112 Larch Rise.", False),
        ("Larch", "A larch grew there.", False),
        ("at home", "She was at home.", False),
        ("Moved to NX4 7QP in May", "The house is in nx47qp.", True),
        ("Ring 01632 960 123", "His number is 01632960123.", True),
        ("the aunt’s home address", "It is the aunt's home address.", True),
    ],
)
def test_words_of_a_held_text_are_found_again(held, text, told):
    assert tells(held, text) == told
