"""What is pointed at before a report is signed, and the nearest text that is not."""

import pytest

from rapidreview.evidence.identifying import (
    Detail,
    Sort,
    details_in,
    is_nhs_number,
    jigsaw,
)
from rapidreview.evidence.pseudonyms import Key, names_in
from rapidreview.evidence.report_checks import FileSeen, Remark, Section, remarks

KEY = Key((("Child A", ("Nelo Marvane", "Nelo")), ("Mother", ("Ida Marvane",))))
NOBODY = Key(())
LONG = "The decision was made because nobody had asked what the day was like. " * 6
GOOD = {
    "R8": "The child said she liked mornings, and drew her home. " * 6,
    "R9": "Race mattered, because racism shaped how the family’s language was heard. "
    * 6,
    "R10": "Her father lives nearby; he was asked twice, because he cares for her. "
    * 3,
}


def found(code: str, text: str, key: Key = NOBODY, **more: object) -> list[Remark]:
    return remarks([Section(code, "T", text, **more)], key)


def codes(code: str, text: str, key: Key = NOBODY, **more: object) -> list[str]:
    return [one.code for one in found(code, text, key, **more)]


@pytest.mark.paragraph("P13.1")
@pytest.mark.parametrize(
    ("code", "text", "said"),
    [
        ("R3", " ", ["RC01"]),
        ("R3", "It happened.", ["RC02"]),
        ("R3", LONG, []),
        ("R7", "The worker went there and then went away again. " * 8, ["RC03"]),
        ("R7", LONG, []),
        ("R7", "Seen.", ["RC02"]),
        ("R8", LONG, ["RC05"]),
        ("R8", GOOD["R8"], []),
        ("R9", LONG, ["RC06"]),
        ("R9", GOOD["R9"], []),
        ("R10", LONG, ["RC07"]),
        ("R10", GOOD["R10"], []),
        ("R3", f"{LONG} There was disguised compliance.", ["RC04"]),
        ("R3", f"{LONG} Disguised compliance: she hid the bruise.", []),
        ("R3", f"{LONG} Seen on 3 May 2024.", ["RC09"]),
        ("R3", f"{LONG} Seen in May 2024.", []),
    ],
)
def test_each_remark_and_its_nearest_neighbour(code, text, said):
    assert codes(code, text) == said


def test_an_optional_section_and_one_with_a_table_may_be_empty():
    assert codes("R19", "", needed=False) == []
    assert codes("R19", "None.", needed=False) == []
    assert codes("R18", "", has_table=True) == []
    assert codes("R18", "Three.", has_table=True) == []


@pytest.mark.paragraph("P9.2")
def test_a_remark_says_what_where_and_why():
    (one,) = found("R3", f"{LONG} Then Nelo’s mother, Ida  Marvane, came.", KEY)

    assert one.code == "RC08"
    assert one.words == (
        "A name or detail stands here that has a label: Child A, Mother."
    )
    assert one.places[0].endswith("Nelo’s mother, Ida Marvane, came.")
    assert one.why == "The report goes out without names."


def test_a_remark_keeps_its_mark_until_its_words_change():
    one, again, other = (found("R3", text)[0] for text in ("A b.", "A c.", "A b c."))

    assert one.mark == again.mark
    assert one.mark != other.mark


def test_a_vague_term_is_counted_and_shown():
    text = f"{LONG} Disguised compliance. They show disguised compliance."
    (one,) = found("R3", text)

    assert one.words.startswith("“disguised compliance” is used 2 times")
    assert len(one.places) == 1


def test_no_more_than_five_places_are_shown():
    days = " ".join(f"On {day} May 2024 she came." for day in range(1, 9))

    (one,) = found("R3", f"{LONG} {days}")

    assert len(one.places) == 5


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("born on 3rd of May 2021", Sort.DATE),
        ("seen 03/05/2021 there", Sort.DATE),
        ("a 7-week-old baby", Sort.AGE),
        ("at Aldermoss Primary School daily", Sort.SCHOOL),
        ("to St Anne’s Hospital by car", Sort.HEALTH),
        ("on Ward 7 overnight", Sort.HEALTH),
        ("in AB1 2CD", Sort.POSTCODE),
        ("number 943 476 5919", Sort.NHS_NUMBER),
        ("write to a.b@example.org", Sort.EMAIL),
        ("seen by Dr Gladwythe", Sort.PERSON),
        ("one of the twins", Sort.RARE),
        ("has Prader’s syndrome", Sort.RARE),
        ("as the local press wrote", Sort.PRESS),
    ],
)
def test_details_that_identify_are_found(text, sort):
    assert sort in {one.sort for one in details_in(text)}


@pytest.mark.parametrize(
    "text",
    ["In May 2024 she went to school.", "The School rang.", "943 476 5918", "Aged 5."],
)
def test_what_identifies_nobody_is_left_alone(text):
    assert details_in(text) == []


def test_only_ten_digits_with_their_check_digit_are_an_nhs_number():
    assert is_nhs_number("943 476 5919")
    assert not is_nhs_number("9434765918")
    assert not is_nhs_number("943476591")


@pytest.mark.paragraph("P9.2")
def test_three_kinds_of_details_in_one_section_are_a_jigsaw():
    text = f"{LONG} On 3 May 2024 a twin was seen at Aldermoss Primary School."

    said = found("R3", text)

    assert [one.code for one in said] == ["RC09", "RC09", "RC09", "RC10"]
    assert said[-1].words == (
        "Together these may tell who the family is: an exact date; a school or nursery; "
        "something rare about the family."
    )


@pytest.mark.paragraph("P9.2")
def test_a_jigsaw_in_several_sections_is_seen_over_the_whole():
    texts = ("On 3 May 2024.", "A twin.", "Aldermoss Primary School.")
    sections = [
        Section(f"R{n}", "T", f"{LONG} {text}") for n, text in enumerate(texts, 3)
    ]

    *_, last = remarks(sections, NOBODY)

    assert (last.code, last.section) == ("RC10", "")
    assert jigsaw([Detail(Sort.DATE, "x"), Detail(Sort.RARE, "y")]) == ()


@pytest.mark.paragraph("P13.1")
def test_comments_tracked_changes_and_metadata_of_a_file_are_said():
    seen = FileSeen("r.docx", undecided=2, comments=1, people=("Helene Wintersea",))

    (one,) = remarks([], NOBODY, [seen, FileSeen("clean.docx")])

    assert one.words == (
        "The file r.docx still has 2 parts nobody has decided on, 1 comments, in its "
        "metadata Helene Wintersea."
    )


def test_names_are_found_in_every_form_with_their_label():
    assert names_in("NELO’s mum, ida marvane", KEY) == [
        ("Child A", "NELO"),
        ("Mother", "ida marvane"),
    ]
    assert names_in("Nobody.", NOBODY) == []
