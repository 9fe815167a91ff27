const SVG = "http://www.w3.org/2000/svg";

/**
 * A decorative picture on a 24 × 24 grid, drawn as an outline with the text's colour; what it
 * stands for is said by the text or label beside it.
 *
 * @param {string} line an SVG path.
 * @param {string} name for the style sheets.
 * @returns {SVGSVGElement}
 */
export function drawing(line, name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `icon icon-${name}`);
  path.setAttribute("d", line);
  svg.append(path);
  return svg;
}
