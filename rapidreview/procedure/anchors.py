"""The names of facts: what is counted from, waited for and done (handbook, 4.1).

Every kind of log entry is a fact by its own name, and four have a short name besides. A
partnership's procedure may declare facts of its own: the log records them as `OWN_FACT`,
with a subject that says which, and of what: ``agency_involved:5f0c…``.
"""

from rapidreview.procedure.logkinds import LogKind

# The short names; any kind of log entry is an anchor by its own name.
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
del _BY_NAME[LogKind.OWN_FACT]


def kind_of(name: str) -> LogKind | None:
    """The kind of log entry that is this fact; None for an own or an unknown one."""
    return _BY_NAME.get(name)


def fact_name(name: str) -> str:
    """The one name under which facts are kept: the kind's, or an own fact's as it is."""
    return _BY_NAME.get(name, name)


def anchor_words(name: str) -> str:
    """An anchor as people say it: a kind of log entry as the Daily Log calls it."""
    if name in _WORDS:
        return _WORDS[name]
    kind = kind_of(name)
    return f"“{kind.words}”" if kind else name.replace("_", " ")


def own_subject(name: str, about: str | None = None) -> str:
    """The subject of the log entry that records an own fact, perhaps about something."""
    return f"{name}:{about}" if about else name


def own_name(subject: str | None) -> tuple[str, str | None]:
    """The own fact that a subject names, and what it is about."""
    name, _, about = (subject or "").partition(":")
    return name, about or None
