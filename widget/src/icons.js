import { button } from "./dom.js";
import { drawing } from "./drawing.js";

/** @typedef {"close" | "menu" | "send" | "copy" | "download" | "print" | "data" | "restart" | "forget" | "thumb" | "mark"} IconName */

/**
 * Outlines on a 24 × 24 grid, drawn with the text's colour.
 *
 * @type {Record<IconName, string>}
 */
const PATHS = {
  close: "m6 6 12 12M18 6 6 18",
  menu: "M5 12h.01M12 12h.01M19 12h.01",
  send: "M12 19V5m0 0-6 6m6-6 6 6",
  copy: "M9 8.5h10v11H9zM15 5H5v11",
  download: "M12 4v11m0 0-4-4m4 4 4-4M5 19.5h14",
  print: "M7 9V4h10v5M7 16H4V9h16v7h-3M7 13.5h10V20H7z",
  data: "M8 5C5 5 7.5 12 4.5 12 7.5 12 5 19 8 19M16 5c3 0 .5 7 3.5 7-3 0-.5 7-3.5 7",
  restart: "M5 12a7 7 0 1 1 2.5 5.400M5 17.5V12h5.5",
  forget: "M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.400L17 7M10.5 11v5M13.5 11v5",
  thumb: "M8 10.5v9H4.5v-9H8Zm0 0 3.600-6.600c1.400 0 2.300 1.100 2.100 2.400l-.5 3.200h4.900c1.300 0 2.200 1.200 1.900 2.400l-1.400 6c-.2.9-1 1.600-2 1.600H8",
  mark: "M12 20.5c-3.200 0-5-2.200-5-5 0-3.400 3.400-4.400 4.200-12 2.600 3.200 5.800 7.400 5.800 12 0 2.800-1.800 5-5 5ZM12 20.5c-1.300-1.5-1.700-3.700-.4-6",
};

/** One of the chat's pictures. */
export function icon(/** @type {IconName} */ name) {
  return drawing(PATHS[name], name);
}

/**
 * A button with a picture on it.
 *
 * @param {string} kind its class.
 * @param {IconName} picture
 * @param {string} label
 * @param {(event: MouseEvent) => unknown} onclick
 */
export function iconButton(kind, picture, label, onclick) {
  const node = button(kind, onclick, icon(picture));
  node.title = label;
  node.setAttribute("aria-label", label);
  return node;
}
