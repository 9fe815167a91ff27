import { button, el } from "./dom.js";
import { feedbackButtons } from "./feedback.js";
import { richText } from "./rich_text.js";
import { TEXTS, dayWords, timeWords } from "./texts.js";

/** The mark of answers that rest on the clinic's settings and not on the medical document. */
const CLINIC_SECTION = "clinic";

/** The greeting: nothing to prove, nothing to rate. */
const GREETING_SEQ = 1;

/**
 * @typedef {object} MessageHandlers
 * @property {(choice: HTMLElement, button: string, title: string) => void} onButton
 * @property {import("./feedback.js").OnFeedback} onFeedback
 */

/**
 * One message of the visitor.
 *
 * @param {import("./types.js").Asked} message
 * @returns {HTMLElement}
 */
export function visitorMessage({ text, at }) {
  const bubble = el("p", { class: "bubble", part: "bubble asked", dir: "auto" }, unseen(`${TEXTS.you}: `), text);
  return el("div", { class: "message mine" }, bubble, el("p", { class: "time" }, time(at)));
}

/**
 * One answer, with where it comes from, the questions it suggests and the question whether it helped.
 *
 * @param {import("./types.js").Answered} message
 * @param {Map<string, string>} known the clinic's numbers, see rich_text.js.
 * @param {MessageHandlers} handlers
 * @returns {HTMLElement}
 */
export function assistantMessage(message, known, { onButton, onFeedback }) {
  const { seq, text, buttons, source, at } = message;
  const place = (/** @type {HTMLElement} */ form) => {
    foot.parentNode?.querySelector(".comment-form")?.remove();
    foot.after(form);
    form.scrollIntoView({ block: "nearest" });
  };
  const foot = el(
    "div",
    { class: "foot" },
    el("p", { class: "source" }, ...sourceLines(source), el("span", { class: "time" }, time(at))),
    seq === GREETING_SEQ ? null : feedbackButtons(message, onFeedback, place),
  );
  return el(
    "div",
    { class: "message theirs", lang: "en" },
    el("p", { class: "bubble", part: "bubble answer", dir: "auto" }, said(), ...richText(text, known)),
    foot,
    suggestions(buttons ?? [], onButton),
  );
}

/**
 * What a colleague of the clinic says: the name stands above it, for it is a person who speaks.
 *
 * @param {import("./types.js").Said} message
 * @returns {HTMLElement}
 */
export function staffMessage({ name, text, at }) {
  return el(
    "div",
    { class: "message theirs staff" },
    el("p", { class: "who", dir: "auto" }, TEXTS.fromClinic(name)),
    el("p", { class: "bubble", part: "bubble said", dir: "auto" }, text),
    el("p", { class: "time" }, time(at)),
  );
}

/**
 * Somebody came or went.
 *
 * @param {import("./types.js").Happened} message
 * @returns {HTMLElement}
 */
export function eventMessage(message) {
  return el("p", { class: "event", part: "event" }, eventWords(message));
}

/** What happened, in the language of the chrome. */
export function eventWords(/** @type {import("./types.js").Happened} */ { event, name, text }) {
  if (event === "joined") return TEXTS.joined(name ?? "");
  return event === "back" ? TEXTS.back : text;
}

/** Text for screen readers only. */
function unseen(/** @type {string} */ text) {
  return el("span", { class: "unseen" }, text);
}

/** Who speaks, for those who do not see on which side a message stands. */
function said() {
  const words = unseen(`${TEXTS.bot}: `);
  words.lang = TEXTS.language;
  return words;
}

/** Where an answer comes from, in words. */
export function sourceWords(/** @type {import("./types.js").Source | null} */ source) {
  if (!source) return [];
  const { section, reviewed_by: by, reviewed_on: on } = source;
  const ofClinic = section === CLINIC_SECTION;
  const review = by ? TEXTS.reviewed(by, dayWords(on)) : ofClinic ? null : TEXTS.notReviewed;
  return [TEXTS.from(ofClinic ? TEXTS.clinic : section), ...(review ? [review] : [])];
}

function sourceLines(/** @type {import("./types.js").Source | null} */ source) {
  const kinds = ["section", source?.reviewed_by ? "reviewed" : "unreviewed"];
  return sourceWords(source).map((words, index) => el("span", { class: kinds[index], lang: TEXTS.language }, words));
}

function time(/** @type {string | undefined} */ at) {
  const moment = at ? new Date(at) : new Date();
  return el("time", { datetime: moment.toISOString(), lang: TEXTS.language }, timeWords(moment));
}

/**
 * @param {import("./types.js").Button[]} buttons
 * @param {MessageHandlers["onButton"]} onButton
 */
function suggestions(buttons, onButton) {
  if (!buttons.length) return null;
  const choices = buttons.map(({ id, title }) => {
    const choice = button("choice", () => onButton(choice, id, title), title);
    choice.dir = "auto";
    return choice;
  });
  return el("div", { class: "choices", role: "group", "aria-label": TEXTS.suggestions }, ...choices);
}
