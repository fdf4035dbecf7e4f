"""The prompts, one a file; `render` fills one in."""

from importlib import resources
from string import Template


def render(name: str, **values: str) -> str:
    """The prompt `name`.md with every `$variable` of it filled in.

    Values are put in as they are and never looked into. Raises ValueError for a prompt there is none of, a variable
    without a value and a value without a variable: each is a mistake of the program, not of a person.
    """
    file = resources.files("prompts").joinpath(f"{name}.md")
    if not file.is_file():
        raise ValueError(f"there is no prompt {name!r}")
    template = Template(file.read_text(encoding="utf-8").strip())
    wanted = set(template.get_identifiers())
    if missing := wanted - set(values):
        raise ValueError(f"prompt {name!r} lacks a value for {', '.join(sorted(missing))}")
    if unknown := set(values) - wanted:
        raise ValueError(f"prompt {name!r} has no variable {', '.join(sorted(unknown))}")
    return template.substitute(values)
