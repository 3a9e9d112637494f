import { type RefObject, useLayoutEffect } from "react";

const places = new Map<string, number>();

/** Where a list stood when it was left, px from its top. In memory, as long as the window lives. */
export function keptScroll(key: string): number {
  return places.get(key) ?? 0;
}

/** Brings a list back to where it was left and remembers where it is left next. `key` names patient and list. */
export function useKeptScroll(key: string, list: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    element.scrollTop = keptScroll(key);
    const remember = (): void => void places.set(key, element.scrollTop);
    element.addEventListener("scroll", remember, { passive: true });
    return () => element.removeEventListener("scroll", remember);
  }, [key, list]);
}
