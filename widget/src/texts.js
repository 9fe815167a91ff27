/** Most characters of one message; the server refuses more. */
export const TEXT_LIMIT = 1000;

/** Dialled until the page or the session has named the clinic's own number. */
export const EMERGENCY_FALLBACK = "911";

/** @typedef {typeof import("./texts/en.js").EN} Words */

/** The widget's words in the language that `speak` has chosen, before anything is shown. */
export const TEXTS = /** @type {Words & {language: string}} */ ({});

/**
 * @param {string} language of the chrome.
 * @param {Words} words
 */
export function speak(language, words) {
  Object.assign(TEXTS, words, { language });
}

/** A day as people write it, from 2026-10-02; anything else as it is. */
export function dayWords(/** @type {string} */ day) {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return day;
  return new Date(`${day}T00:00`).toLocaleDateString(TEXTS.language, { dateStyle: "long" });
}

/** The time of day, with the date where it is not today's. */
export function timeWords(/** @type {Date} */ at) {
  const today = at.toDateString() === new Date().toDateString();
  return at.toLocaleString(TEXTS.language, {
    ...(today ? {} : { month: "short", day: "numeric" }),
    hour: "numeric",
    minute: "2-digit",
  });
}

/**
 * What to say when the server can not be reached or asks to wait.
 *
 * @param {import("./api_error.js").ApiError} error
 * @param {boolean} pending whether messages wait to be sent.
 */
export function troubleWords(error, pending) {
  if (error.status === 429) return pending ? TEXTS.tooFast : TEXTS.busy;
  const cause = navigator.onLine ? TEXTS.unreachable : TEXTS.offline;
  return pending ? `${cause} ${TEXTS.savedHere}` : cause;
}

/**
 * What to say when the server will not take a message.
 *
 * @param {import("./api_error.js").ApiError} error
 */
export function refusedWords(error) {
  if (error.code === "text_too_long") return TEXTS.notSentLong;
  return error.status === 403 ? TEXTS.notSentOrigin : TEXTS.notSent;
}
