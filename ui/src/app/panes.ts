/** Moves the focus to the next or previous pane: every element marked `data-pane` that can be seen. */
export function movePane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]")].filter(
    (pane) => pane.offsetParent !== null && !pane.closest("[inert]"),
  );
  if (panes.length === 0) return;
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = panes[at < 0 ? (step > 0 ? 0 : panes.length - 1) : (at + step + panes.length) % panes.length];
  if (!next) return;
  const wanted = next.querySelector<HTMLElement>("[data-pane-focus]") ?? next;
  if (wanted === next && !next.hasAttribute("tabindex")) next.tabIndex = -1;
  wanted.focus();
}
