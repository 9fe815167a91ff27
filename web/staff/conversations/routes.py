"""The addresses of the conversations' pages, gathered."""

from sanic import Blueprint

from web.staff.conversations.exports import blueprint as exports
from web.staff.conversations.listing import blueprint as listing
from web.staff.conversations.marks import blueprint as marks
from web.staff.conversations.transcript import blueprint as transcript

blueprint = Blueprint.group(listing, transcript, marks, exports)
