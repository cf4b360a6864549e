"""The procedure in the product: every paragraph has an anchor, for links and for people."""

import re
from itertools import pairwise

import pytest
from django.test import Client

from rapidreview.procedure.definition import shipped

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client: Client) -> str:
    answer = client.get("/procedure/")
    assert answer.status_code == 200
    return answer.text


def test_every_paragraph_of_the_timetable_has_its_place(page: str) -> None:
    wanted = {
        task.paragraph.lower() for task in shipped("rapid-review-2018").tasks.values()
    }

    assert wanted <= set(re.findall(r'id="(p[0-9.]+)"', page))


def test_no_place_is_named_twice(page: str) -> None:
    named = re.findall(r' id="([^"]+)"', page)

    assert len(named) == len(set(named))


def test_the_page_shows_no_marks_of_its_source(page: str) -> None:
    text = re.sub(r"<[^>]+>", " ", page.split("<main")[1])

    assert "**" not in text
    assert "](" not in text
    assert not re.search(r"^#+ ", text, re.MULTILINE)


def test_headings_begin_with_one_and_leave_none_out(page: str) -> None:
    levels = [int(one) for one in re.findall(r"<h([1-6])", page.split("<main")[1])]

    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
