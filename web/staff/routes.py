"""All blueprints of the console."""

from sanic import Blueprint

from web.staff.accounts.sign_in import blueprint as sign_in

blueprint = Blueprint.group(sign_in, url_prefix="/staff")
