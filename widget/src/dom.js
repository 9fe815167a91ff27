/**
 * What an attribute may be: `on…` takes a listener; false, null and undefined leave it out.
 *
 * @typedef {string | number | boolean | null | undefined | ((event: any) => unknown)} Attribute
 */

/**
 * Makes an element. Children that are strings become text nodes: nothing is ever parsed as markup.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, Attribute>} attributes
 * @param {...(Node | string | null)} children null is left out.
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if ((value ?? false) === false) continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

/**
 * A button with words on it.
 *
 * @param {string} kind its class, and the part that pages may style.
 * @param {(event: MouseEvent) => unknown} onclick
 * @param {...(Node | string)} children
 */
export function button(kind, onclick, ...children) {
  return el("button", { type: "button", class: kind, part: kind, onclick }, ...children);
}
