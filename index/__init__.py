"""From a folder of articles to evidence for a question. The file names are the pipeline, in the order of `docs/design.md`."""
