"""A template filled in: the books' own before the project's, in Jinja2's sandbox."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from invoicing.documents.errors import FaultyTemplate

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def project_templates() -> Path:
    """The folder of the templates that come with the install."""
    return Path(str(files("templates")))


def fill(template: str, own: Path | None, values: Mapping[str, object]) -> str:
    """The template with the values; everything is escaped, an unknown name is FaultyTemplate."""
    from jinja2 import TemplateError

    try:
        return _environment(own).get_template(template).render(values)
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, OSError) as fault:
        raise FaultyTemplate(template, str(fault) or type(fault).__name__) from fault


@cache
def _environment(own: Path | None) -> Environment:
    """The books' templates before the project's; what a template may touch are values, nothing else."""
    from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    folders = [folder for folder in (own, project_templates()) if folder]
    return ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
