"""From a folder of articles to evidence for a question. File names are the pipeline; docs/design.md has it in order."""
