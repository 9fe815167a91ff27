/** The launcher, the window and its header. The condition for phones is PHONE in window.js. */
export const FRAME = `
.launcher {
  position: fixed;
  inset-block-end: max(1.25rem, env(safe-area-inset-bottom));
  inset-inline-end: 1.25rem;
  z-index: var(--above);
  display: inline-flex;
  align-items: center;
  gap: 0.6em;
  min-block-size: 3.5rem;
  max-inline-size: calc(100vw - 2.5rem);
  padding: 0.75em 1.4em 0.75em 1.15em;
  border: 1px solid transparent;
  border-radius: 999px;
  background: var(--teal);
  color: var(--on-teal);
  font-weight: 600;
  box-shadow: 0 10px 28px -6px rgb(13 70 67 / 0.45);
  transition: background-color 150ms, transform 150ms;
}
.launcher:dir(rtl) { padding: 0.75em 1.15em 0.75em 1.4em; }
.launcher:hover { background: var(--teal-deep); transform: translateY(-1px); }
.launcher:focus-visible { outline-offset: 3px; }
.launcher[aria-expanded="true"] { visibility: hidden; }

.panel {
  position: fixed;
  inset: auto;
  inset-block-end: 1.25rem;
  inset-inline-end: 1.25rem;
  z-index: var(--above);
  inline-size: 26rem;
  max-inline-size: calc(100vw - 2.5rem);
  block-size: min(44rem, 100dvh - 2.5rem);
  max-block-size: none;
  margin: 0;
  padding: 0;
  overflow: hidden;
  border: 1px solid var(--line);
  border-radius: 1.375rem;
  background: var(--surface);
  box-shadow: var(--shadow);
}
.panel[open] { animation: rise 180ms ease-out; }
.panel::backdrop { background: transparent; }
@keyframes rise { from { opacity: 0; transform: translateY(12px); } }

.panel[open] { display: flex; flex-direction: column; }
.stage { position: relative; flex: 1; min-block-size: 0; }
.main { display: flex; flex-direction: column; block-size: 100%; }

.header {
  display: flex;
  align-items: center;
  gap: 0.75rem;
  padding-block: 0.8rem;
  padding-inline: 1.1rem 0.5rem;
}
.badge {
  display: grid;
  flex: none;
  place-items: center;
  inline-size: 2.6rem;
  block-size: 2.6rem;
  border-radius: 50%;
  background: linear-gradient(150deg, #17807a, #0a4f4b);
  color: #f4fbf9;
}
.names { flex: 1; min-inline-size: 0; }
.names h2 {
  overflow: hidden;
  font-size: 1.0625em;
  font-weight: 650;
  letter-spacing: -0.01em;
  line-height: 1.3;
  text-overflow: ellipsis;
  white-space: nowrap;
}
.names p { color: var(--quiet); font-size: 0.8125em; line-height: 1.35; }

.tool {
  display: grid;
  flex: none;
  place-items: center;
  inline-size: 2.75rem;
  block-size: 2.75rem;
  padding: 0;
  border: 1px solid transparent;
  border-radius: 50%;
  background: none;
  color: var(--quiet);
  transition: background-color 150ms;
}
.tool:hover, .tool[aria-expanded="true"] { background: var(--sand); color: var(--ink); }

.line {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  column-gap: 1rem;
  padding: 0.35rem 1.1rem;
  border-block: 1px solid var(--line);
  background: var(--sand);
  font-size: 0.8125em;
}
.line a {
  display: inline-block;
  padding-block: 0.2rem;
  font-weight: 650;
}

@media (max-width: 600px), (max-height: 520px) {
  .panel {
    inset: auto;
    inset-block-start: var(--top, 0);
    inset-inline: 0;
    inline-size: 100%;
    max-inline-size: none;
    block-size: var(--height, 100dvh);
    padding-block-end: env(safe-area-inset-bottom);
    border: 0;
    border-radius: 0;
    box-shadow: none;
  }
  .header { padding-block-start: max(0.6rem, env(safe-area-inset-top)); padding-block-end: 0.6rem; }
}

@media (forced-colors: active) {
  .launcher, .panel, .tool, .badge { border: 1px solid ButtonBorder; }
  .line, .badge { background: Canvas; color: CanvasText; }
}
`;
