import { createContext, type ReactNode, useContext, useLayoutEffect, useRef } from "react";

/** One thing that Escape can close. The last one added is the innermost. */
interface Layer {
  close(): void;
  modal: boolean;
}

const stack: Layer[] = [];

/** How many modal layers are open; commands bound underneath them rest. */
export function modalDepth(): number {
  return stack.reduce((depth, layer) => depth + (layer.modal ? 1 : 0), 0);
}

/** Closes the innermost layer. Answers whether there was one. */
export function closeInnermost(): boolean {
  const layer = stack.at(-1);
  layer?.close();
  return layer !== undefined;
}

/**
 * Puts a layer on the one Escape stack while `open`. Panels, dialogs and help sheets all use it, so that Escape closes
 * exactly one thing, the innermost.
 */
export function useLayer(open: boolean, close: () => void, modal = false): void {
  const latest = useRef(close);
  latest.current = close;
  // With the paint: a dialog that can no longer be seen must not go on holding the page's keys.
  useLayoutEffect(() => {
    if (!open) return;
    const layer: Layer = { close: () => latest.current(), modal };
    stack.push(layer);
    return () => {
      const at = stack.indexOf(layer);
      if (at >= 0) stack.splice(at, 1);
    };
  }, [open, modal]);
}

const Depth = createContext(0);

/** The number of modal layers a component stands in. */
export function useModalDepth(): number {
  return useContext(Depth);
}

/** Wraps the contents of a modal layer, so that the commands bound inside know they are above the page. */
export function ModalContents({ children }: { children: ReactNode }) {
  return <Depth.Provider value={useContext(Depth) + 1}>{children}</Depth.Provider>;
}

/**
 * Whether this Escape belongs to a list, menu or calendar that is open: those close themselves, and nothing else may
 * close with them.
 */
export function escapeIsTaken(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof Element)) return false;
  return (
    target.closest(
      '[role="combobox"][aria-expanded="true"], [role="menu"], [role="listbox"][data-popup], [data-trigger]',
    ) !== null
  );
}
