"""WeasyPrint without a quarter of its start: of what it imports, two parts of fontTools serve old libraries and variable fonts alone.

In their place WeasyPrint gets modules that are imported when something of theirs is first called; nobody else gets those.
"""

from __future__ import annotations

import importlib
import sys
from threading import Lock
from types import ModuleType
from typing import Any

from invoicing.documents.c_libraries import found_by_loader

SELDOM_USED = ("fontTools.subset", "fontTools.varLib.instancer")
_ONE_BY_ONE = Lock()


class _SeldomUsed(ModuleType):
    """Stands for the module of its name until a function of it is called."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*values: Any, **named: Any) -> Any:
            return getattr(importlib.import_module(self.__name__), name)(*values, **named)

        return call


def import_weasyprint() -> None:
    """Imports WeasyPrint, where nobody has yet."""
    with _ONE_BY_ONE:
        if "weasyprint" in sys.modules:
            return
        stand_ins = {name: _SeldomUsed(name) for name in SELDOM_USED if name not in sys.modules}
        sys.modules.update(stand_ins)
        try:
            with found_by_loader():
                importlib.import_module("weasyprint")
        finally:
            for name in stand_ins:
                del sys.modules[name]
