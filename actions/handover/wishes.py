"""What visitors want of the form itself: yes, no, stop, why, change this."""

from __future__ import annotations

import re

from actions.handover.heard import Heard
from actions.handover.times import find_time

MINOR = "under_18"  # topic
# Slot of a field -> the words that visitors use for it.
FIELD_WORDS = {
    "lead_name": r"name|spelling",
    "lead_contact": r"phone|cell|mobile|contact|telephone|number|e-?mail|address",
    "lead_time": r"time|day|hours?|when",
    "lead_subject": r"subject|topic|reason|about|what it is about",
}
_YES = re.compile(
    r"^\W*(?:(?:oh|well|um+|so|actually|and)\W+)?"
    r"(?:yes+|yeah|yea|yep|yup|ya|y|sure|ok|okay|k|kk|fine|alright|all right|"
    r"of course|certainly|absolutely|definitely|agreed?|accept|correct|right|perfect|"
    r"i (?:do )?(?:agree|consent|accept|confirm)|i do(?! not)(?!n.?t)|"
    r"go ahead|please do|you may|confirm(?:ed)?|"
    r"that(?:'?s| is) (?:right|correct|fine|ok|okay)|send(?: it| that)?|submit|"
    r"looks? (?:good|right|fine|correct)|great|good|all good|no problem|no worries|why not|"
    r"not a problem|👍|✅|👌)(?:\b|\W|$)"
    # Not one that is taken back in the same breath: 'ok no', 'fine but I do not agree'.
    r"(?!\W*(?:but )?(?:no(?:pe)?\b(?! (?:problem|worries))|not (?:yet|now|really|today)\b|"
    r"i (?:do not|don.?t|won.?t|will not|can.?t|cannot) (?:agree|consent|accept|want)))",
    re.IGNORECASE,
)
# A yes that may be no more than the first word of a question.
_FILLER = re.compile(
    r"^\W*(?:ok|okay|k|kk|so|well|right|great|good|fine|alright|all right|perfect)\b", re.IGNORECASE
)
_UNSURE = re.compile(
    r"^\W*(?:hm+\W+|um+\W+|well\W+)*(?:maybe|perhaps|"
    r"(?:i(?:'?m| am) )?not (?:so |too |quite )?sure|(?:i )?(?:don'?t|do not) know|idk|"
    r"dunno|it depends|depends)\b",
    re.IGNORECASE,
)
_NO = re.compile(
    r"^\W*(?:(?:oh|well|um+|ok|okay|sorry|fine|but|hm+|please)\W+)*"
    r"(?:no|nope|nah|naw|n|not? (?:really|now|yet|today|thanks?)|never|"
    r"(?:i )?(?:do not|don'?t|dont|won'?t|will not|can'?t|cannot) "
    r"(?:agree|consent|accept|want|think so)|(?:i(?:'d| would) )?(?:rather|prefer) not|"
    r"(?:i )?(?:disagree|refuse|decline)|wrong|incorrect|"
    r"that(?:'?s| is) (?:wrong|not right|incorrect)|👎|❌)(?:\b|\W|$)",
    re.IGNORECASE,
)
_CANCEL = re.compile(
    r"^\W*(?:(?:ok|oh|no|wait|sorry|actually|please|just|well|can (?:we|you|i)|i want to|"
    r"i(?:'d| would) like to)\W+)*"
    r"(?:(?:cancel|stop|quit|exit|abort|end)(?:\s+(?:it|this|that|please|now|everything|all|"
    r"(?:the |my |this )?(?:request|form|call|callback|process|questions)))*"
    r"|never ?mind(?: (?:it|that|about it))?|forget (?:it|about it|this|that)|"
    r"i(?:'ve| have)? changed my mind|leave me alone|"
    r"i(?: really)? (?:do not|don'?t|dont) want (?:this|that|it|to|a call|a callback|to be called|"
    r"you to call(?: me)?)(?: any ?more| now)?|don'?t (?:call|contact) me|"
    r"no(?: more)? (?:calls?|callback)(?: please)?|"
    r"(?:do not|don'?t|dont) (?:send|submit|save)(?: it| this| that)?|"
    r"i(?:'m| am) (?:out|done with this)|let'?s (?:stop|leave (?:it|this)))\W*$",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"^\W*(?:but |and |um+ )?(?:why|what for|how come)\W*$|\bwhy\b.*\b(?:need|ask|want|give|tell|"
    r"have to|should|must|necessary|require|matter)\b|"
    r"^\W*(?:but |and )?why (?:that|this|my (?:name|number|phone|e-?mail|address|time))\b|"
    r"\bwhat (?:do|will|would|are) (?:you|they) "
    r"(?:need|want|do with|going to do with|use|doing with)\b|"
    r"\bwhat (?:is|'s) (?:it|this|that|my \w+) for\b|"
    r"\bdo i (?:have|need|really (?:have|need)) to\b|\bis (?:it|this|that) (?:required|necessary|"
    r"mandatory|optional|needed)\b|\bwhat(?:'s| is) (?:this|that|it) (?:needed |used )?for\b",
    re.IGNORECASE,
)
_GOING_ON = re.compile(
    r"^\W*(?:ok |please |let'?s )*(?:continue|go on|carry on|keep going|resume|next|go ahead|"
    r"proceed|back to (?:the|my) (?:form|request|call)|where were we)\b\W*(?:with .*)?$",
    re.IGNORECASE,
)
_CHANGING = re.compile(
    r"\b(?:change|changed|wrong|correction|correct (?:my|the|it|that|this)|fix|edit|update|mistake|"
    r"typo|mistyped|misspel\w*|incorrect|not (?:right|correct)|different|another|instead|should be|"
    r"i meant|not my|make (?:it|that)|go back)\b",
    re.IGNORECASE,
)
# Said before a correction, and before other things.
_HALTING = re.compile(r"\b(?:rather|better|actually|sorry|oops|wait)\b", re.IGNORECASE)
_AGE = re.compile(
    r"\b(?:i'?m|i am|am|aged?|turn(?:ing|ed)?) (?:only |just |almost |nearly |still )*"
    r"(?:\d{1,2}|\w+teen|ten|eleven|twelve)\b|\b\d{1,2} ?(?:y/?o|yrs?|years?|[fm])\b|"
    r"\b(?:high school|minor|under ?age|teen\w*|under 18|year old|kid|child|son|daughter)\b",
    re.IGNORECASE,
)
# 'I don't want to give my number': no wish to stop, so far.
_DECLINING = re.compile(
    r"\b(?:don'?t|do not|dont|won'?t|will not|can'?t|not|rather not|refuse to|prefer not|hate to)\b"
    r"(?:\W+\w+){0,4}?\W+(?:giv\w+|tell\w*|shar\w+|say\w*|provid\w+|leav\w+|put)\b"
    r".*\b(?:names?|numbers?|phone|e-?mail|address|details|that|this|it)\W*$",
    re.IGNORECASE,
)


