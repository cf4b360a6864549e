"""A wrong or missing setting refuses to start, in words; training is for one machine."""

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
STRONG = {
    "SECRET_KEY": "0123456789-abcdefghijklmnopqrstuvwxyz-of-this-test",
    "MASTER_KEY": base64.b64encode(bytes(range(32))).decode(),
}
SHOW = """
import django
from django.conf import settings
django.setup()
print(getattr(settings, {name!r}))
"""


def started(home: Path, *, show: str = "DEBUG", **environment: str):
    """The product's settings, read by a process of their own."""
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": str(PROJECT)}
    return subprocess.run(
        [sys.executable, "-c", SHOW.format(name=show)],
        env={
            **kept,
            "DJANGO_SETTINGS_MODULE": "rapidreview.web.settings",
            "RAPIDREVIEW_HOME": str(home),
            **environment,
        },
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_strong_keys_start(tmp_path: Path) -> None:
    answer = started(tmp_path, **STRONG)

    assert (answer.returncode, answer.stdout.strip()) == (0, "False"), answer.stderr


WEAK = [
    ("SECRET_KEY", ""),
    ("SECRET_KEY", "short"),
    ("SECRET_KEY", "a" * 60),
    ("MASTER_KEY", ""),
    ("MASTER_KEY", "not base64 at all, is it?"),
    ("MASTER_KEY", base64.b64encode(bytes(range(31))).decode()),
    ("MASTER_KEY", base64.b64encode(bytes(32)).decode()),
]


@pytest.mark.parametrize(("name", "value"), WEAK)
def test_a_weak_key_refuses_to_start(tmp_path: Path, name: str, value: str) -> None:
    answer = started(tmp_path, **STRONG | {name: value})

    assert answer.returncode != 0
    assert f"ImproperlyConfigured: {name} must" in answer.stderr
    assert "openssl rand" in answer.stderr


@pytest.mark.parametrize("name", STRONG)
def test_a_missing_key_refuses_to_start(tmp_path: Path, name: str) -> None:
    rest = {key: value for key, value in STRONG.items() if key != name}

    answer = started(tmp_path, **rest)

    assert answer.returncode != 0
    assert f"Set the {name} environment variable" in answer.stderr


def test_a_key_may_be_given_as_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(STRONG["SECRET_KEY"])
    given = {"MASTER_KEY": STRONG["MASTER_KEY"], "SECRET_KEY_FILE": str(file)}

    answer = started(tmp_path, show="SECRET_KEY", **given)

    assert answer.stdout.strip() == STRONG["SECRET_KEY"], answer.stderr


def test_training_needs_no_secret_and_keeps_the_one_it_makes(tmp_path: Path) -> None:
    training = {"RAPIDREVIEW_TRAINING": "1", "show": "SECRET_KEY"}

    first, second = started(tmp_path, **training), started(tmp_path, **training)

    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout != ""
    kept = list((tmp_path / "secrets").iterdir())
    assert {one.stat().st_mode & 0o777 for one in kept} == {0o600}


def test_training_answers_on_this_machine_only(tmp_path: Path) -> None:
    training = {"RAPIDREVIEW_TRAINING": "1", "ALLOWED_HOSTS": "review.example"}

    answer = started(tmp_path, show="ALLOWED_HOSTS", **training)

    assert answer.stdout.strip() == "['127.0.0.1', 'localhost', '[::1]']"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://review.example", "__Host-session"),
        ("http://127.0.0.1:8000", "session"),
    ],
)
def test_cookies_are_bound_to_the_host_wherever_there_is_tls(
    tmp_path: Path, url: str, name: str
) -> None:
    answer = started(tmp_path, show="SESSION_COOKIE_NAME", SITE_URL=url, **STRONG)

    assert answer.stdout.strip() == name


def test_sqlite_is_durable_and_deletes_for_good(tmp_path: Path) -> None:
    answer = started(tmp_path, show="DATABASES", **STRONG)

    for wanted in ("WAL", "synchronous=FULL", "secure_delete=ON", "IMMEDIATE"):
        assert wanted in answer.stdout


def test_a_command_without_its_settings_says_which_in_one_line(tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, str(PROJECT / "manage.py"), "migrate"],
        env={"PATH": os.environ["PATH"], "RAPIDREVIEW_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 2
    assert len(answer.stderr.splitlines()) == 1
    assert "SECRET_KEY" in answer.stderr
