import { el } from "./dom.js";

/** A link that tells the other site nothing and can not reach back. */
export function link(/** @type {string} */ text, /** @type {string} */ href) {
  const away = href.startsWith("http");
  return el("a", { href, target: away && "_blank", rel: away && "noreferrer" }, text);
}

/** The address that dials `number`, or null where there is no digit to dial. */
export function dial(/** @type {unknown} */ number) {
  const digits = String(number ?? "").replace(/[^\d+]/g, "");
  return /\d/.test(digits) ? `tel:${digits}` : null;
}

/** The address that writes to `email`, or null where it is none. */
export function write(/** @type {unknown} */ email) {
  const text = String(email ?? "");
  return text.includes("@") ? `mailto:${encodeURIComponent(text).replace("%40", "@")}` : null;
}

/**
 * Lines that lead to the clinic by phone and by e-mail, as far as these are known.
 *
 * @param {{phone?: string | null, email?: string | null}} clinic
 * @param {string} callWords
 * @param {string} writeWords
 */
export function waysTo({ phone, email }, callWords, writeWords) {
  return [
    { words: callWords, shown: phone, href: dial(phone) },
    { words: writeWords, shown: email, href: write(email) },
  ].flatMap(({ words, shown, href }) => (shown && href ? [el("p", {}, `${words} `, link(shown, href))] : []));
}
