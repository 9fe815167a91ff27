import { commentForm } from "./comment_form.js";
import { el } from "./dom.js";
import { iconButton } from "./icons.js";
import { TEXTS } from "./texts.js";

/**
 * @typedef {(seq: number, feedback: import("./types.js").Feedback) => Promise<boolean>} OnFeedback
 *   whether it was saved.
 */

/**
 * Thumbs up and down for one answer, and a field for why; the last press counts.
 *
 * @param {import("./types.js").Reply} reply
 * @param {OnFeedback} onFeedback
 * @param {(form: HTMLFormElement) => void} place puts the field for why under the answer.
 * @returns {HTMLElement}
 */
export function feedbackButtons({ seq, feedback }, onFeedback, place) {
  let saved = feedback?.helpful ?? null;
  const thumbs = [
    { helpful: true, node: iconButton("thumb up", "thumb", TEXTS.helpful, () => press(true)) },
    { helpful: false, node: iconButton("thumb down", "thumb", TEXTS.unhelpful, () => press(false)) },
  ];
  const mark = (/** @type {boolean | null} */ pressed) => {
    for (const { helpful, node } of thumbs) node.setAttribute("aria-pressed", String(helpful === pressed));
  };
  const press = async (/** @type {boolean} */ helpful) => {
    mark(helpful);
    if (await onFeedback(seq, { helpful })) {
      saved = helpful;
      const thumb = thumbs.find((one) => one.helpful === helpful)?.node;
      place(commentForm((comment) => onFeedback(seq, { helpful, comment }), () => thumb?.focus()));
    }
    mark(saved);
  };
  mark(saved);
  const nodes = thumbs.map(({ node }) => node);
  return el("div", { class: "feedback", role: "group", "aria-label": TEXTS.feedback }, ...nodes);
}
