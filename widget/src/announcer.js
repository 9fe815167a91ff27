import { el } from "./dom.js";

/** So long screen readers have to notice a text; then it goes, and is not met again by browsing. */
const STAYS = 2_000;

/** How long an answer may take before screen readers are told that it is being made. */
const SILENCE = 1_500;

/** What screen readers say by themselves: each answer once, in a region that is there before it. */
export class Announcer {
  #region = el("div", { class: "unseen announcer", "aria-live": "polite" });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #silence;

  get element() {
    return this.#region;
  }

  say(/** @type {string} */ words, /** @type {string} */ lang = "") {
    const line = el("p", { lang: lang || null }, words);
    this.#region.append(line);
    setTimeout(() => line.remove(), STAYS);
  }

  /** Says `words` if nothing calls `hush` before the silence gets long. */
  sayLater(/** @type {string} */ words) {
    this.hush();
    this.#silence = setTimeout(() => this.say(words), SILENCE);
  }

  hush() {
    clearTimeout(this.#silence);
  }
}
