"""The patterns of ``facts.yaml``, ready to use: what two tellings may disagree about."""

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for in a row: by name, each with how it is called for people."""

    sides: tuple[tuple[str, str, tuple[tuple[str, re.Pattern[str]], ...]], ...]
    who: tuple[tuple[str, str, re.Pattern[str] | None, re.Pattern[str] | None], ...]
    classes: tuple[tuple[str, str, tuple[tuple[str, frozenset[str]], ...]], ...]
    scales: tuple[tuple[str, str, re.Pattern[str]], ...]
    where: tuple[tuple[str, re.Pattern[str]], ...]
    where_about: str
    negatable: frozenset[str]


@cache
def asked() -> Asked:
    """What is looked for, as it stands in the file."""
    source = resources.files("rapidreview.evidence.merging") / "facts.yaml"
    loaded = yaml.safe_load(source.read_text(encoding="utf-8"))
    where = loaded["where"]
    return Asked(
        sides=tuple(
            (
                one["name"],
                one["about"],
                tuple(
                    (side, re.compile("|".join(f"(?:{p})" for p in patterns)))
                    for side, patterns in one["sides"].items()
                ),
            )
            for one in loaded["sides"]
        ),
        classes=tuple(
            (
                one["name"],
                one["about"],
                tuple((kind, frozenset(w.split())) for kind, w in one["kinds"].items()),
            )
            for one in loaded["classes"]
        ),
        scales=tuple(
            (one["name"], one["about"], re.compile(one["pattern"]))
            for one in loaded["scales"]
        ),
        who=tuple(
            (
                one["name"],
                one["about"],
                re.compile(rf"\b(?:{one['before']})\b (?P<who>[^.;,:]{{2,60}})"),
                re.compile(rf"(?P<who>[^.;,:]{{2,60}}?) (?:{one['after']})\b")
                if one["after"]
                else None,
            )
            for one in loaded["who"]
        ),
        where=tuple(
            (place, re.compile(rf"\b{where['before']}(?:{names})\b"))
            for place, names in where["places"].items()
        ),
        where_about=where["about"],
        negatable=frozenset(
            "=" + one.replace("_", " ") for one in loaded["negatable"].split()
        ),
    )
