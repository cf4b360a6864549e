"""The house rules, as functions from a file's text to its faults, in words.

Why each rule exists is in CONTRIBUTING.md; test_house_rules.py holds the product to
them, and each of them to the bad example it must refuse.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

MOST_LINES = 300
FORBIDDEN_NAMES = {
    "utils", "helpers", "common", "base", "misc", "core", "lib", "manager",
}  # fmt: skip
HEAVY = {
    "typst", "pikepdf", "docxtpl", "docx", "openpyxl", "xlsxwriter", "icalendar",
    "olefile",
    "PIL",
}  # fmt: skip
CLOCK_READERS = (
    "rapidreview/web/middleware.py",
    "rapidreview/people/clock.py",
    "rapidreview/management/commands/",
)
SHELLS = ("urls", "views", "forms")
WRITES = {
    "save",
    "filter",
    "create",
    "update",
    "delete",
    "get_or_create",
    "bulk_create",
}
# Built from parts, so that this file keeps the rule it states.
ADDRESSES = re.compile(
    "|".join(("py" + r"pi\.org", "python" + r"hosted\.org", "npm" + r"js\.(org|com)",
              "yarn" + r"pkg\.com", "/" + "root/", "/" + "work/"))
)  # fmt: skip
Function = ast.FunctionDef | ast.AsyncFunctionDef


def length_faults(text: str) -> list[str]:
    """A file that does not fit in a head is split by subject."""
    lines = text.count("\n")
    return [f"{lines} lines, more than {MOST_LINES}"] if lines > MOST_LINES else []


def name_faults(path: Path) -> list[str]:
    """A file is named after its subject."""
    names = {part.removesuffix(".py") for part in path.parts}
    return [f"{name} says nothing" for name in sorted(names & FORBIDDEN_NAMES)]


def package_faults(text: str) -> list[str]:
    """A package's __init__.py is a docstring, and nothing else."""
    body = ast.parse(text).body
    if not body or ast.get_docstring(ast.parse(text)) is None:
        return ["no docstring"]
    return ["more than a docstring"] if len(body) > 1 else []


def docstring_faults(text: str) -> list[str]:
    """Every module, public function, method aside, and class says what it is for."""
    tree = ast.parse(text)
    faults = [] if ast.get_docstring(tree) else ["the module has no docstring"]
    for node in tree.body:
        named = isinstance(node, ast.FunctionDef | ast.ClassDef)
        if named and not node.name.startswith("_") and not ast.get_docstring(node):
            faults.append(f"{node.name} has no docstring")
    return faults


def cited_paragraphs(text: str) -> set[str]:
    """Every P1.2 of a text, ranges and lists included."""
    return set(re.findall(r"\bP\d{1,2}\.\d{1,2}\b", text))


def import_faults(text: str, *, paper: bool = False) -> list[str]:
    """Imports stand at the top; heavy document libraries inside functions of paper/."""
    faults = []
    for function in _functions(ast.parse(text)):
        for name in _imported(function):
            if not (paper and name.split(".")[0] in HEAVY):
                faults.append(f"{function.name} imports {name}")
    return faults


def heavy_faults(text: str) -> list[str]:
    """A heavy document library at the top would slow every start."""
    top = (node for node in ast.parse(text).body)
    names = (name for node in top for name in _imported(node, deep=False))
    return [f"{name} at the top" for name in names if name.split(".")[0] in HEAVY]


def shell_faults(text: str, *, shells: tuple[str, ...] = SHELLS) -> list[str]:
    """Inside a stage too, imports go down: urls -> views -> forms -> the rest."""
    names = [name for node in ast.walk(ast.parse(text)) for name in _modules(node)]
    inside = rf"rapidreview\.(?!door\.)\w+\.(\w+_)?({'|'.join(shells)})"
    return [f"imports {name}" for name in names if re.fullmatch(inside, name)]


def clock_faults(text: str) -> list[str]:
    """The clock is an argument: no now() and no today()."""
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    read = [ast.unparse(call.func) for call in calls]
    clocks = r"(datetime|date|timezone|time)\.(now|today|utcnow|time)|now|localdate"
    return [f"{name}() reads the clock" for name in read if re.fullmatch(clocks, name)]


def view_faults(text: str) -> list[str]:
    """A view loads, asks and answers; it neither writes rows nor picks them."""
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    attributes = [node.func for node in calls if isinstance(node.func, ast.Attribute)]
    return [
        f"line {node.lineno}: {ast.unparse(node)}()"
        for node in attributes
        if node.attr in WRITES and not ast.unparse(node.value).startswith("actions")
    ]


def log_faults(text: str) -> list[str]:
    """Only dailylog makes an entry of the log; nobody changes one."""
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    said = [ast.unparse(call.func) for call in calls]
    made = r"Log(Entry|Body)(\.objects.*\.\w*(create|update|delete)\w*)?"
    return [f"{words}() writes the log" for words in said if re.fullmatch(made, words)]


def model_faults(text: str) -> list[str]:
    """No save() that knows rules, no manager that hides them."""
    classes = [
        node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ClassDef)
    ]
    faults = []
    for node in classes:
        methods = {item.name for item in node.body if isinstance(item, ast.FunctionDef)}
        faults += [f"{node.name} overrides {name}" for name in methods & {"save"}]
        if any(ast.unparse(parent).endswith("models.Manager") for parent in node.bases):
            faults.append(f"{node.name} is a manager with rules")
    return faults


def swallow_faults(text: str) -> list[str]:
    """An error is answered or let through, never swallowed."""
    handlers = [
        n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.ExceptHandler)
    ]
    broad = {"None", "Exception", "BaseException"}
    return [
        f"line {node.lineno} swallows every error"
        for node in handlers
        if (ast.unparse(node.type) if node.type else "None") in broad
        and not any(isinstance(inner, ast.Raise) for inner in ast.walk(node))
    ]


def template_faults(text: str) -> list[str]:
    """The strict content security policy refuses inline script and style."""
    found = re.findall(
        r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle=|\son[a-z]+=",
        text,
        re.IGNORECASE,
    )
    return [f"inline: {words.strip()}" for words in found]


def address_faults(text: str) -> list[str]:
    """No address of a package registry, and no path of somebody's machine."""
    return [f"names {found.group()}" for found in ADDRESSES.finditer(text)]


def _modules(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
        "rapidreview"
    ):
        yield from (f"{node.module}.{alias.name}" for alias in node.names)
        yield node.module or ""
    elif isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)


def _functions(tree: ast.AST) -> Iterator[Function]:
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node


def _imported(tree: ast.AST, *, deep: bool = True) -> Iterator[str]:
    for node in ast.walk(tree) if deep else [tree]:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "."
