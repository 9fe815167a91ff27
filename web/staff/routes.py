"""All blueprints of the console."""

from sanic import Blueprint

from web.staff.accounts.sign_in import blueprint as sign_in
from web.staff.conversations.routes import blueprint as conversations

blueprint = Blueprint.group(sign_in, conversations, url_prefix="/staff")
