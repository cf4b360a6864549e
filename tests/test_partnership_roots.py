"""Every table belongs to a partnership, by itself or through its case (architecture, 4)."""

import pytest
from django.apps import apps
from django.db.models import Field, Model

from rapidreview.people.models import Partnership

# Why a table may stand outside every partnership.
OUTSIDE = {
    "User": "a person may belong to two partnerships; rights come from memberships",
    "Received": "the memory of a request: a key, a hash and where it led",
}
TABLES = list(apps.get_app_config("rapidreview").get_models()) if apps.ready else []


def belongs(model: type[Model], seen: frozenset[type[Model]] = frozenset()) -> bool:
    """Whether a chain of foreign keys leads from ``model`` to a partnership."""
    if model is Partnership:
        return True
    parents = {_parent(one) for one in model._meta.fields if one.is_relation} - {None}
    return any(
        belongs(one, seen | {model}) for one in parents if one and one not in seen
    )


def _parent(field: Field) -> type[Model] | None:
    found = field.related_model
    return found if isinstance(found, type) else None


@pytest.mark.parametrize("model", TABLES, ids=[one.__name__ for one in TABLES])
def test_every_table_leads_to_a_partnership(model: type[Model]) -> None:
    assert belongs(model) != (model.__name__ in OUTSIDE)


def test_a_table_that_leads_nowhere_is_found() -> None:
    outside = {one.__name__ for one in TABLES if not belongs(one)}

    assert outside == set(OUTSIDE)