def is_minor(heard: Heard) -> bool:
    """Tell that somebody is under 18, not that they are free after 16 o'clock."""
    told = {heard.intent, *(topic.name for topic in heard.topics)}
    hour = find_time(heard.text) and not _AGE.search(heard.text)
    return MINOR in told and not hour


def agrees(heard: Heard) -> bool:
    """Tell a yes that is sure."""
    if _UNSURE.search(heard.text) or (_FILLER.search(heard.text) and heard.asks):
        return False
    return bool(_YES.search(heard.text)) or (heard.intent == "affirm" and not refuses(heard))


def refuses(heard: Heard) -> bool:
    """Tell a no that is sure."""
    if _YES.search(heard.text) or _UNSURE.search(heard.text):
        return False
    return bool(_NO.search(heard.text)) or heard.intent == "deny"


def declines(heard: Heard) -> bool:
    """Tell that a visitor does not want to give a detail; that is no wish to stop yet."""
    return bool(_DECLINING.search(heard.text)) and not heard.asks


def cancels(heard: Heard) -> bool:
    """Tell the wish to stop the request, in words that leave no doubt."""
    return bool(_CANCEL.search(heard.text)) or (heard.intent == "cancel" and heard.word_for_word)


def starts_over(heard: Heard) -> bool:
    """Tell the wish to begin again with all of it, not with one field."""
    return heard.intent == "start_over" and field_to_change(heard) is None


def asks_why(heard: Heard) -> bool:
    """Tell the question what a detail is needed for."""
    return heard.intent == "why_details" or bool(_WHY.search(heard.text))


def goes_on(heard: Heard) -> bool:
    """Tell the wish to go on with the form after something else."""
    return bool(_GOING_ON.search(heard.text))


def changes(heard: Heard) -> bool:
    """Tell a message that says that something is to be changed."""
    return bool(_CHANGING.search(heard.text))


def corrects(heard: Heard) -> bool:
    """Tell a message that may take something back."""
    return changes(heard) or bool(_HALTING.search(heard.text))


def field_to_change(heard: Heard) -> str | None:
    """Tell which field a visitor wants to change.

    Returns:
        Its slot, or None where no field is named or nothing is to be changed.
    """
    if not corrects(heard):
        return None
    return named_field(heard)


def named_field(heard: Heard) -> str | None:
    """Tell which field a message names."""
    found = {
        match.start(): slot
        for slot, words in FIELD_WORDS.items()
        if (match := re.search(rf"\b(?:{words})\b", heard.text, re.IGNORECASE))
    }
    return found[min(found)] if found else None
