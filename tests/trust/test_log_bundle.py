"""The exported bundle: the same bytes twice, and no byte of it changes unseen (T-39)."""

import io
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from rapidreview.casefolder.export import bundle
from rapidreview.dailylog import verify
from rapidreview.procedure.logkinds import LogKind
from tests import make
from tests.bundles import answer, exported_case, members, zipped
from tests.cast import gather

pytestmark = pytest.mark.django_db
FLIPS_IN_A_MEMBER = 60
# Where two members disagree, the first one named may be the other of the two.
ALSO_NAMED = {
    verify.LOG: {verify.BODIES},  # the commitment in the last header
    verify.MANIFEST: {verify.LOG, verify.PRINT},  # only it vouches for these
}


@pytest.fixture
def exported() -> bytes:
    return exported_case()


def test_a_bundle_verifies(exported: bytes, tmp_path: Path) -> None:
    status, counted = answer(exported, tmp_path)

    assert status == 0
    assert (counted["entries"], counted["files"]) == (20, 3)


def test_the_same_case_gives_the_same_bytes() -> None:
    cast = gather()
    case = make.case(cast)
    make.document(case, cast)

    first, second = (bundle(case, at=make.DAY_1) for _ in range(2))

    assert first == second


def test_the_bundle_holds_the_folder_under_the_reference_alone(exported: bytes) -> None:
    names = list(members(exported))

    assert names == [
        "log.jsonl",
        "bodies.jsonl",
        "log.pdf",
        "NSCP-RR-2026-001/I/0017-letter-v1.pdf",
        "NSCP-RR-2026-001/I/0018-letter-v2.pdf",
        "NSCP-RR-2026-001/IV/0019-letter-v1.png",
        "manifest.json",
        "verify.py",
    ]
    assert not any(make.LABEL in name for name in names)


def test_any_changed_byte_of_a_member_is_seen_and_named(
    exported: bytes, tmp_path: Path
) -> None:
    parts, chosen = members(exported), random.Random(7)  # noqa: S311 - repeatable
    for name, data in parts.items():
        places = [
            0,
            len(data) - 1,
            *(chosen.randrange(len(data)) for _ in range(FLIPS_IN_A_MEMBER)),
        ]
        for place in places if name != verify.SCRIPT else ():
            changed = bytearray(data)
            changed[place] ^= 1 << chosen.randrange(8)

            status, problem = answer(zipped(parts | {name: bytes(changed)}), tmp_path)

            assert status == 1, (name, place)
            assert problem["file"] in {name, *ALSO_NAMED.get(name, ())}, (name, place)


def test_a_changed_byte_anywhere_in_the_file_never_goes_unseen_where_it_matters(
    exported: bytes, tmp_path: Path
) -> None:
    before, chosen = members(exported), random.Random(11)  # noqa: S311 - repeatable
    for _ in range(400):
        changed = bytearray(exported)
        changed[chosen.randrange(len(changed))] ^= 1 << chosen.randrange(8)

        status, problem = answer(bytes(changed), tmp_path)

        if status == 0:  # a date in the container, or the script: no member differs
            after = readable(bytes(changed))
            assert {**before, verify.SCRIPT: b""} == {**after, verify.SCRIPT: b""}
        else:
            assert status == 1
            assert problem["file"]


def readable(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name != verify.SCRIPT]
        return {name: archive.read(name) for name in names}


def without(name: str, parts: dict[str, bytes]) -> dict[str, bytes]:
    return {one: data for one, data in parts.items() if one != name}


def cut(name: str, parts: dict[str, bytes]) -> dict[str, bytes]:
    """Without its last line."""
    lines = parts[name].splitlines(keepends=True)
    return parts | {name: b"".join(lines[:-1])}


FILE = "NSCP-RR-2026-001/I/0017-letter-v1.pdf"
MOVED = "NSCP-RR-2026-001/II/0012-letter-v1.pdf"


@pytest.mark.parametrize(
    ("change", "state", "file"),
    [
        (lambda parts: without(FILE, parts), "incomplete", "log.jsonl"),
        (lambda parts: without("log.pdf", parts), "incomplete", "log.pdf"),
        (lambda parts: without("manifest.json", parts), "incomplete", "manifest.json"),
        (lambda parts: without("bodies.jsonl", parts), "incomplete", "bodies.jsonl"),
        (lambda parts: cut("bodies.jsonl", parts), "incomplete", "bodies.jsonl"),
        (lambda parts: cut("log.jsonl", parts), "tampered", "bodies.jsonl"),
        (lambda parts: parts | {MOVED: parts[FILE]}, "tampered", MOVED),
        (
            lambda parts: parts | {"NSCP-RR-2026-001/x.pdf": b"x"},
            "tampered",
            "NSCP-RR-2026-001/x.pdf",
        ),
        (lambda parts: parts | {"extra.txt": b"x"}, "tampered", "extra.txt"),
    ],
    ids=[
        "file",
        "print",
        "manifest",
        "bodies",
        "last body",
        "tail",
        "copy",
        "stray",
        "extra",
    ],
)
def test_what_is_missing_or_added_is_named(
    change: Callable[[dict[str, bytes]], dict[str, bytes]],
    state: str,
    file: str,
    exported: bytes,
    tmp_path: Path,
) -> None:
    status, problem = answer(zipped(change(members(exported))), tmp_path)

    assert (status, problem["state"], problem["file"]) == (1, state, file)


def test_a_changed_text_names_its_entry(exported: bytes, tmp_path: Path) -> None:
    parts = members(exported)
    parts["bodies.jsonl"] = parts["bodies.jsonl"].replace(b"call 4.", b"call 5.")

    status, problem = answer(zipped(parts), tmp_path)

    assert (status, problem["seq"], problem["file"]) == (1, 7, "bodies.jsonl")


def test_a_changed_header_names_its_entry(exported: bytes, tmp_path: Path) -> None:
    parts = members(exported)
    lines = parts["log.jsonl"].splitlines(keepends=True)
    lines[6] = lines[6].replace(b"noted_decision", b"noted_receipt_")

    status, problem = answer(zipped(parts | {"log.jsonl": b"".join(lines)}), tmp_path)

    assert (status, problem["seq"], problem["file"]) == (1, 7, "log.jsonl")


def test_an_erased_text_is_incomplete(exported: bytes, tmp_path: Path) -> None:
    parts = members(exported)
    lines = parts["bodies.jsonl"].splitlines(keepends=True)
    lines[4] = b'{"body":null,"salt":null,"seq":5}\n'

    status, problem = answer(
        zipped(parts | {"bodies.jsonl": b"".join(lines)}), tmp_path
    )

    assert (status, problem["state"], problem["seq"]) == (1, "incomplete", 5)


def test_an_entry_of_another_log_is_named(exported: bytes, tmp_path: Path) -> None:
    parts = members(exported)
    lines = parts["log.jsonl"].splitlines(keepends=True)
    spliced = json.loads(lines[9]) | {"log_id": "another"}
    lines[9] = verify.canonical(spliced) + b"\n"

    status, problem = answer(zipped(parts | {"log.jsonl": b"".join(lines)}), tmp_path)

    assert (status, problem["seq"]) == (1, 10)
    assert "another log" in problem["reason"]


@pytest.mark.paragraph("P0.3")
def test_that_a_case_left_is_the_last_entry_of_what_left(exported: bytes) -> None:
    last = json.loads(members(exported)["log.jsonl"].splitlines()[-1])

    assert last["kind"] == LogKind.CASE_EXPORTED
