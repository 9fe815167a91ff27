"""All blueprints of the console."""

from sanic import Blueprint

from web.staff.accounts.links import blueprint as links
from web.staff.accounts.manage import blueprint as accounts
from web.staff.accounts.own import blueprint as own_account
from web.staff.accounts.sign_in import blueprint as sign_in
from web.staff.answers.pages import blueprint as answers
from web.staff.answers.work import blueprint as answer_work
from web.staff.audit.page import blueprint as audit
from web.staff.conversations.routes import blueprint as conversations
from web.staff.home import blueprint as home
from web.staff.improve.decisions import blueprint as improve_decisions
from web.staff.improve.pages import blueprint as improve
from web.staff.insights.page import blueprint as insights
from web.staff.leads.export import blueprint as lead_export
from web.staff.leads.lists import blueprint as lead_lists
from web.staff.leads.screen import blueprint as lead_screen
from web.staff.leads.work import blueprint as lead_work
from web.staff.live.stream import blueprint as live_stream
from web.staff.live.waiting import blueprint as waiting
from web.staff.live.work import blueprint as live_work
from web.staff.notices.page import blueprint as notices
from web.staff.privacy.erase import blueprint as erase
from web.staff.privacy.reveal import blueprint as reveal
from web.staff.today.page import blueprint as today
from web.staff.unanswered.decisions import blueprint as unanswered_decisions
from web.staff.unanswered.pages import blueprint as unanswered
from web.staff.urgent import blueprint as urgent

blueprint = Blueprint.group(
    home,
    today,
    unanswered,
    unanswered_decisions,
    improve,
    improve_decisions,
    answers,
    answer_work,
    sign_in,
    links,
    own_account,
    accounts,
    conversations,
    live_work,
    live_stream,
    waiting,
    insights,
    lead_lists,
    lead_screen,
    lead_work,
    lead_export,
    urgent,
    notices,
    audit,
    erase,
    reveal,
    url_prefix="/staff",
)
