import { el, unseen } from "./dom.js";
import { feedbackButtons } from "./feedback.js";
import { withLinks } from "./links.js";
import { TEXTS } from "./texts.js";

/** The mark of answers that rest on the clinic's settings and not on the medical document. */
const CLINIC_SECTION = "clinic";

/** The greeting: nothing to prove, nothing to rate. */
const GREETING_SEQ = 1;

/**
 * One message of the visitor.
 *
 * @param {{text: string}} message
 * @returns {HTMLElement}
 */
export function visitorMessage({ text }) {
  return el("div", { class: "message mine" }, el("p", { class: "bubble", dir: "auto" }, unseen(`${TEXTS.you} `), text));
}

/**
 * One answer, with where it comes from, the questions it suggests and the question whether it helped.
 *
 * @param {object} message a reply of the server.
 * @param {Map<string, string>} known the clinic's numbers, see links.js.
 * @param {{onButton: Function, onFeedback: Function}} handlers
 * @returns {HTMLElement}
 */
export function assistantMessage(message, known, { onButton, onFeedback }) {
  const { seq, text, buttons, source } = message;
  const parts = withLinks(text, known).map((part) =>
    typeof part === "string" ? part : el("a", { href: part.href }, part.text),
  );
  const foot = el("div", { class: "foot" }, sourceLine(source), feedbackButtons(message, onFeedback));
  return el(
    "div",
    { class: "message theirs" },
    el("p", { class: "bubble", dir: "auto" }, unseen(`${TEXTS.bot} `), ...parts),
    seq === GREETING_SEQ ? null : foot,
    suggestions(buttons ?? [], onButton),
  );
}

function sourceLine(source) {
  if (!source) return null;
  const { section, reviewed_by: by, reviewed_on: on } = source;
  const ofClinic = section === CLINIC_SECTION;
  const review = by ? TEXTS.reviewed(by, on) : ofClinic ? null : TEXTS.notReviewed;
  return el(
    "p",
    { class: "source" },
    el("span", { class: "section" }, TEXTS.from(ofClinic ? TEXTS.clinic : section)),
    review ? el("span", { class: by ? "reviewed" : "unreviewed" }, review) : null,
  );
}

function suggestions(buttons, onButton) {
  if (!buttons.length) return null;
  const choices = buttons.map(({ id, title }) => {
    const choice = el("button", { type: "button", class: "choice", dir: "auto" }, title);
    choice.addEventListener("click", () => onButton(choice, id, title));
    return choice;
  });
  return el("div", { class: "choices", role: "group", "aria-label": TEXTS.suggestions }, ...choices);
}
