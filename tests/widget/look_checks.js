/* Run in the page by test_look.py: each function lists what is wrong, as texts. */

function shown() {
  const chat = document.querySelector("lp-chat").shadowRoot;
  return [...document.body.querySelectorAll("*"), ...chat.querySelectorAll("*")].filter((node) => {
    const { width, height } = node.getBoundingClientRect();
    return width > 1 && height > 1 && node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  });
}

const name = (node) => `${node.localName}.${node.getAttribute("class") ?? ""} ${node.textContent.trim().slice(0, 30)}`;

function sideways() {
  const wide = document.documentElement.clientWidth;
  const cut = (node) => {
    const { left, right } = node.getBoundingClientRect();
    return left < -1 || right > wide + 1 || (node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).overflowX !== "visible");
  };
  const page = document.documentElement.scrollWidth > wide ? ["the page"] : [];
  return [...page, ...shown().filter((node) => !(node instanceof SVGElement) && cut(node)).map(name)];
}

function channels(colour) {
  const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
  return { rgb: [red, green, blue], alpha };
}

function luminance(rgb) {
  const [red, green, blue] = rgb.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function ground(node) {
  for (let at = node; at; at = at.parentElement ?? at.getRootNode().host) {
    const { rgb, alpha } = channels(getComputedStyle(at).backgroundColor);
    if (alpha === 1) return rgb;
  }
  return [255, 255, 255];
}

function faint() {
  const hasText = (node) => [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());
  return shown().filter(hasText).filter((node) => !node.closest("noscript, .skip")).flatMap((node) => {
    const [dark, light] = [luminance(channels(getComputedStyle(node).color).rgb), luminance(ground(node))].sort((a, b) => a - b);
    const contrast = (light + 0.05) / (dark + 0.05);
    return contrast < 4.5 ? [`${contrast.toFixed(2)} ${name(node)}`] : [];
  });
}

function small() {
  const chat = (node) => node.getRootNode() !== document;
  return shown().filter((node) => chat(node) && node.matches("button, a, textarea")).flatMap((node) => {
    const { width, height } = node.getBoundingClientRect();
    const least = node.matches("a") ? (node.closest(".bubble") ? 0 : 24) : 44; // links within a text are exempt
    return Math.min(width, height) < least - 0.5 ? [`${width} × ${height} ${name(node)}`] : [];
  });
}

function moving() {
  return document.querySelector("lp-chat").shadowRoot.getAnimations().map(({ animationName }) => animationName);
}

function edgeless() {
  const parts = document.querySelector("lp-chat").shadowRoot.querySelectorAll(".panel, .bubble, .choice, .send, .box");
  return [...parts].filter((node) => getComputedStyle(node).borderTopWidth === "0px").map(name);
}
