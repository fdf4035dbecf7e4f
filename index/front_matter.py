"""The YAML between two lines of three dashes at the top of a Markdown file: an article's particulars."""

import re
from collections.abc import Mapping

import yaml

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def split_front_matter(text: str) -> tuple[dict[str, object], str]:
    """The fields (names in lower case) and the rest; no fields where the text does not begin with any.

    ValueError when there is front matter that is not YAML.
    """
    found = _FRONT_MATTER.match(text)
    if not found:
        return {}, text
    try:
        fields = yaml.safe_load(found[1] or "")
    except yaml.MarkedYAMLError as error:
        # The mark counts from 0 below the opening dashes; an editor counts from 1 with them.
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise ValueError(f"front matter, line {line}: {error.problem}; put the value in quotes") from error
    except (KeyError, IndexError, AttributeError) as error:  # out of PyYAML: "!!bool maybe", "!!timestamp soon"
        raise ValueError("front matter: a value is not what its tag (!!) says; take the tag away") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ValueError(f"front matter is not YAML: {str(error).splitlines()[0]}") from error
    if not isinstance(fields, dict):
        return {}, text  # dashes used as a ruler, not front matter
    return {str(name).lower(): value for name, value in fields.items()}, text[found.end() :]


def front_matter(fields: Mapping[str, str]) -> str:
    """The fields as the top of a file, in their order; `split_front_matter` reads them back. Empty without any."""
    if not fields:
        return ""
    lines = yaml.safe_dump(dict(fields), allow_unicode=True, sort_keys=False, width=1_000_000)
    return f"---\n{lines}---\n\n"
