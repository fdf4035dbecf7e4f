"""Which handler hears what."""

from telegram import Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.telegram_chat.admin import Admin
from bot.telegram_chat.gatekeeper import Gatekeeper
from bot.telegram_chat.handlers import Handlers
from bot.telegram_chat.inline import Inline
from bot.telegram_chat.moves import Moves
from bot.telegram_chat.presses import Presses

NEW = filters.UpdateType.MESSAGE
EDITED = filters.UpdateType.EDITED_MESSAGE
FILE = filters.Document.ALL & ~filters.ANIMATION  # Telegram calls a moving picture a document too
WORDS = filters.TEXT | (filters.CAPTION & ~FILE)  # what is asked about a file cannot be answered


def add_routes(
    application: "Application",  # type: ignore[type-arg]  # six type variables that nothing here depends on
    moves: Moves,
    gatekeeper: Gatekeeper,
    handlers: Handlers,
    presses: Presses,
    inline: Inline,
    admin: Admin | None,
) -> None:
    """Wire an application; the gatekeeper is before everything but the new ids of groups, by which it judges."""
    add = application.add_handler
    add(MessageHandler(filters.StatusUpdate.MIGRATE & NEW, moves.note), group=-2)
    add(TypeHandler(Update, gatekeeper.admit), group=-1)
    add(CommandHandler("start", handlers.start))
    add(CommandHandler("help", handlers.help))
    add(CommandHandler("articles", handlers.articles))
    add(CommandHandler("about", handlers.about))
    add(CommandHandler("settings", handlers.settings))
    add(CommandHandler("new", handlers.new))
    add(CommandHandler("forgetme", handlers.forget_me))
    add(CommandHandler("cancel", handlers.cancel))
    add(CommandHandler("ask", handlers.ask, NEW))
    add(CommandHandler("ask", handlers.edited_ask, EDITED))
    add(CommandHandler("search", handlers.search, NEW))
    add(CommandHandler("search", handlers.edited_search, EDITED))
    if admin is not None:
        add(CommandHandler("add", admin.add))
        add(CommandHandler("remove", admin.remove))
        add(CommandHandler("reindex", admin.reindex))
        add(CommandHandler("stats", admin.stats))
        add(CommandHandler("feedback", admin.feedback))
        add(MessageHandler(FILE & NEW, admin.file))
    add(MessageHandler(filters.COMMAND & NEW, handlers.unknown_command))
    add(MessageHandler(WORDS & NEW, handlers.text))
    add(MessageHandler(WORDS & ~filters.COMMAND & EDITED, handlers.edited))
    add(MessageHandler(~filters.StatusUpdate.ALL & NEW, handlers.no_text))
    add(CallbackQueryHandler(presses.press))
    add(InlineQueryHandler(inline.ask))
    application.add_error_handler(gatekeeper.apologise)
