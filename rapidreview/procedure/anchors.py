"""Anchors: the named facts from which days are counted (handbook, 4.1)."""

from rapidreview.procedure.logkinds import LogKind

# The anchors that have a name of their own; any kind of log entry is one by its own name.
ANCHORS: dict[str, LogKind] = {
    "intention_notified": LogKind.NOTIFICATION_RECEIVED,
    "sin_submitted": LogKind.SIN_SUBMITTED,
    "la_aware": LogKind.LA_AWARE_RECORDED,
    "incident": LogKind.INCIDENT_RECORDED,
}
# What happened, as people say it.
_WORDS = {
    "intention_notified": "the intention to notify",
    "sin_submitted": "the SIN",
    "la_aware": "the local authority's awareness",
    "incident": "the incident",
}
_BY_NAME: dict[str, LogKind] = {kind.value: kind for kind in LogKind} | ANCHORS


def kind_of(name: str) -> LogKind | None:
    """The kind of log entry that sets this anchor, or None if there is no such anchor."""
    return _BY_NAME.get(name)


def anchor_words(name: str) -> str:
    """An anchor as people say it."""
    return _WORDS.get(name, name.replace("_", " "))
