/** The address that dials `number`, or null where there is no digit to dial. */
export function dial(number) {
  const digits = String(number ?? "").replace(/[^\d+]/g, "");
  return /\d/.test(digits) ? `tel:${digits}` : null;
}

/**
 * Cuts a text into strings and links, so that the clinic's own numbers and address in it can be
 * tapped. Only what the server named as the clinic's becomes a link, never an address that stands
 * in the text.
 *
 * @param {string} text
 * @param {Map<string, string>} known what stands in the text, and where it leads.
 * @returns {(string | {text: string, href: string})[]}
 */
export function withLinks(text, known) {
  const words = [...known.keys()].sort((a, b) => b.length - a.length).map(escape);
  if (!words.length) return [text];
  const pattern = new RegExp(`(?<![\\w+])(${words.join("|")})(?!\\w)`, "u");
  return text
    .split(pattern)
    .map((part, index) => (index % 2 ? { text: part, href: known.get(part) } : part))
    .filter((part) => part !== "");
}

/**
 * What can be reached by a tap, from the clinic's facts.
 *
 * @param {object} clinic
 * @returns {Map<string, string>}
 */
export function contacts(clinic) {
  const known = new Map();
  const numbers = [clinic.phone, clinic.emergency_number, ...(clinic.crisis_line?.match(/\d{3,}/g) ?? [])];
  for (const number of numbers) if (dial(number)) known.set(number, dial(number));
  if (clinic.email) known.set(clinic.email, `mailto:${encodeURIComponent(clinic.email).replace("%40", "@")}`);
  return known;
}

function escape(word) {
  return word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
