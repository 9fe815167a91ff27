const EMAIL = /[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]{2,}/;
const NUMBER = /(?<![\w.,])\+?\(?\d[\d\s().\/-]{5,}\d(?!\w)/g;
const YEARS = /^\d{4}\s?[-\/]\s?\d{4}$/; // 2019-2023
const MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic)[a-z]*\\.?";
const DATES = [
  /(?<!\d)\d{1,2}[.\/-]\d{1,2}[.\/-](\d{4}|\d\d)(?!\d)/,
  /(?<!\d)((?:19|20)\d\d)-\d{1,2}-\d{1,2}(?!\d)/,
  new RegExp(`\\b\\d{1,2}(?:st|nd|rd|th)?(?: of| de)? ${MONTH}(?: de)?,? ((?:19|20)\\d\\d)\\b`, "i"),
  new RegExp(`\\b${MONTH} \\d{1,2}(?:st|nd|rd|th)?,? ((?:19|20)\\d\\d)\\b`, "i"),
];

/**
 * What a text seems to tell about the person who writes it. A guess on which only a question
 * rests; nothing is kept from being sent.
 *
 * @param {string} text
 * @returns {"email" | "birth" | "phone" | null}
 */
export function personal(text) {
  if (EMAIL.test(text)) return "email";
  if (DATES.some((date) => isPast(date.exec(text)?.[1]))) return "birth";
  const rest = DATES.reduce((left, date) => left.replace(date, ""), text); // a coming day is no phone number
  return (rest.match(NUMBER) ?? []).some(isPhone) ? "phone" : null;
}

/** Nobody is born in a coming year; a visit may well be then. */
function isPast(/** @type {string | undefined} */ year) {
  return year !== undefined && (year.length === 2 || Number(year) < new Date().getFullYear());
}

function isPhone(/** @type {string} */ number) {
  const digits = number.replace(/\D/g, "").length;
  return digits >= 7 && digits <= 15 && !YEARS.test(number.trim());
}
