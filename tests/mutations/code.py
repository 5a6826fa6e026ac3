"""Checks that stand in Python: each permission, each predicate, each condition that decides."""

import ast
import copy
import importlib.machinery
import importlib.util
import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, ModuleType

from tests.mutations.stones import Kind, Mutation, numbered

CHECKOUT = Path(__file__).resolve().parents[2]
PERMISSIONS = "ethical_walls/permissions.py"
OF_THE_WALL = "ethical_walls"
ABOVE_IT = "witness_app"
GUARDS = re.compile(
    r"from ethical_walls\.(?:starting|hardening|sign_in|links)[ .]"
    r"|from ethical_walls\.viewers import [(\w\s,]*\b(?:NOBODY|Signer)\b|\bViewer\("
    r"|FROM sealed\.|\bservice_viewer\(|\bservice_session\(|\bsession_for\(|\.commit\("
)
"""What a module of `witness_app` says that has part in who is looking, or in what is written.

One that is only told who looks, and shows them their page, decides nothing of it.
"""
EVERY_REQUEST = "witness_app/site/"
"""Where whatever every request of either site passes through stands."""
A_FORM = re.compile(r"^from wtforms", re.MULTILINE)
"""A form says what may be typed; what may be done is the actions' matter."""
NOT_SERVED = re.compile(r"/(?:demo|migrations)/|/embedded_postgres\.py$")
"""What no request meets: invented people, changes of shape, and how a server of our own is started,
which production refuses: whatever server it is, its wall and its neighbours are asked for later.
"""
DECIDING = (ast.If, ast.IfExp, ast.While)


@cache
def checking() -> tuple[str, ...]:
    """The modules whose conditions decide what the wall does.

    Every one of `ethical_walls` but the policy, which is a kind of its own; of `witness_app` those
    that say who is looking, open sessions, sign people in, open links, commit, let the product
    start, or stand in the way of every request.
    """
    found = [*_modules(OF_THE_WALL), *filter(_guards, _modules(ABOVE_IT))]
    return tuple(path for path in found if path != PERMISSIONS)


def _modules(package: str) -> list[str]:
    return sorted(str(p.relative_to(CHECKOUT)) for p in (CHECKOUT / package).rglob("*.py"))


def _guards(path: str) -> bool:
    text = (CHECKOUT / path).read_text()
    may_be_a_form = EVERY_REQUEST in path or path.endswith("_form.py")
    if NOT_SERVED.search(path) or (may_be_a_form and A_FORM.search(text)):
        return False
    return EVERY_REQUEST in path or bool(GUARDS.search(text))


def mutations_of_code() -> list[Mutation]:
    """Everything that can be taken out of the modules that decide, each by a name of its own."""
    return numbered(
        [
            *_of_policy(ast.parse((CHECKOUT / PERMISSIONS).read_text())),
            *(m for path in checking() for m in _of_checks(path)),
        ]
    )


def _of_policy(tree: ast.Module) -> Iterator[Mutation]:
    for place, node in enumerate(tree.body):
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "POLICY":
            assert isinstance(node.value, ast.Dict)
            for n, (key, value) in enumerate(zip(node.value.keys, node.value.values, strict=True)):
                assert key is not None
                assert isinstance(value, ast.Tuple)
                for what, instead in _instead_of(value):
                    made = copy.deepcopy(tree)
                    made.body[place].value.values[n] = instead  # type: ignore[attr-defined]
                    yield _permission(made, f"{ast.unparse(key)} {what}")
        if isinstance(node, ast.FunctionDef):
            for answer in (True, False):
                made = copy.deepcopy(tree)
                made.body[place].body = [ast.Return(ast.Constant(answer))]  # type: ignore[attr-defined]
                if ast.unparse(made) != _without_words(tree, place):
                    yield _permission(made, f"{node.name}() answers {answer}")


def _without_words(tree: ast.Module, place: int) -> str:
    """The module as it is but for one function's docstring: what a mutation must differ from."""
    same = copy.deepcopy(tree)
    same.body[place].body = same.body[place].body[1:]  # type: ignore[attr-defined]
    return ast.unparse(same)


def _instead_of(clauses: ast.Tuple) -> Iterator[tuple[str, ast.Tuple]]:
    if ast.unparse(clauses) != "(anyone,)":
        yield "to anyone", ast.Tuple([ast.Name("anyone", ast.Load())], ast.Load())
    for n, clause in enumerate(clauses.elts):
        left = [other for m, other in enumerate(clauses.elts) if m != n]
        yield f"without {ast.unparse(clause)}", ast.Tuple(left, ast.Load())


def _permission(made: ast.Module, what: str) -> Mutation:
    source = ast.unparse(ast.fix_missing_locations(made))
    return Mutation(Kind.PERMISSION, PERMISSIONS, what, source=source)


def _of_checks(path: str) -> Iterator[Mutation]:
    """Each `if` that never is, and each condition without each of its terms."""
    tree = ast.parse((CHECKOUT / path).read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.If):
            said, node.test = node.test, ast.Constant(value=False)
            yield _without(path, tree, f"if {ast.unparse(said)}")
            node.test = said
        for condition in _conditions(node):
            for joined in (n for n in ast.walk(condition) if isinstance(n, ast.BoolOp)):
                yield from _terms(path, tree, joined)


def _conditions(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, DECIDING):
        return [node.test]
    is_answer = isinstance(node, ast.Return) and isinstance(node.value, ast.BoolOp)
    return [node.value] if is_answer else []  # type: ignore[attr-defined]


def _terms(path: str, tree: ast.Module, joined: ast.BoolOp) -> Iterator[Mutation]:
    terms, joint = joined.values, "or" if isinstance(joined.op, ast.Or) else "and"
    for n, term in enumerate(terms):
        joined.values = [other for m, other in enumerate(terms) if m != n]
        yield _without(path, tree, f"{joint} {ast.unparse(term)}")
        joined.values = terms


def _without(path: str, tree: ast.Module, what: str) -> Mutation:
    source = ast.unparse(ast.fix_missing_locations(tree))
    return Mutation(Kind.CODE, path, what, source=source)


class _Mutated(importlib.machinery.SourceFileLoader):
    """Loads one module from other words than its file holds."""

    source = ""

    def get_code(self, fullname: str) -> CodeType:
        """The mutated words, compiled."""
        return compile(self.source, self.get_filename(fullname), "exec")


class Finder:
    """Finds the one mutated module before its file is found; all others as ever."""

    def __init__(self, mutation: Mutation) -> None:
        self._module = (
            mutation.about.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        )
        self._loader = _Mutated(self._module, str(CHECKOUT / mutation.about))
        self._loader.source = mutation.source

    def find_spec(
        self, name: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The spec of the mutated module; nothing for any other."""
        if name != self._module:
            return None
        return importlib.util.spec_from_file_location(name, self._loader.path, loader=self._loader)


def import_mutated(mutation: Mutation) -> None:
    """From now on the module is imported without what the mutation takes out."""
    finder = Finder(mutation)
    assert finder._module not in sys.modules, "too late: the whole module is imported already"  # noqa: SLF001 - our own
    sys.meta_path.insert(0, finder)  # type: ignore[arg-type]
