"""The Telegram bot: the only folder that imports telegram."""
