"""From the e-mail to the accepted return, without an account: by mouse, by keys, without script."""

from typing import Any

import pytest

from tests.asking import asked
from tests.browser import agency, days
from tests.browser.house import House
from tests.browser.keyboard import AtTheKeyboard
from tests.browser.person import Person
from tests.make import LABEL

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCHOOL, POLICE = "Aldermoss Primary School", "Fellmoor Constabulary"
WITHOUT_SCRIPT = {"java_script_enabled": False}
WAYS: dict[str, tuple[type[Person], dict[str, Any]]] = {
    "by mouse": (Person, {}),
    "by keyboard": (AtTheKeyboard, {}),
    "without script": (Person, WITHOUT_SCRIPT),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.paragraph("P1.10", "P1.11", "P2.3", "P2.5")
def test_two_agencies_answer_and_are_accepted(house: House, way: str) -> None:
    person, options = WAYS[way]
    house.everybody(person, **options)
    asked(house.cast, "SCH", "POL")
    owen = at_work(house, "owen", 2, "09:40")

    the_school_answers(house, owen)
    the_police_answer(house, owen)

    owen = at_work(house, "owen", 2, "14:00", "Agencies and returns")
    owen.sees("2 in", "0 awaited")
    days.checks(owen, SCHOOL)
    days.checks(owen, POLICE, nil=True)
    priya = at_work(house, "priya", 3, "10:00", "Agencies and returns")
    for name in (SCHOOL, POLICE):
        days.accepts(priya, name)
        priya.follows("Agencies and returns")
    assert priya.main.inner_text().count("Accepted") == 2


def the_school_answers(house: House, owen: Person) -> None:
    """Sam begins and hands over; Lena finishes; the head teacher gives it back, then signs."""
    sam, link = behind_the_link(house, owen, "Information request", "Sam Hollinfare")
    agency.begins(sam)
    agency.hands_over(sam, "Lena Farthing", "lena@northmere.example")
    assert house.visitor().goes_to(link) == 410

    lena, _ = behind_the_link(house, owen, "Now with you", "Lena Farthing")
    lena.follows("The child or children")
    agency.writes_the_rest(lena)
    agency.sends_to(lena, "Grace Merribeck", "grace@northmere.example")
    grace, _ = behind_the_link(house, owen, "For you to sign", "Grace Merri")
    agency.gives_back(grace, "F5: please say what mornings were like.")

    lena.goes_to("/answer/form/")
    lena.sees("gave the form back", "what mornings were like")
    lena.follows("Analysis")
    agency.answers(lena, F5="On most mornings the child came hungry, and late.")
    lena.goes_to("/answer/form/check/")
    agency.sends_to(lena, "Grace Merribeck", "grace@northmere.example")
    agency.signs(house.visitor(), owen, "Grace Merribeck")
    lena.goes_to("/answer/form/")
    lena.sees("Grace Merribeck", "received")


def the_police_answer(house: House, owen: Person) -> None:
    """Nothing is known: two pages, and a senior manager who passes it to another."""
    author, _ = behind_the_link(house, owen, "Information request", "Sam of POL")
    agency.says_nil(author)
    agency.sends_to(author, "Grace of POL", "grace.pol@northmere.example")
    grace, _ = behind_the_link(house, owen, "For you to sign", "Grace of POL")
    agency.passes_on(grace, "Ivo Stannard", "ivo.pol@northmere.example")
    agency.signs(house.visitor(), owen, "Ivo Stannard")


def behind_the_link(
    house: House, owen: Person, subject: str, name: str
) -> tuple[Person, str]:
    """Somebody opens the letter, its link, and the code; with the link they used."""
    link = agency.link_in(agency.letter(owen, subject, name))
    visitor = house.visitor()
    agency.enters(visitor, owen, link, name)
    return visitor, link


def at_work(house: House, name: str, day: int, time: str, place: str = "") -> Person:
    """Somebody of the Team signs in and goes to a page of the case."""
    person = house.arrives(name, day, time)
    person.follows(LABEL)
    if place:
        person.follows(place)
    return person
