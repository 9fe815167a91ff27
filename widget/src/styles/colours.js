/** The chat's further colours; launcher.js has those that both need. Text reaches 4.5:1, edges of controls 3:1. */
export const COLOURS = `
:host { --sand: #f6f0e6; --quiet: #586566; --mist: #e4f1ee; --mine: #0d5f5b; --warn: #97301f; --warn-soft: #fbeee8; --danger-deep: #7a2315; }
@supports (color: light-dark(red, red)) {
  :host {
    --sand: light-dark(#f6f0e6, #1c2829); --quiet: light-dark(#586566, #a5b4b2); --mist: light-dark(#e4f1ee, #17302e); --mine: light-dark(#0d5f5b, #1d5a55); --warn: light-dark(#97301f, #ffb5a4); --warn-soft: light-dark(#fbeee8, #3a211b); --danger-deep: light-dark(#7a2315, #933620);
  }
}
@supports (color: light-dark(oklch(from red l c h), red)) {
  :host([data-color]) {
    --mist: light-dark(oklch(from var(--lp-color) 0.95 min(c, 0.03) h), oklch(from var(--lp-color) 0.28 min(c, 0.04) h));
    --mine: light-dark(var(--link), oklch(from var(--lp-color) 0.4 min(c, 0.1) h));
  }
}
`;
