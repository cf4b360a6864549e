"""The one shape of every change, as a rule over the text of the stages' modules.

``@transaction.atomic def verb(row, …, *, by, at, …)``, and at least one entry in the
Daily Log, written by itself or by an action or helper that it calls.
"""

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Place = tuple[str, str]  # module, function


@dataclass(frozen=True, slots=True)
class Module:
    """One module's functions, and what its names stand for elsewhere."""

    name: str
    functions: Mapping[str, ast.FunctionDef]
    modules: Mapping[str, str]
    names: Mapping[str, Place]


def read(name: str, text: str) -> Module:
    """Take a module apart: functions at its top level, imports from our packages."""
    tree = ast.parse(text)
    functions = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef)}
    modules: dict[str, str] = {}
    names: dict[str, Place] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                here = alias.asname or alias.name
                modules[here] = f"{node.module}.{alias.name}"
                names[here] = (node.module, alias.name)
    return Module(name, functions, modules, names)


def writers(modules: Iterable[Module]) -> set[Place]:
    """Every function that writes the log, directly or through another of these."""
    known = list(modules)
    found: set[Place] = {("rapidreview.dailylog.actions", "write")}
    grew = True
    while grew:
        before = len(found)
        for module in known:
            found |= {
                (module.name, name)
                for name, function in module.functions.items()
                if _called(module, function) & found
            }
        grew = len(found) > before
    return found


def _called(module: Module, function: ast.FunctionDef) -> set[Place]:
    """The places of all calls in a function, as far as imports tell."""
    places: set[Place] = set()
    for node in ast.walk(function):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name):
            name = node.func.id
            places.add(module.names.get(name, (module.name, name)))
        elif isinstance(node.func, ast.Attribute) and isinstance(
            node.func.value, ast.Name
        ):
            places.add((module.modules.get(node.func.value.id, ""), node.func.attr))
    return places


def action_faults(module: Module, log_writers: set[Place]) -> list[str]:
    """What keeps a public function of an actions module from the one shape."""
    faults = []
    for name, function in module.functions.items():
        if name.startswith("_"):
            continue
        decorators = {ast.unparse(node) for node in function.decorator_list}
        given = {argument.arg for argument in function.args.kwonlyargs}
        if "transaction.atomic" not in decorators:
            faults.append(f"{name} is not atomic")
        faults += [
            f"{name} does not take {word} by keyword" for word in ("by", "at")
            if word not in given
        ]  # fmt: skip
        if (module.name, name) not in log_writers:
            faults.append(f"{name} does not write the Daily Log")
    return faults
