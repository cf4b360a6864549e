"""Whose turn it is while text of a Word form has no place yet (P2.1, P2.8)."""

from datetime import timedelta

import pytest

from rapidreview.casefolder.uploads import Upload
from rapidreview.dailylog.facts import case_facts
from rapidreview.quality import checklist
from rapidreview.scoping import placing, receiving, reminding
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.word import DOCX
from tests.asking import SENT_AT, asked, author
from tests.cast import Cast, gather
from tests.stages.test_scoping_placing import (
    form_of,
    loose,
    typed_into,
    with_loose_text,
)

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P2.8")]


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture
def school(cast: Cast) -> AgencyReturn:
    return asked(cast)


def test_while_the_team_has_texts_to_place_nobody_is_reminded_and_the_row_says_so(
    cast, school
) -> None:
    loose(school)
    due = school.due_at - timedelta(days=1, hours=8)

    row = checklist.rows(school.case, case_facts(school.case), SENT_AT)[0]
    assert (row.step.words, row.step.route) == ("Place its text", "type_place")
    assert reminding.remind_if_due(school, at=due) == []
    assert reminding.coming(school, at=SENT_AT) == ""


def test_a_form_that_the_senior_manager_has_is_reminded_of_all_the_same(
    cast, school
) -> None:
    loose(school)
    school.state = AgencyReturn.State.WITH_SIGNER
    school.save()

    row = checklist.rows(school.case, case_facts(school.case), SENT_AT)[0]
    assert row.step.words == "Chase"
    assert reminding.coming(school, at=SENT_AT)


def test_texts_that_the_author_brought_are_the_authors_to_place(cast, school) -> None:
    upload = Upload(typed_into(form_of(school), with_loose_text), "form.docx", DOCX)
    receiving.fill_from_word(
        school,
        upload,
        by=author(school),
        at=SENT_AT,
        channel=placing.BY_THE_AUTHOR,
    )

    row = checklist.rows(school.case, case_facts(school.case), SENT_AT)[0]
    assert row.step.words == "Chase"
    assert placing.with_the_team(school) == 0
    assert reminding.coming(school, at=SENT_AT)
