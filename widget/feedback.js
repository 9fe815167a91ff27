import { el } from "./dom.js";
import { icon } from "./icons.js";
import { TEXTS } from "./texts.js";

/**
 * Thumbs up and down for one answer; the last press counts.
 *
 * @param {{seq: number, feedback?: {helpful: boolean} | null}} message
 * @param {(seq: number, helpful: boolean) => Promise<boolean>} onFeedback whether it was saved.
 * @returns {HTMLElement}
 */
export function feedbackButtons({ seq, feedback }, onFeedback) {
  const thumb = (helpful, label, picture) =>
    el(
      "button",
      {
        type: "button",
        class: "thumb",
        title: label,
        "aria-label": label,
        "aria-pressed": String(feedback?.helpful === helpful),
        onclick: () => press(helpful),
      },
      icon(picture),
    );
  const up = thumb(true, TEXTS.helpful, "up");
  const down = thumb(false, TEXTS.unhelpful, "down");

  const mark = (helpful) => {
    up.setAttribute("aria-pressed", String(helpful === true));
    down.setAttribute("aria-pressed", String(helpful === false));
  };
  let saved = feedback?.helpful ?? null;
  const press = async (helpful) => {
    mark(helpful);
    if (await onFeedback(seq, helpful)) saved = helpful;
    mark(saved);
  };
  return el("div", { class: "feedback", role: "group", "aria-label": TEXTS.feedback }, up, down);
}
