"""A whole case by clicking: from the call to the response of the National Panel, filed."""

from typing import Any

import pytest

from tests.browser import agency, days, meeting_days, panel_days, report_days
from tests.browser.house import House, moment
from tests.browser.person import PHONE, Person
from tests.make import LABEL

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCHOOL, POLICE = "Aldermoss Primary School", "Fellmoor Constabulary"
GROUP = ("Judith Hathersby", "Victor Aldersyke", "Matthias Dovecroft", "Nadia Underhay")
ON_A_PHONE = {"viewport": PHONE, "has_touch": True}


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
    days.names_people(priya)
    oliver = house.arrives("oliver", 1, "11:00")
    assert oliver.goes_to(case) == 404
    oliver.sees_nothing_of(LABEL)
    owen = house.arrives("owen", 1, "11:30")
    days.sends_requests(owen)
    days.invites(owen)
    return days.entries(owen)


def answer(house: House) -> None:
    """Day 2: the school tells its part at length, the police were not involved."""
    owen = at_work(house, "owen", 2, "10:00")
    sam = house.visitor(viewport=PHONE, has_touch=True)
    letter = agency.letter(owen, "Information request", "Sam Hollinfare")
    agency.enters(sam, owen, agency.link_in(letter), "Sam Hollinfare")
    agency.writes_all(sam)
    agency.sends_to(sam, "Grace Merribeck", "grace@northmere.example")
    agency.signs(house.visitor(**ON_A_PHONE), owen, "Grace Merribeck")
    without_script = house.visitor(java_script_enabled=False)
    letter = agency.letter(owen, "Information request", "Sam of POL")
    agency.enters(without_script, owen, agency.link_in(letter), "Sam of POL")
    agency.says_nil(without_script)
    agency.sends_to(without_script, "Grace of POL", "grace.pol@northmere.example")
    signer = house.visitor(java_script_enabled=False)
    agency.signs(signer, owen, "Grace of POL")


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
    days.records_the_sin(priya)
    priya.follows("Agencies and returns")
    days.sends_back(priya, SCHOOL, "F5", "Please say what life was like for the child.")
    return days.entries(priya)


def answer_again_and_collate(house: House) -> int:
    """Days 4 to 6: round 2, the Chair's go-ahead without the third, the pack."""
    owen = at_work(house, "owen", 4, "10:00")
    sam = house.visitor(viewport=PHONE, has_touch=True)
    letter = agency.letter(owen, "please look again", "Sam Hollinfare")
    agency.enters(sam, owen, agency.link_in(letter), "Sam Hollinfare")
    agency.mends(sam, "Analysis", F5="Every day the child waited at the gate, alone.")
    agency.sends_to(sam, "Grace Merribeck", "grace@northmere.example")
    agency.signs(house.visitor(), owen, "Grace Merribeck")
    owen.follows("Agencies and returns")
    days.checks(owen, SCHOOL)
    priya = at_work(house, "priya", 5, "10:00", "Agencies and returns")
    days.accepts(priya, SCHOOL)
    days.gives_go_ahead(at_work(house, "judith", 6, "09:00", "Pack"))
    priya = at_work(house, "priya", 6, "10:00", "Pack")
    days.releases_the_pack(priya)
    days.begins_the_report(at_work(house, "owen", 6, "10:20", "Report"))
    return days.entries(priya)


def read_the_pack(house: House) -> None:
    """Day 6: a member of the group opens it; who is not of the group does not."""
    matthias = at_work(house, "matthias", 6, "14:00", "Pack")
    pack = matthias.address
    assert matthias.opens_file("Open version 1").startswith(b"%PDF-")
    oliver = house.arrives("oliver", 6, "14:10")
    assert oliver.goes_to(pack) == 404


def at_work(
    house: House, name: str, day: int, time: str, place: str = "", **options: Any
) -> Person:
    """Somebody of the case signs in and goes to a page of it."""
    person = house.arrives(name, day, time, **options)
    person.follows(LABEL)
    person.sees(f"Day {day}")
    if place:
        person.follows(place)
    return person


def prepare_the_meeting(house: House) -> int:
    """Day 7: the place and the agenda; the group sees when and where."""
    owen = at_work(house, "owen", 7, "13:50", "Meetings")
    meeting_days.prepares(owen)
    matthias = at_work(house, "matthias", 7, "14:00", "Meetings")
    matthias.sees("By video, with a room at Lantern House", "None yet")
    return days.entries(owen)


