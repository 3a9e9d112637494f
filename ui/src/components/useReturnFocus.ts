import { useEffect, useState } from "react";

/**
 * Gives the focus back to where it was when the component appeared, once it goes away and the focus would be lost.
 * For fields that open inside a page; dialogs do this themselves.
 */
export function useReturnFocus(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // After the elements are gone: a focus that has already found another place is left alone.
      setTimeout(() => {
        const lost = document.activeElement === null || document.activeElement === document.body;
        if (lost && before instanceof HTMLElement && before.isConnected) before.focus();
      });
    },
    [before],
  );
}
