/** What all parts share, and what stands on the page before the chat is opened. Older browsers see the light colours. */
export const LAUNCHER_STYLES = `
:host {
  all: initial !important; display: block !important;
  --rem: max(16px, 1rem); --radius: var(--lp-radius, 22px); --offset: var(--lp-offset, 20px); --above: var(--lp-z-index, 2147483000);
  --scheme: light dark; --shadow: 0 16px 48px -8px rgb(10 30 30 / 0.35);
  --surface: #fffdf9; --line: #e6dece; --ink: #1d2b2c; --link: #0d5f5b; --solid: #0d5f5b; --solid-deep: #094845; --on-solid: #fff; --edge: #6a9793; --danger: #97301f;
}
:host([data-theme="light"]) { --scheme: light; }
:host([data-theme="dark"]) { --scheme: dark; }
@supports (color: light-dark(red, red)) {
  :host {
    --surface: light-dark(#fffdf9, #121b1c); --line: light-dark(#e6dece, #2e3d3e); --ink: light-dark(#1d2b2c, #e9efec); --link: light-dark(#0d5f5b, #86d3c7); --solid: light-dark(#0d5f5b, #86d3c7); --solid-deep: light-dark(#094845, #a5e2d8); --on-solid: light-dark(#fff, #06201e); --edge: light-dark(#6a9793, #5d8a86); --danger: light-dark(#97301f, #a9432c);
  }
}
/* From the page's own colour: as light or as dark as it must be to be read. */
@supports (color: light-dark(oklch(from red l c h), red)) {
  :host([data-color]) {
    --link: light-dark(oklch(from var(--lp-color) min(l, 0.45) c h), oklch(from var(--lp-color) max(l, 0.8) min(c, 0.11) h));
    --solid: var(--link);
    --solid-deep: light-dark(oklch(from var(--lp-color) min(l, 0.38) c h), oklch(from var(--lp-color) 0.88 min(c, 0.09) h));
    --on-solid: light-dark(#fff, oklch(from var(--lp-color) 0.2 min(c, 0.04) h));
    --edge: oklch(from var(--lp-color) 0.6 min(c, 0.08) h);
  }
}
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
p { margin: 0; unicode-bidi: plaintext; }
button, textarea, input { font: inherit; color: inherit; }
button { cursor: pointer; touch-action: manipulation; }
a { color: var(--link); text-underline-offset: 0.15em; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.icon { flex: none; inline-size: 1.375em; block-size: 1.375em; fill: none; stroke: currentColor; stroke-width: 1.7; stroke-linecap: round; stroke-linejoin: round; }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; border: 0; }
.corner {
  color: var(--ink); color-scheme: var(--scheme); font-size: var(--rem); line-height: 1.5;
  font-family: var(--lp-font, system-ui, "Segoe UI", Roboto, Arial, sans-serif);
  position: fixed; inset-block-end: max(var(--offset), env(safe-area-inset-bottom)); inset-inline-end: var(--offset); z-index: var(--above);
}
:host([data-position="left"]) .corner { inset-inline: auto; left: var(--offset); }
:host([data-position="right"]) .corner { inset-inline: auto; right: var(--offset); }
.launcher {
  display: inline-flex; align-items: center; gap: 0.6em; min-block-size: calc(3.5 * var(--rem)); max-inline-size: calc(100vw - 2 * var(--offset));
  padding: 0.75em 1.3em; border: 1px solid transparent; border-radius: 999px; background: var(--solid); color: var(--on-solid); font-weight: 600;
  box-shadow: var(--shadow);
}
.launcher:hover { background: var(--solid-deep); }
.launcher[aria-expanded="true"] { visibility: hidden; }
.launcher[aria-busy="true"] .icon { animation: wait 1s ease-in-out infinite alternate; }
@keyframes wait { to { opacity: 0.3; } }
.count {
  position: absolute; inset-block-start: -0.4em; inset-inline-end: -0.2em; min-inline-size: 1.7em; padding: 0 0.5em; border: 2px solid var(--surface);
  border-radius: 999px; background: var(--danger); color: #fff; font-size: 0.875em; text-align: center;
}
.fallback {
  max-inline-size: min(22em, 100vw - 2 * var(--offset)); padding: 1.1em 1.2em; border: 1px solid var(--line); border-radius: var(--radius);
  background: var(--surface); box-shadow: var(--shadow);
}
.fallback button {
  min-block-size: 44px; margin: 0.8em 0.6em 0 0; padding: 0.4em 1.1em; border: 1px solid var(--edge); border-radius: 22px;
  background: none; color: var(--link);
}
@media (prefers-reduced-motion: reduce) { *, *::before, *::after { animation: none !important; transition: none !important; } }
`;
