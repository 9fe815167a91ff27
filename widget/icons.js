const SVG = "http://www.w3.org/2000/svg";

/** Outlines on a 24 × 24 grid, drawn with the text's colour. */
const PATHS = {
  chat: ["M20 11.5a7.5 7.5 0 0 1-11 6.6L4 19.5l1.5-4.6A7.5 7.5 0 1 1 20 11.5Z", "M9 11.5h.01M12.5 11.5h.01M16 11.5h.01"],
  close: ["m6 6 12 12M18 6 6 18"],
  menu: ["M5 12h.01M12 12h.01M19 12h.01"],
  send: ["M12 19V5m0 0-6 6m6-6 6 6"],
  copy: ["M12 4v11m0 0-4-4m4 4 4-4M5 19.5h14"],
  forget: ["M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7M10.5 11v5M13.5 11v5"],
  up: ["M8 10.5v9H4.5v-9H8Zm0 0 3.6-6.6c1.4 0 2.3 1.1 2.1 2.4l-.5 3.2h4.9c1.3 0 2.2 1.2 1.9 2.4l-1.4 6c-.2.9-1 1.6-2 1.6H8"],
  down: ["M16 13.5v-9h3.5v9H16Zm0 0-3.6 6.6c-1.4 0-2.3-1.1-2.1-2.4l.5-3.2H5.9c-1.3 0-2.2-1.2-1.9-2.4l1.4-6c.2-.9 1-1.6 2-1.6H16"],
  mark: ["M12 20.5c-3.2 0-5-2.2-5-5 0-3.4 3.4-4.4 4.2-12 2.6 3.2 5.8 7.4 5.8 12 0 2.8-1.8 5-5 5Z", "M12 20.5c-1.300-1.500-1.700-3.700-.4-6"],
};

/**
 * A decorative picture; what it stands for is said by the text or label beside it.
 *
 * @param {keyof typeof PATHS} name
 * @returns {SVGSVGElement}
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `icon icon-${name}`);
  for (const line of PATHS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", line);
    svg.append(path);
  }
  return svg;
}
