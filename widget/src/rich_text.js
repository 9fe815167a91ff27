import { dial, link, write } from "./ways.js";

/** What may become a link, whatever a text says. */
const SAFE = ["http:", "https:", "mailto:", "tel:"];

/** An address in a text, without the full stop or bracket behind it. */
const ADDRESS = "https?://[^\\s<>\"'`]*[^\\s<>\"'`.,;:!?)\\]}]";

/**
 * Cuts a text into strings and links: web addresses, and the clinic's own numbers and e-mail
 * address. Put together again, the pieces are the text, sign for sign.
 *
 * @param {string} text
 * @param {Map<string, string>} known what stands in the text, and where it leads.
 * @returns {(string | {text: string, href: string})[]}
 */
export function withLinks(text, known) {
  const words = [...known.keys()].filter(Boolean).sort((a, b) => b.length - a.length).map(escapeWord);
  const clinics = words.length ? `|(?<![\\w+])(?:${words.join("|")})(?!\\w)` : "";
  return text
    .split(new RegExp(`(${ADDRESS}${clinics})`, "u"))
    .map((part, index) => {
      const href = index % 2 ? safeAddress(known.get(part) ?? part) : null;
      return href ? { text: part, href } : part;
    })
    .filter((part) => part !== "");
}

/**
 * The same, as nodes.
 *
 * @param {string} text
 * @param {Map<string, string>} known
 */
export function richText(text, known) {
  return withLinks(text, known).map((part) => (typeof part === "string" ? part : link(part.text, part.href)));
}

/**
 * What can be reached by a tap, from the clinic's facts.
 *
 * @param {Partial<import("./types.js").Clinic>} clinic
 * @returns {Map<string, string>}
 */
export function contacts(clinic) {
  const known = new Map();
  const crisis = clinic.crisis_line?.match(/\d{3,}/g) ?? [];
  for (const number of [clinic.phone, clinic.emergency_number, ...crisis]) {
    if (number && dial(number)) known.set(number, dial(number));
  }
  if (clinic.email && write(clinic.email)) known.set(clinic.email, write(clinic.email));
  return known;
}

function safeAddress(/** @type {string} */ address) {
  return URL.canParse?.(address) && SAFE.includes(new URL(address).protocol) ? address : null;
}

function escapeWord(/** @type {string} */ word) {
  return word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
