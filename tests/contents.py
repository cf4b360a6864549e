"""All that the database holds, to see whether anything changed."""

from collections.abc import Sequence

from django.apps import apps
from django.db.models import Model


def contents(
    leaving_out: Sequence[type[Model]] = (),
) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of ours, as plain values."""
    return {
        model.__name__: sorted(
            (tuple(map(_plain, row)) for row in model.objects.values_list()), key=repr
        )
        for model in apps.get_app_config("rapidreview").get_models()
        if model not in leaving_out
    }


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value
