"""A partnership from one file: all of it or nothing, every fault at once."""

import re
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command

from rapidreview.people.models import Agency, Membership, Partnership, User
from rapidreview.procedure.vocabulary import Role
from tests.cast import gather_elsewhere

pytestmark = pytest.mark.django_db
DOCS = Path(__file__).parents[2] / "docs" / "operations.md"


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The file that docs/operations.md shows."""
    found = re.search(r"```yaml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    path = tmp_path / "northmere.yaml"
    path.write_text(found[1], encoding="utf-8")
    return path


def test_the_example_of_the_docs_founds_a_partnership(example: Path) -> None:
    gather_elsewhere()

    call_command("found-partnership", example, stdout=StringIO())

    partnership = Partnership.objects.get(short="Northmere SCP")
    school = Agency.objects.get(partnership=partnership)
    assert {one.role for one in partnership.memberships.all()} == {
        Role.PARTNERSHIP_MANAGER,
        Role.JCR_CHAIR,
        Role.JCR_MEMBER,
    }
    assert school.people.get(part="representative").user is not None
    assert school.people.get(part="author").user is None


def test_nobody_can_sign_in_before_they_are_given_a_password(example: Path) -> None:
    call_command("found-partnership", example, stdout=StringIO())

    assert not any(user.has_usable_password() for user in User.objects.all())


def test_a_name_that_is_taken_is_refused_and_nothing_is_stored(example: Path) -> None:
    call_command("found-partnership", example, stdout=StringIO())
    before = Membership.objects.count()

    with pytest.raises(SystemExit) as ended:
        call_command("found-partnership", example, stderr=StringIO())

    assert ended.value.code == 1
    assert Membership.objects.count() == before


def test_every_fault_of_the_file_is_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "faulty.yaml"
    people = [{"name": "", "email": "not an address", "roles": ["king"]}]
    path.write_text(yaml.safe_dump({"name": "X", "people": people, "colour": "red"}))
    told = StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("found-partnership", path, stderr=told)

    assert ended.value.code == 2
    for place in (
        "people.0.name",
        "people.0.email",
        "people.0.roles.0",
        "colour",
        "short",
    ):
        assert place in told.getvalue()
    assert not Partnership.objects.exists()


def test_a_procedure_that_is_not_shipped_is_refused_at_founding(example: Path) -> None:
    text = example.read_text(encoding="utf-8")
    example.write_text(f"{text}procedure: county-rapid-review\n", encoding="utf-8")
    said = StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("found-partnership", example, stderr=said)

    assert ended.value.code == 2
    assert "procedure: " in said.getvalue()
    assert (
        "No procedure “county-rapid-review” comes with the product" in said.getvalue()
    )
    assert not Partnership.objects.exists()
