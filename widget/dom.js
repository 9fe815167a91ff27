/**
 * Makes an element. Children that are strings become text nodes: nothing is ever parsed as markup.
 *
 * @param {string} tag
 * @param {Record<string, unknown>} attributes `on…` adds a listener; false, null, undefined are left out.
 * @param {...(Node | string | null)} children null is left out.
 * @returns {HTMLElement}
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

/** Text for screen readers only. */
export function unseen(text) {
  return el("span", { class: "unseen" }, text);
}
