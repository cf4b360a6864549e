"""Every route of the product, walked; and an address for each, on a case that is filled."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def walk(
    resolver: URLResolver | None = None, before: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Each route with its whole pattern."""
    for one in (resolver or get_resolver()).url_patterns:
        here = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from walk(one, here)
        else:
            yield here, one


def undeclared(routes: Iterator[tuple[str, URLPattern]]) -> list[str]:
    """The routes whose view does not declare the deed it needs."""
    return [
        f"{pattern} ({route.name})"
        for pattern, route in routes
        if not any(getattr(route.callback, "deeds", {}).values())
    ]
