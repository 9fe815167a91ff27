"""The addresses of the visitors' API, gathered."""

from sanic import Blueprint

from web.chat.feedback import blueprint as feedback
from web.chat.history import blueprint as history
from web.chat.live import blueprint as live
from web.chat.messages import blueprint as messages
from web.chat.privacy import blueprint as privacy
from web.chat.sessions import blueprint as sessions

blueprint = Blueprint.group(
    sessions, messages, history, live, feedback, privacy, url_prefix="/api/chat"
)
