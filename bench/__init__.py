"""Measurements: `python -m bench` lists them, `bench/README.md` says what they showed."""
