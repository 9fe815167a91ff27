"""What the made-up visitors say. Nobody of them is a real person; the numbers are reserved ones."""

from __future__ import annotations

QUESTIONS = [
    ["How do hair follicle stem cells work?", "And is it safe?"],
    ["what does it cost", "ok and how many sessions do i need?"],
    ["Does it hurt?", "How long is the recovery?", "Thank you!"],
    ["who are the doctors", "where are you?"],
    ["Why am I losing my hair?", "Could stem cells help me?", "What results can I expect?"],
    ["is it FDA approved?", "what are the risks"],
    ["What happens in a consultation?", "How do I book one?"],
    ["Do you have before and after pictures?"],
    ["does insurance pay for this", "what about payment"],
    ["How soon will I see results?", "Does it really work?"],
    ["What is the hair growth cycle?"],
    ["are the cells my own?", "what makes stem cells special"],
    ["Is it right for me? I am 34 and my hair is thinning at the crown."],
    ["opening hours?"],
    ["How is this different from a hair transplant?", "Is it better?"],
    ["hi", "what can you do?", "What are stem cells?"],
]
# Each line is one wish of several people, in their own words; the answers did not help them.
MISSED = [
    ["may I eat breakfast before it", "can I have breakfast before the appointment",
     "should I come with an empty stomach", "is it okay to eat before the treatment"],
    ["do you sell gift cards", "can I buy a voucher for my husband", "gift voucher?"],
    ["can I drink wine the day before", "alcohol before the appointment?",
     "can I drink coffee before"],
    ["may I dye my hair before", "how long before I can colour my hair"],
    ["does it work for eyebrows", "can you treat my beard too?", "my eyebrows are thin"],
    ["is there parking at the clinic", "where can I park my car?"],
    ["is there a lift"],
]  # fmt: skip
ALARMS = [
    "my scalp is swollen and bleeding since the injections yesterday",
    "I have a fever and pus is coming out of the treated spot",
]
# First questions, then who asks to be called: name, contact and time in one line.
REQUESTS = [
    (["What are the risks?"], "Maria Keller, 202 555 0178, after 5 pm"),
    (["what does it cost?"], "James Okafor, 202 555 0113, mornings"),
    (["Is it right for me?"], "Priya Nair, priya.nair@example.com, any time"),
    (["Does it hurt?", "how long does it take"], "Tom Lindqvist, 202 555 0161, Tuesday afternoon"),
    (["How do I book a consultation?"], "Elena Petrova, 202 555 0127, before noon"),
    (["what results can I expect"], "Sam Whitfield, 202 555 0190, any time"),
    (["is it safe", "who are the doctors?"], "Aisha Rahman, aisha.r@example.org, evenings"),
    (["Do you treat women as well?"], "Grace Miller, 202 555 0136, after 3"),
    (["how many sessions will I need?"], "Daniel Roth, 202 555 0149, weekdays"),
]
HANDOVER = ("Please call me back", "Yes, I agree")
SEND_IT = "Yes, send it"
