"""The collation pack: made of what was accepted, released to named people, recalled (P6.1, P6.2)."""

import io
from datetime import timedelta

import pikepdf
import pytest

from rapidreview.casefolder import storage
from rapidreview.casefolder.models import Release
from rapidreview.collation import actions
from rapidreview.collation.models import GoAhead, Pack
from rapidreview.collation.readers import packs_for, readers_of, recipients_for
from rapidreview.mail.models import Letter
from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotYet, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.quality import actions as quality
from tests.asking import sent
from tests.cast import Cast, gather, gather_elsewhere
from tests.opened import told
from tests.settled import PACK_AT, accepted, check, in_the_group, nil, packed

pytestmark = pytest.mark.django_db
LATER = PACK_AT + timedelta(hours=1)


@pytest.fixture
def cast() -> Cast:
    gather_elsewhere()
    return gather()


def outline_of(pack: Pack) -> list[str]:
    """The headings of the pack's outline."""
    with (
        pikepdf.open(io.BytesIO(storage.read(pack.version))) as pdf,
        pdf.open_outline() as outline,
    ):
        return [str(one.title) for one in outline.root]


@pytest.mark.paragraph("P6.1", "P1.17")
def test_settled_returns_make_a_pack_filed_in_one(cast: Cast) -> None:
    pack = packed(cast)

    assert (pack.number, pack.version.number) == (1, "1")
    assert "Aldermoss Primary School: return" in outline_of(pack)
    assert "Merged chronology" in outline_of(pack)
    entry = told(pack.case, LogKind.RETURNS_COLLATED)[0]
    assert entry.location == "I. Notification and scoping / Collation pack, version 1"


@pytest.mark.paragraph("P6.1")
def test_no_pack_is_made_while_a_return_is_unsettled(cast: Cast) -> None:
    case = check(sent(cast), cast).case

    with pytest.raises(NotYet):
        actions.collate(case, by=cast.actor("owen"), at=PACK_AT)

    assert not case.packs.exists()


@pytest.mark.paragraph("P6.1")
def test_the_chair_may_let_the_pack_be_made_without_a_return(cast: Cast) -> None:
    case = accepted(cast, "SCH", "POL")

    actions.give_go_ahead(
        case, reason="The meeting will hear them.", by=cast.actor("judith"), at=PACK_AT
    )
    pack = actions.collate(case, by=cast.actor("owen"), at=PACK_AT)

    assert "Missing: Fellmoor Constabulary: awaited, due" in pack.contents
    entry = told(case, LogKind.GO_AHEAD_GIVEN)[0]
    assert (entry.by, entry.reason) == (cast.judith.name, "The meeting will hear them.")


@pytest.mark.paragraph("P6.1")
def test_a_go_ahead_needs_a_reason_and_something_missing(cast: Cast) -> None:
    judith = cast.actor("judith")

    with pytest.raises(Incomplete):
        actions.give_go_ahead(
            accepted(cast, "SCH", "POL"), reason="", by=judith, at=PACK_AT
        )
    with pytest.raises(Refused, match="Every return is settled"):
        actions.give_go_ahead(accepted(cast), reason="So be it.", by=judith, at=PACK_AT)

    assert not GoAhead.objects.exists()


@pytest.mark.paragraph("P6.1")
def test_a_nil_return_counts_as_a_return(cast: Cast) -> None:
    row = check(nil(cast), cast, dates="not_applicable", analysis=None)
    quality.accept(row, reason="Searched.", by=cast.actor("priya"), at=PACK_AT)

    pack = actions.collate(row.case, by=cast.actor("owen"), at=PACK_AT)

    assert "In: Aldermoss Primary School: nil return" in pack.contents


@pytest.mark.paragraph("P6.1")
def test_a_second_pack_is_the_next_version_of_the_same_document(cast: Cast) -> None:
    first = packed(cast)

    second = actions.collate(first.case, by=cast.actor("owen"), at=LATER)

    assert (second.number, second.version.number) == (2, "2")
    assert second.version.document_id == first.version.document_id


@pytest.mark.paragraph("P6.2")
def test_the_pack_goes_to_the_people_named_by_a_letter_without_a_word_of_it(
    cast: Cast,
) -> None:
    pack = packed(cast)
    in_the_group(pack.case, cast)
    group = [one.user for one in recipients_for(pack.case, at=LATER)]

    actions.release(pack, group, by=cast.actor("priya"), at=LATER)

    letters = Letter.objects.filter(case=pack.case, kind="pack_released")
    assert {one.to_email for one in letters} == {one.email for one in group}
    assert "Nettlecombe" not in letters[0].body
    assert told(pack.case, LogKind.PACK_RELEASED)[0].to == ", ".join(
        one.name for one in group
    )


@pytest.mark.paragraph("P6.2")
def test_a_pack_goes_to_nobody_outside_the_group(cast: Cast) -> None:
    pack = packed(cast)

    for people, refusal in (([cast.oliver], Refused), ([], Incomplete)):
        with pytest.raises(refusal):
            actions.release(pack, people, by=cast.actor("priya"), at=LATER)

    assert not Release.objects.exists()


@pytest.mark.paragraph("P6.2")
def test_who_has_the_pack_is_not_told_twice(cast: Cast) -> None:
    pack = packed(cast)
    priya = cast.actor("priya")
    actions.release(pack, [cast.judith], by=priya, at=LATER)

    with pytest.raises(AlreadyDone):
        actions.release(pack, [cast.judith], by=priya, at=LATER)
    actions.release(pack, [cast.judith, cast.victor], by=priya, at=LATER)

    assert Letter.objects.filter(kind="pack_released").count() == 2


@pytest.mark.paragraph("P6.2")
def test_a_recalled_pack_is_found_by_nobody_and_they_are_told(cast: Cast) -> None:
    pack = packed(cast)
    priya = cast.actor("priya")
    actions.release(pack, [cast.judith], by=priya, at=LATER)

    recalled = actions.recall(pack, reason="A name was left in.", by=priya, at=LATER)

    assert readers_of(recalled) == []
    assert packs_for(pack.case, cast.judith) == []
    letter = Letter.objects.get(kind="pack_recalled")
    assert (letter.to_email, "A name was left in." in letter.body) == (
        cast.judith.email,
        False,
    )
    assert told(pack.case, LogKind.PACK_RECALLED)[0].reason == "A name was left in."


@pytest.mark.paragraph("P6.2")
def test_a_recalled_version_is_never_released_again(cast: Cast) -> None:
    pack = packed(cast)
    priya = cast.actor("priya")
    actions.release(pack, [cast.judith], by=priya, at=LATER)
    actions.recall(pack, reason="A name was left in.", by=priya, at=LATER)

    with pytest.raises(Refused, match="recalled"):
        actions.release(pack, [cast.victor], by=priya, at=LATER)
    with pytest.raises(AlreadyDone):
        actions.recall(pack, reason="Again.", by=priya, at=LATER)


@pytest.mark.paragraph("P6.2")
def test_what_was_not_released_cannot_be_recalled(cast: Cast) -> None:
    with pytest.raises(NotYet):
        actions.recall(packed(cast), reason="No.", by=cast.actor("priya"), at=LATER)
