"""The commands that Telegram offers while a person types `/`."""

from telegram import Bot, BotCommand

COMMANDS = (
    BotCommand("ask", "Ask a question (needed in groups only)"),
    BotCommand("search", "Sentences nearest to some words"),
    BotCommand("articles", "What the answers are drawn from"),
    BotCommand("cancel", "Stop working on my question"),
    BotCommand("forgetme", "Erase what is kept about me"),
    BotCommand("help", "How to ask, and the commands"),
)


async def register_commands(bot: Bot) -> None:
    """Tell Telegram the commands, unless it knows them already."""
    if await bot.get_my_commands() != COMMANDS:
        await bot.set_my_commands(COMMANDS)
