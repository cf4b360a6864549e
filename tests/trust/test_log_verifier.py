"""The bundle's own script, alone, and what it says of things that are no bundle (T-39)."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command

from rapidreview.dailylog import verify
from tests.bundles import answer, exported_case, zipped

pytestmark = pytest.mark.django_db
FILE = "NSCP-RR-2026-001/I/0017-letter-v1.pdf"


@pytest.fixture
def exported() -> bytes:
    return exported_case()


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"PK\x03\x04 no more"], ids=["empty", "text", "stump"]
)
def test_what_is_no_bundle_is_not_called_tampered(
    content: bytes, tmp_path: Path
) -> None:
    assert answer(content, tmp_path)[0] == 2


def test_another_zip_file_is_no_bundle(tmp_path: Path) -> None:
    assert answer(zipped({"letter.pdf": b"x"}), tmp_path)[0] == 2


def run_script(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The script by itself: no environment, no installed packages."""
    command = [sys.executable, "-I", "-S", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_the_script_in_the_bundle_says_the_same_alone(
    exported: bytes, tmp_path: Path
) -> None:
    with zipfile.ZipFile(io.BytesIO(exported)) as archive:
        archive.extractall(tmp_path / "unpacked")
    (tmp_path / "bundle.zip").write_bytes(exported)
    script = str(tmp_path / "unpacked" / "verify.py")

    of_zip = run_script(script, "bundle.zip", cwd=tmp_path)
    of_folder = run_script("verify.py", cwd=tmp_path / "unpacked")

    assert (of_zip.returncode, of_folder.returncode) == (0, 0)
    assert json.loads(of_zip.stdout) == json.loads(of_folder.stdout)
    assert json.loads(of_zip.stdout)["state"] == "verified"


def test_the_script_alone_names_the_changed_file(
    exported: bytes, tmp_path: Path
) -> None:
    with zipfile.ZipFile(io.BytesIO(exported)) as archive:
        archive.extractall(tmp_path)
    (tmp_path / FILE).write_bytes(b"%PDF-1.7 First")

    done = run_script("verify.py", ".", cwd=tmp_path)

    assert done.returncode == 1
    said = json.loads(done.stdout)
    assert (said["state"], said["seq"], said["file"]) == ("tampered", 17, FILE)


@pytest.mark.parametrize(
    "arguments", [(), ("--help",), ("one", "two"), ("nowhere.zip",)]
)
def test_wrong_usage_exits_2(arguments: tuple[str, ...], tmp_path: Path) -> None:
    script = tmp_path / "alone" / "verify.py"
    script.parent.mkdir()
    script.write_bytes(Path(verify.__file__).read_bytes())

    done = run_script(str(script), *arguments, cwd=tmp_path)

    assert done.returncode == 2
    assert done.stdout == ""


def test_the_command_says_the_same(
    exported: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bundle = tmp_path / "bundle.zip"
    bundle.write_bytes(exported)

    with pytest.raises(SystemExit) as done:
        call_command("verify", str(bundle))

    alone = run_script(str(Path(verify.__file__)), str(bundle), cwd=tmp_path)
    assert (done.value.code, alone.returncode) == (0, 0)
    assert json.loads(capsys.readouterr().out) == json.loads(alone.stdout)


def test_the_command_finds_a_changed_byte(exported: bytes, tmp_path: Path) -> None:
    bundle = tmp_path / "bundle.zip"
    bundle.write_bytes(exported.replace(b"noted_decision", b"noted_receipt_", 1))

    with pytest.raises(SystemExit) as done:
        call_command("verify", str(bundle))

    assert done.value.code == 1
