"""What a text says that can be checked: words, names, numbers, dates, each with where it stands."""
