"""The tables, one a file; importing this package fills `Base.metadata`."""

from storage.tables.account import Account
from storage.tables.answer_edit import AnswerEdit
from storage.tables.audit_entry import AuditEntry
from storage.tables.base import Base
from storage.tables.button import Button
from storage.tables.conversation import Conversation
from storage.tables.conversation_note import ConversationNote
from storage.tables.conversation_tag import ConversationTag
from storage.tables.conversation_topic import ConversationTopic
from storage.tables.correction import Correction
from storage.tables.erasure_receipt import ErasureReceipt
from storage.tables.feedback import Feedback
from storage.tables.lead import Lead
from storage.tables.lead_event import LeadEvent
from storage.tables.message import Message
from storage.tables.message_topic import MessageTopic
from storage.tables.missed_question import MissedQuestion
from storage.tables.notice import Notice
from storage.tables.pending_erasure import PendingErasure
from storage.tables.person import Person
from storage.tables.question_cluster import QuestionCluster
from storage.tables.sign_in_try import SignInTry
from storage.tables.sign_off import SignOff
from storage.tables.staff_link import StaffLink
from storage.tables.staff_session import StaffSession
from storage.tables.takeover import Takeover
from storage.tables.training_report import TrainingReport

__all__ = [
    "Account",
    "AnswerEdit",
    "AuditEntry",
    "Base",
    "Button",
    "Conversation",
    "ConversationNote",
    "ConversationTag",
    "ConversationTopic",
    "Correction",
    "ErasureReceipt",
    "Feedback",
    "Lead",
    "LeadEvent",
    "Message",
    "MessageTopic",
    "MissedQuestion",
    "Notice",
    "PendingErasure",
    "Person",
    "QuestionCluster",
    "SignInTry",
    "SignOff",
    "StaffLink",
    "StaffSession",
    "Takeover",
    "TrainingReport",
]
