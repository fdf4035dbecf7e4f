"""From evidence to a cited answer, and from there to a terminal or to Telegram."""
