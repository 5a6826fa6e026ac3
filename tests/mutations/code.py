"""Checks that stand in Python: each permission, each predicate, each `if` that decides."""

import ast
import copy
import importlib.machinery
import importlib.util
import sys
from collections.abc import Iterator, Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, ModuleType

from tests.mutations.found import Kind, Mutation, numbered

CHECKOUT = Path(__file__).resolve().parents[2]
PERMISSIONS = "ethical_walls/permissions.py"
CHECKING = (
    "ethical_walls/sessions.py",
    "ethical_walls/starting.py",
    "ethical_walls/viewers.py",
    "ethical_walls/accounts/queries.py",
    "ethical_walls/access_log/rules.py",
    "witness_app/site/access.py",
)
"""Modules whose every `if` decides what the wall does."""


def mutations_of_code() -> list[Mutation]:
    """Everything that can be taken out of the modules that decide, each by a name of its own."""
    return numbered(
        [
            *_of_policy(ast.parse((CHECKOUT / PERMISSIONS).read_text())),
            *(m for path in CHECKING for m in _of_checks(path)),
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
    tree = ast.parse((CHECKOUT / path).read_text())
    checks = [node for node in ast.walk(tree) if isinstance(node, ast.If)]
    for check in checks:
        said, check.test = check.test, ast.Constant(value=False)
        source = ast.unparse(ast.fix_missing_locations(tree))
        check.test = said
        yield Mutation(Kind.CODE, path, f"if {ast.unparse(said)}", source=source)


class _Mutated(importlib.machinery.SourceFileLoader):
    """Loads one module from other words than its file holds."""

    source = ""

    def get_code(self, fullname: str) -> CodeType:
        """The mutated words, compiled."""
        return compile(self.source, self.get_filename(fullname), "exec")


class Finder:
    """Finds the one mutated module before its file is found; all others as ever."""

    def __init__(self, mutation: Mutation) -> None:
        self._module = mutation.about.removesuffix(".py").replace("/", ".")
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
