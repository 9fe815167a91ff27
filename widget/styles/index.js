import { FRAME } from "./frame.js";
import { PARTS } from "./parts.js";
import { TALK } from "./talk.js";
import { TOKENS } from "./tokens.js";

/** Pages that shrink the root's font must not shrink the chat: see --rem in tokens.js. */
const steady = (css) => css.replace(/([\d.]+)rem\b/g, "calc($1 * var(--rem))");

/** Constructed style sheets: they hold under a policy that forbids inline styles. */
export const sheets = [TOKENS, ...[FRAME, TALK, PARTS].map(steady)].map((css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
});
