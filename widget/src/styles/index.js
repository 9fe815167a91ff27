import { COLOURS } from "./colours.js";
import { FRAME } from "./frame.js";
import { PARTS } from "./parts.js";
import { TALK } from "./talk.js";

/** Pages that shrink the root's font must not shrink the chat: see --rem in launcher.js. */
const steady = (/** @type {string} */ css) => css.replace(/([\d.]+)rem\b/g, "calc($1 * var(--rem))");

/** Constructed style sheets: they hold under a policy that forbids inline styles. */
export const sheets = [COLOURS, FRAME, TALK, PARTS].map((css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(steady(css));
  return sheet;
});
