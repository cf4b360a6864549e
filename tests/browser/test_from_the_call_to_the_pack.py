"""A whole case by clicking: from the call to the pack in the group's hands."""

import pytest

from tests.browser import agency, days
from tests.browser.house import House
from tests.browser.person import PHONE, Person
from tests.make import LABEL

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCHOOL, POLICE = "Aldermoss Primary School", "Fellmoor Constabulary"


@pytest.mark.paragraph("P1.1", "P1.10", "P2.3", "P2.6", "P6.1", "P6.2")
def test_a_case_goes_from_the_call_to_the_pack_in_the_groups_hands(
    house: House,
) -> None:
    first = open_and_ask(house)
    answer(house)
    second = check_and_decide(house)
    third = answer_again_and_collate(house)
    read_the_pack(house)

    assert 0 < first < second < third


def open_and_ask(house: House) -> int:
    """Day 1: Priya opens the case; nobody else sees it who has no part in it."""
    priya = house.arrives("priya", 1, "09:40")
    days.opens_the_case(priya)
    case = priya.address
    days.begins(priya)
    oliver = house.arrives("oliver", 1, "11:00")
    assert oliver.goes_to(case) == 404
    oliver.sees_nothing_of(LABEL)
    owen = house.arrives("owen", 1, "11:30")
    days.sends_requests(owen)
    return days.entries(owen)


def answer(house: House) -> None:
    """Day 2: the school tells its part at length, the police were not involved."""
    owen = at_work(house, "owen", 2, "10:00")
    sam = house.visitor(viewport=PHONE, has_touch=True)
    letter = agency.letter(owen, "Request for information", "Sam Hollinfare")
    agency.enters(sam, owen, agency.link_in(letter), "Sam Hollinfare")
    agency.writes_all(sam)
    agency.signs_and_sends(sam, "Grace Merribeck")
    without_script = house.visitor(java_script_enabled=False)
    letter = agency.letter(owen, "Request for information", "Sam of POL")
    agency.enters(without_script, owen, agency.link_in(letter), "Sam of POL")
    agency.says_nil(without_script)
    agency.signs_and_sends(without_script, "Grace of POL")


def check_and_decide(house: House) -> int:
    """Days 2 and 3: checked and shared the same day, read by the Chair, decided."""
    owen = at_work(house, "owen", 2, "14:00", "Agencies and returns")
    owen.sees("Day 2 of 15", "2 in", "1 awaited")
    days.checks(owen, SCHOOL)
    days.checks(owen, POLICE, nil=True)
    judith = at_work(house, "judith", 3, "09:00", "Agencies and returns")
    days.comments(judith, SCHOOL, "Please ask what life was like for the child.")
    priya = at_work(house, "priya", 3, "10:00", "Agencies and returns")
    days.accepts(priya, POLICE)
    days.sends_back(priya, SCHOOL, "F5", "Please say what life was like for the child.")
    return days.entries(priya)


def answer_again_and_collate(house: House) -> int:
    """Days 4 to 6: round 2, the Chair's go-ahead without the third, the pack."""
    owen = at_work(house, "owen", 4, "10:00")
    sam = house.visitor(viewport=PHONE, has_touch=True)
    letter = agency.letter(owen, "please look again", "Sam Hollinfare")
    agency.enters(sam, owen, agency.link_in(letter), "Sam Hollinfare")
    agency.mends(sam, "Analysis", F5="Every day the child waited at the gate, alone.")
    agency.signs_and_sends(sam, "Grace Merribeck")
    owen.follows("Agencies and returns")
    days.checks(owen, SCHOOL)
    priya = at_work(house, "priya", 5, "10:00", "Agencies and returns")
    days.accepts(priya, SCHOOL)
    days.gives_go_ahead(at_work(house, "judith", 6, "09:00", "Pack"))
    priya = at_work(house, "priya", 6, "10:00", "Pack")
    days.releases_the_pack(priya)
    return days.entries(priya)


def read_the_pack(house: House) -> None:
    """Day 6: a member of the group opens it; who is not of the group does not."""
    matthias = at_work(house, "matthias", 6, "14:00", "Pack")
    pack = matthias.address
    assert matthias.opens_file("Open version 1").startswith(b"%PDF-")
    oliver = house.arrives("oliver", 6, "14:10")
    assert oliver.goes_to(pack) == 404


def at_work(house: House, name: str, day: int, time: str, place: str = "") -> Person:
    """Somebody of the case signs in and goes to a page of it."""
    person = house.arrives(name, day, time)
    person.follows(LABEL)
    person.sees(f"Day {day} of 15")
    if place:
        person.follows(place)
    return person
