"""Figures of quality on a labelled set: `citewire eval`."""
