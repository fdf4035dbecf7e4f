"""The prompts, one a file; `render` fills one in."""
