"""The functions of a module as they are and as a mutation makes them; swapped while both live."""

import ast
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType

from tests.mutations.stones import Mutation, MutationNotApplied
from witness_app.settings import CHECKOUT

Functions = dict[tuple[str, str], list[FunctionType]]
"""Those that live, by the file and the name that their code has."""


def functions_that_live() -> Functions:
    """Every function of this checkout, frozen ones among them, by its file and its code's name."""
    gc.unfreeze()
    found: Functions = {}
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename.startswith(str(CHECKOUT)):
            found.setdefault((one.__code__.co_filename, one.__code__.co_qualname), []).append(one)
    gc.freeze()
    return found


@contextmanager
def swapped(mutation: Mutation, functions: Functions) -> Iterator[None]:
    """The functions of a module that differ do as the mutation says, for a while."""
    file = str(CHECKOUT / mutation.about)
    swaps = []
    for name, code in outermost_that_differ(mutation):
        found = functions.get((file, name), [])
        if not found:
            raise MutationNotApplied(f"{name} is not there to be changed")
        swaps += [(function, function.__code__, code) for function in found]
    if not swaps:
        raise MutationNotApplied("it is no function that differs")
    done = []
    try:
        for function, was, code in swaps:
            if was.co_freevars != code.co_freevars:
                raise MutationNotApplied("it closes over other names")
            function.__code__ = code
            done.append((function, was))
        yield
    finally:
        for function, was in done:
            function.__code__ = was


def outermost_that_differ(mutation: Mutation) -> list[tuple[str, CodeType]]:
    """The functions of the module, methods among them, that the mutation makes others of."""
    return [
        (name, code)
        for name, code in _compared(mutation, lambda code: "<locals>" not in code.co_qualname)
    ]


def innermost_that_differ(mutation: Mutation) -> list[str]:
    """Where exactly: the functions that differ and hold no other that does, named as met."""
    names = [name for name, _ in _compared(mutation, lambda _: True)]
    return [
        f"{mutation.about}:{name}"
        for name in names
        if not any(other.startswith(f"{name}.<locals>.") for other in names)
    ]


def _compared(mutation: Mutation, wanted: Callable[[CodeType], bool]) -> list[tuple[str, CodeType]]:
    file = str(CHECKOUT / mutation.about)
    was = _functions_of(_plain(Path(file)), file)
    now = _functions_of(mutation.source, file)
    return [
        (name, code)
        for name, code in now.items()
        if wanted(code) and name in was and was[name] != code
    ]


@cache
def _plain(file: Path) -> str:
    """The module as it is, written as a mutation's source is, so that lines can be compared."""
    return ast.unparse(ast.parse(file.read_text()))


def _functions_of(source: str, file: str) -> dict[str, CodeType]:
    found: dict[str, CodeType] = {}

    def look(code: CodeType) -> None:
        for const in code.co_consts:
            if isinstance(const, CodeType):
                is_function = const.co_flags & 0x2 and not const.co_name.startswith("<")
                if is_function:
                    found[const.co_qualname] = const
                look(const)

    look(compile(source, file, "exec"))
    return found
