"""Small changes that a good test would notice: one at a time, to one file's code.

What is changed: comparisons, and/or, not, + and -, numbers, true and false, names and keys
(strings without a space), what is returned, whether a statement stands there at all, min
and max, any and all. What is left alone: words for people, docstrings, annotations,
decorators.
"""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

_SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}  # fmt: skip
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
_LEFT_ALONE = {"annotation", "returns", "decorator_list", "type_params"}
_TESTED = (ast.If, ast.IfExp, ast.While)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A file with one small change: on which line, what it was, what it is."""

    line: int
    was: str
    now: str
    source: str


@dataclass(frozen=True, slots=True)
class _Spot:
    """A node where it stands in the tree, so that another can take its place."""

    parent: ast.AST
    field: str
    index: int | None
    node: ast.AST

    def put(self, node: ast.AST) -> None:
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


def mutants(source: str) -> Iterator[Mutant]:
    """Every mutant of a file, in the order of its code."""
    tree = ast.parse(source)
    for spot in list(_spots(tree)):
        for changed in _changes(spot):
            ast.copy_location(changed, spot.node)
            spot.put(ast.fix_missing_locations(changed))
            line = getattr(spot.node, "lineno", 0) or getattr(spot.parent, "lineno", 0)
            yield Mutant(line, _said(spot.node), _said(changed), ast.unparse(tree))
            spot.put(spot.node)


def _spots(parent: ast.AST) -> Iterator[_Spot]:
    for field, value in ast.iter_fields(parent):
        if field in _LEFT_ALONE:
            continue
        listed = value if isinstance(value, list) else [value]
        for number, node in enumerate(listed):
            if isinstance(node, ast.AST) and not _is_words(node):
                index = number if isinstance(value, list) else None
                yield _Spot(parent, field, index, node)
                yield from _spots(node)


def _is_words(node: ast.AST) -> bool:
    """A docstring, a sentence that is put together, or a type written as a call."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "TypedDict"
    stands_alone = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return stands_alone or isinstance(node, ast.JoinedStr)


def _changes(spot: _Spot) -> Iterator[ast.AST]:
    node = spot.node
    if other := _SWAPS.get(type(node)):
        yield other()
    yield from _of_expression(node)
    yield from _of_statement(node)
    tested = spot.field == "test" and isinstance(spot.parent, _TESTED)
    if tested or spot.field == "ifs":
        yield ast.UnaryOp(ast.Not(), copy.copy(node))


def _of_expression(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Constant():
            yield from _other_values(node)
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.Name(id=name) if name in _NAMES:
            yield ast.Name(_NAMES[name], ast.Load())


def _of_statement(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Return(value=ast.Constant(value=None)):
            return
        case ast.Return(value=ast.expr()):
            yield ast.Return(ast.Constant(None))
        case ast.Expr() | ast.AugAssign():
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()


def _other_values(node: ast.Constant) -> Iterator[ast.AST]:
    match node.value:
        case bool(so):
            yield ast.Constant(not so)
        case int(number):
            yield ast.Constant(number + 1)
        case str(name) if name and " " not in name:
            yield ast.Constant(f"{name}X")


def _said(node: ast.AST) -> str:
    """A node in one short line; an operator by its name."""
    text = ast.unparse(node) if isinstance(node, ast.stmt | ast.expr) else ""
    return " ".join((text or type(node).__name__).split())[:70]
