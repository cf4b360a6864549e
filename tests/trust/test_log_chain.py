"""The canonical form and the hashes of the log (trust, 6.1): vectors, and what is refused."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapidreview.dailylog.chain import canonical_bytes, make_entry
from rapidreview.dailylog.verify import body_commit, entry_hash

TEXT = st.text(st.characters(exclude_categories=("Cs",)))
PLAIN = TEXT | st.integers(-(2**53) + 1, 2**53 - 1) | st.booleans() | st.none()
KEYS = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=8)
VALUES = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4)
    ),
    max_leaves=12,
)


def test_an_entry_is_hashed_as_the_handbook_says() -> None:
    header = b'{"seq":1}'
    length = b"\x00" * 7 + b"\x09"

    expected = hashlib.sha256(b"rr.entry.v1" + length + header).hexdigest()

    assert entry_hash(header) == expected


def test_a_body_is_committed_to_with_its_salt() -> None:
    salt, body = b"s" * 32, b"{}"
    parts = b"\x00" * 7 + b"\x20" + salt + b"\x00" * 7 + b"\x02" + body

    assert body_commit(salt, body) == hashlib.sha256(b"rr.body.v1" + parts).hexdigest()


def test_keys_are_sorted_and_text_is_not_escaped() -> None:
    assert canonical_bytes({"b": "é\n", "a": [1, None, True]}) == (
        '{"a":[1,null,true],"b":"é\\n"}'.encode()
    )


@given(VALUES)
def test_the_canonical_form_reads_back_and_has_one_spelling(value: object) -> None:
    written = canonical_bytes(value)

    assert canonical_bytes(json.loads(written)) == written
    assert json.loads(written) == value


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        2**53,
        -(2**53),
        {"é": 1},
        {1: 2},
        b"bytes",
        "\ud800",
        [{"a": 0.5}],
    ],
    ids=[
        "float",
        "nan",
        "large",
        "small",
        "key",
        "number key",
        "bytes",
        "half",
        "deep",
    ],
)
def test_what_two_readers_could_read_differently_is_refused(value: object) -> None:
    with pytest.raises(ValueError):
        canonical_bytes(value)


def test_another_salt_makes_another_commitment_to_the_same_words() -> None:
    first, second = (
        make_entry({"seq": 1}, {"text": "yes"}, salt * 32) for salt in (b"a", b"b")
    )

    assert first.body == second.body
    assert first.body_commit != second.body_commit
    assert first.entry_hash != second.entry_hash
