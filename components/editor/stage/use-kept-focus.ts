"use client";

import { type RefObject, useEffect } from "react";

/**
 * Whoever works by keys keeps their place: when what has the focus leaves the page, as a button does that is of no use
 * any more, `home` takes it, unless whoever removed it has said where it goes.
 */
export function useKeptFocus(home: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let focused: Element | null = null;
    let frame = 0;
    const onFocus = ({ target }: FocusEvent) => {
      focused = target instanceof Element ? target : null;
    };
    const look = () => {
      if (focused?.isConnected !== false || document.activeElement !== document.body) return;
      focused = null;
      home.current?.focus({ preventScroll: true });
    };
    const observer = new MutationObserver(() => {
      if (focused?.isConnected !== false) return;
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(look);
    });
    document.addEventListener("focusin", onFocus);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener("focusin", onFocus);
      observer.disconnect();
      cancelAnimationFrame(frame);
    };
  }, [home]);
}