def hold_the_meeting(house: House) -> int:
    """Day 8: minutes on a telephone, the Chair decides, the close, the minutes filed."""
    miriam = at_work(house, "miriam", 8, "12:15", "Meetings", **ON_A_PHONE)
    meeting_days.minutes_it(miriam)
    judith = at_work(house, "judith", 8, "12:32", "Meetings")
    meeting_days.walks_through(judith)
    meeting_days.hears_the_partners(judith)
    meeting_days.decides_on_the_executives(judith)
    meeting_days.agrees_an_action(miriam)
    house.clock(8, "12:41")
    meeting_days.approves_and_closes(miriam)
    house.clock(8, "13:00")
    meeting_days.files_the_minutes(miriam)
    return days.entries(judith)


def send_minutes_and_report(house: House) -> int:
    """Day 9: to exactly the group; nobody else finds them."""
    owen = at_work(house, "owen", 9, "09:30", "Report")
    report_days.sends_with_the_minutes(owen, *GROUP)
    owen.follows("Meetings")
    meeting_days.calls_the_executives(owen)
    matthias = at_work(house, "matthias", 9, "09:50", "Meetings")
    assert meeting_days.reads_minutes(matthias).startswith(b"%PDF-")
    return days.entries(owen)


def write_and_circulate(house: House) -> int:
    """Days 10 to 12: written, amended by the Chair, circulated, signed off."""
    owen = at_work(house, "owen", 10, "09:30", "Report")
    report_days.updates(owen)
    report_days.writes_what_is_empty(owen)
    report_days.sends_to_the_chair(owen)
    judith = at_work(house, "judith", 11, "09:00", "Report")
    report_days.amends(judith, "R7")
    report_days.assures_quality(judith)
    report_days.confirms_the_list(judith, *GROUP, "Helene Wintersea")
    owen = at_work(house, "owen", 11, "14:00", "Report")
    report_days.circulates(owen, *GROUP, "Helene Wintersea")
    entries = days.entries(owen)
    helene = at_work(house, "helene", 12, "09:00", "Report", java_script_enabled=False)
    for partner in ("Local authority", "Integrated care board", "Police"):
        report_days.signs_off(helene, partner)
    return entries


def meet_the_executives(house: House) -> int:
    """Day 13: held, minuted; a leader reads those minutes, and no others."""
    miriam = at_work(house, "miriam", 13, "10:00", "Meetings")
    meeting_days.holds_the_executives(miriam, moment(13, "09:50"))
    dana = at_work(house, "dana", 13, "11:00", "Meetings")
    assert meeting_days.reads_minutes(dana).startswith(b"%PDF-")
    return days.entries(at_work(house, "judith", 13, "11:10"))


def sign_and_submit(house: House) -> int:
    """Day 14: signed on a telephone, filed, checked, bound, sent, acknowledged."""
    judith = at_work(house, "judith", 14, "09:00", "Report", **ON_A_PHONE)
    report_days.signs(judith)
    priya = at_work(house, "priya", 14, "10:00", "Report")
    report_days.files_the_signed(priya)
    priya.follows("Submission")
    panel_days.sees_what_is_missing(priya)
    assert panel_days.binds(priya).startswith(b"PK")
    panel_days.submits(priya)
    owen = at_work(house, "owen", 14, "15:40", "Submission")
    panel_days.files_the_acknowledgement(owen)
    return days.entries(owen)


def hear_from_the_panel(house: House) -> int:
    """Afterwards: the response filed, shared, decided on; the case closed."""
    owen = at_work(house, "owen", 24, "10:00", "Submission")
    panel_days.files_the_response(owen)
    panel_days.shares_the_response(owen, *GROUP, "Helene Wintersea")
    matthias = at_work(house, "matthias", 24, "11:00", "Submission")
    assert matthias.opens_file("Open the response") == panel_days.RESPONSE
    priya = at_work(house, "priya", 25, "10:00", "Submission")
    panel_days.decides_what_follows(priya)
    priya.follows("Actions")
    panel_days.finishes_the_action(priya)
    priya.follows("Overview")
    panel_days.closes(priya)
    return days.entries(priya)


PARTS = (
    open_and_ask,
    answer,
    check_and_decide,
    answer_again_and_collate,
    read_the_pack,
    prepare_the_meeting,
    hold_the_meeting,
    send_minutes_and_report,
    write_and_circulate,
    meet_the_executives,
    sign_and_submit,
    hear_from_the_panel,
)
