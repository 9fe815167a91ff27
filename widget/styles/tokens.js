/** Colours, sizes and what every part shares. Text reaches 4.5:1, edges of controls 3:1. */
export const TOKENS = `
:host {
  all: initial !important; /* the page's own styles stay outside */
  display: block !important;

  --rem: max(16px, 1rem); /* what 1rem means in the other sheets */
  --surface: #fffdf9;
  --sand: #f6f0e6;
  --line: #e6dece;
  --ink: #1d2b2c;
  --quiet: #586566;
  --teal: #0d5f5b;
  --teal-deep: #094845;
  --on-teal: #ffffff;
  --mist: #e4f1ee;
  --edge: #6a9793;
  --mine: #0d5f5b;
  --on-mine: #ffffff;
  --warn: #97301f;
  --warn-soft: #fbeee8;
  --danger: #97301f;
  --danger-deep: #7a2315;
  --focus: #0a7c76;
  --shadow: 0 24px 60px -12px rgb(20 45 45 / 0.28), 0 4px 16px rgb(20 45 45 / 0.1);
  --above: 2147483000;

  color-scheme: light;
}

@media (prefers-color-scheme: dark) {
  :host {
    --surface: #121b1c;
    --sand: #1c2829;
    --line: #2e3d3e;
    --ink: #e9efec;
    --quiet: #a5b4b2;
    --teal: #86d3c7;
    --teal-deep: #a5e2d8;
    --on-teal: #06201e;
    --mist: #17302e;
    --edge: #5d8a86;
    --mine: #1d5a55;
    --on-mine: #f2fbf9;
    --warn: #ffb5a4;
    --warn-soft: #3a211b;
    --danger: #a9432c;
    --danger-deep: #933620;
    --focus: #8fe0d3;
    --shadow: 0 24px 60px -12px rgb(0 0 0 / 0.7), 0 0 0 1px #2e3d3e;
    color-scheme: dark;
  }
}

*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
h2, h3, p { margin: 0; }

.launcher, .panel {
  color: var(--ink);
  font-family: "SF Pro Text", -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  font-size: var(--rem);
  line-height: 1.5;
  -webkit-text-size-adjust: 100%;
}

button, textarea { font: inherit; color: inherit; }
button { cursor: pointer; touch-action: manipulation; -webkit-tap-highlight-color: transparent; }
a { color: var(--teal); text-underline-offset: 0.15em; }

:focus-visible {
  outline: 2px solid var(--focus);
  outline-offset: 2px;
}
h2:focus-visible { outline: none; } /* takes the focus once, to be read; nothing to press */

.icon {
  flex: none;
  inline-size: 1.375em;
  block-size: 1.375em;
  fill: none;
  stroke: currentColor;
  stroke-width: 1.7;
  stroke-linecap: round;
  stroke-linejoin: round;
}
.icon-menu { stroke-width: 2.6; }

.unseen {
  position: absolute;
  inline-size: 1px;
  block-size: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}

@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after { animation: none !important; transition: none !important; scroll-behavior: auto !important; }
}
`;
