"""What can be wrong with a statement that cites sentences, one file a way."""
