"""Text about people lies encrypted in its column, bound to its row; keys bound to their owner."""

from datetime import date

import pytest
from django.core.serializers import serialize
from django.db import connection

from rapidreview.case.models import Child
from rapidreview.people import keys
from rapidreview.people.keys import CannotOpen
from rapidreview.people.models import Partnership
from rapidreview.people.sealed import Ciphertext
from tests import make
from tests.cast import gather, gather_elsewhere

pytestmark = pytest.mark.django_db
KEY, OTHER_KEY = b"k" * 32, b"o" * 32


def in_the_database(table: str, column: str, row: object) -> bytes:
    """The bytes of a column, as anybody with the database reads them."""
    with connection.cursor() as cursor:
        given = row.pk.hex if connection.vendor == "sqlite" else row.pk
        cursor.execute(f"SELECT {column} FROM {table} WHERE id = %s", [given])  # noqa: S608
        return bytes(cursor.fetchone()[0])


def a_child() -> Child:
    return make.child(make.case(gather()), born=date(2021, 3, 27))


@pytest.mark.parametrize("column", ["name", "born"])
def test_the_database_holds_no_text_about_a_child(column: str) -> None:
    child = a_child()

    held = in_the_database("rapidreview_child", column, child)

    assert len(held) > keys.NONCE_BYTES
    assert getattr(child, column).encode() not in held


def test_sealed_text_reads_as_it_was_written() -> None:
    name = "O'Brien-Łukasz 李 \U0001f600 <script>"
    child = make.child(make.case(gather()), name=name)

    assert Child.objects.get(pk=child.pk).name == name


def test_nothing_written_is_nothing_stored() -> None:
    child = make.child(make.case(gather()), name="")

    assert in_the_database("rapidreview_child", "name", child) == b""
    assert Child.objects.get(pk=child.pk).name == ""


def test_the_same_text_is_never_sealed_the_same_way_twice() -> None:
    child = a_child()
    first = in_the_database("rapidreview_child", "name", child)
    child.name = str(child.name)
    child.save()

    assert in_the_database("rapidreview_child", "name", child) != first


def put(row: Child, column: str, sealed: bytes) -> None:
    """Put sealed bytes into a column, as somebody with the database in hand would."""
    setattr(row, column, Ciphertext(sealed))


def test_text_moved_to_another_row_does_not_open() -> None:
    case = make.case(gather())
    one, other = make.child(case), make.child(case, name="Nelo Marvane")
    moved = Child.objects.get(pk=other.pk)
    put(moved, "name", in_the_database("rapidreview_child", "name", one))

    with pytest.raises(CannotOpen):
        str(moved.name)


def test_text_moved_to_another_column_does_not_open() -> None:
    child = Child.objects.get(pk=a_child().pk)
    put(child, "other_names", in_the_database("rapidreview_child", "name", child))

    with pytest.raises(CannotOpen):
        str(child.other_names)


def test_text_does_not_open_with_the_key_of_another_case() -> None:
    child, elsewhere = a_child(), make.case(gather_elsewhere())
    put(child, "name", in_the_database("rapidreview_child", "name", child))
    child.case = elsewhere

    with pytest.raises(CannotOpen):
        str(child.name)


def test_the_key_of_a_case_does_not_open_for_another_case() -> None:
    one, other = make.case(gather()), make.case(gather_elsewhere())

    with pytest.raises(CannotOpen):
        keys.open_key(one.key_wrapped, other.key_owner)


def test_every_case_has_a_key_of_its_own() -> None:
    cast = gather()
    one = make.case(cast)
    other = make.case(cast, number=2, label="041126XX")

    opened = {keys.open_key(case.key_wrapped, case.key_owner) for case in (one, other)}

    assert len(opened) == 2


def test_a_key_does_not_open_with_another_master_key(settings) -> None:
    case = make.case(gather())
    settings.MASTER_KEY = OTHER_KEY

    with pytest.raises(CannotOpen):
        keys.open_key(case.key_wrapped, case.key_owner)


@pytest.mark.parametrize("flipped", [0, keys.NONCE_BYTES, -1])
def test_a_changed_byte_does_not_open(flipped: int) -> None:
    sealed = bytearray(keys.seal(KEY, b"a fall", b"here"))
    sealed[flipped] ^= 1

    with pytest.raises(CannotOpen):
        keys.unseal(KEY, bytes(sealed), b"here")


@pytest.mark.parametrize(("key", "place"), [(OTHER_KEY, b"here"), (KEY, b"there")])
def test_what_is_sealed_opens_only_with_its_key_in_its_place(
    key: bytes, place: bytes
) -> None:
    sealed = keys.seal(KEY, b"a fall", b"here")

    assert keys.unseal(KEY, sealed, b"here") == b"a fall"
    with pytest.raises(CannotOpen):
        keys.unseal(key, sealed, place)


@pytest.mark.parametrize("short", [b"", b"short"])
def test_too_few_bytes_do_not_open(short: bytes) -> None:
    with pytest.raises(CannotOpen):
        keys.unseal(KEY, short, b"here")


def test_a_sealed_column_cannot_be_searched() -> None:
    with pytest.raises(TypeError, match="sealed"):
        Child.objects.filter(name="Bramwell Nettlecombe").exists()


def test_a_sealed_column_cannot_be_changed_past_its_row() -> None:
    child = a_child()

    with pytest.raises(TypeError, match="sealed"):
        Child.objects.filter(pk=child.pk).update(name="Nelo Marvane")


def test_a_sealed_column_takes_text_only() -> None:
    with pytest.raises(TypeError, match="text"):
        setattr(a_child(), "name", 7)  # noqa: B010 - what types would stop


def test_many_rows_at_once_are_sealed_too() -> None:
    case = make.case(gather())
    rows = [Child(case=case, number=n, name=f"Child {n} of all") for n in (1, 2, 3)]

    Child.objects.bulk_create(rows)

    assert [row.name for row in case.children.all()] == [
        "Child 1 of all",
        "Child 2 of all",
        "Child 3 of all",
    ]
    assert b"Child 1" not in in_the_database("rapidreview_child", "name", rows[0])


def test_many_rows_changed_at_once_are_sealed_too() -> None:
    child = a_child()
    child.name = "Nelo Marvane"

    with pytest.raises(TypeError, match="sealed"):
        Child.objects.bulk_update([child], ["name"])


def test_a_row_saved_unread_keeps_what_it_held() -> None:
    child = a_child()
    unread = Child.objects.get(pk=child.pk)
    unread.sex = "male"
    unread.save()

    assert Child.objects.get(pk=child.pk).name == "Bramwell Nettlecombe"


def test_a_deferred_column_is_fetched_when_it_is_read() -> None:
    child = a_child()

    assert Child.objects.defer("name").get(pk=child.pk).name == "Bramwell Nettlecombe"


def test_a_printed_row_tells_no_name() -> None:
    child = a_child()

    assert "Bramwell" not in f"{child} {child!r} {child.case!r}"


def test_a_partnership_seals_under_its_own_key() -> None:
    partnership = gather().partnership
    again = Partnership.objects.get(pk=partnership.pk)

    assert len(keys.open_key(again.key_wrapped, again.key_owner)) == keys.KEY_BYTES


def test_rows_cannot_be_dumped_as_plain_text() -> None:
    with pytest.raises(TypeError):
        serialize("json", [a_child()])
