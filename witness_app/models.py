"""Every table of the product, gathered so that one import knows them all."""

import importlib
import pkgutil

import casework
import courts
import ethical_walls
import notifications
import scheduling


def import_every_model() -> list[str]:
    """Import each package's `models` module, found by walking, so that none can be forgotten."""
    found = []
    for package in (ethical_walls, courts, casework, scheduling, notifications):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name.rsplit(".", 1)[-1] == "models":
                importlib.import_module(module.name)
                found.append(module.name)
    return found
