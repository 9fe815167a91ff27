/** Every word that the widget says by itself; the answers come from the server. */

/** Most characters of one message; the server refuses more. */
export const TEXT_LIMIT = 1000;

/** Said until the session has told the clinic's own number. */
export const EMERGENCY_FALLBACK = "911";

export const TEXTS = Object.freeze({
  launcher: "Ask a question",
  assistant: "Assistant",
  about: "A program, not a person",
  close: "Close the chat",
  conversation: "Conversation",
  you: "You said:",
  bot: "The assistant said:",
  notAdvice: "Not medical advice.",
  urgent: "Urgent?",
  call: (number) => `Call ${number}`,
  kept: (days) => `This chat is stored for ${days} days; copy or erase it in the menu.`,
  field: "Your question",
  placeholder: "Type your question",
  send: "Send",
  left: (count) => `${count} characters left`,
  tooLong: (count) => `${count} characters too many. Please shorten your message.`,
  answering: "The assistant is answering",
  from: (section) => `From: ${section}`,
  clinic: "the clinic",
  reviewed: (by, on) => (on ? `Reviewed by ${by} on ${date(on)}` : `Reviewed by ${by}`),
  notReviewed: "Not yet signed off by a clinician",
  suggestions: "Suggested questions",
  feedback: "Was this answer helpful?",
  helpful: "Helpful",
  unhelpful: "Not helpful",
  thanks: "Thank you. Your feedback is saved.",
  feedbackFailed: "Your feedback could not be saved. Please try again.",
  waiting: "Waiting to be sent",
  menu: "Menu",
  copy: "Copy of this chat",
  copyName: "chat-copy.json",
  copied: "The copy of this chat is in your downloads.",
  copyFailed: "The copy could not be made. Please try again.",
  forget: "Forget this chat",
  forgetTitle: "Forget this chat?",
  forgetWords: "All that is kept of it will be erased, here and at the clinic. It cannot be brought back.",
  forgetYes: "Yes, erase it",
  forgetNo: "Keep it",
  forgetFailed: "The chat could not be erased. Please try again.",
  forgotten: "This chat has been erased.",
  startAgain: "Start a new chat",
  ended: "The earlier chat is no longer there. This is a new one.",
  tryNow: "Try now",
  callClinic: "Or call the clinic:",
  clinicOnly: "You can also call the clinic.",
});

/** A day as people write it, from 2026-10-02; anything else as it is. */
function date(day) {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return day;
  return new Date(`${day}T00:00`).toLocaleDateString("en-US", { dateStyle: "long" });
}

/** What to say when the server can not be reached or asks to wait. */
export function troubleWords(error, pending) {
  if (error.status === 429) {
    return pending
      ? "That was a little fast. Your message is saved here and will go out in a moment."
      : "There is a lot going on right now. Please try again in a minute.";
  }
  const cause = navigator.onLine ? "The chat cannot be reached right now." : "You seem to be offline.";
  return pending ? `${cause} Your message is saved here and will be sent again.` : cause;
}

/** What to say when the server will not take a message. */
export function refusedWords(error) {
  if (error.code === "text_too_long") return "Not sent: the message is too long.";
  if (error.status === 403) return "Not sent: this page may not use the chat.";
  return "Not sent: the chat could not take this message. Please put it another way.";
}
