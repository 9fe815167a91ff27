"""How leads are spoken of."""

from storage.tables.lead import BOOKED, CALLED, CLOSED, NEW, NO_ANSWER

STATE_WORDS = {
    NEW: "New",
    NO_ANSWER: "No answer",
    CALLED: "Called",
    BOOKED: "Booked",
    CLOSED: "Closed",
}
STATE_TONES = {NEW: "calm", NO_ANSWER: "warn", CALLED: "", BOOKED: "good", CLOSED: ""}
# States in which somebody waits for us.
OPEN = (NEW, NO_ANSWER)
AUTOMATIC_WORDS = {
    "fast": "filled in faster than people write",
    "many": "many requests from one visitor",
    "link": "there is a link in it",
}
