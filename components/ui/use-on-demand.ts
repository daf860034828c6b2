"use client";

import { type ComponentType, useState } from "react";

/** What opens beside a button, once it is loaded. It stands open when it appears. */
interface OnDemand<Props> {
  readonly Loaded: ComponentType<Props> | null;
  readonly isLoading: boolean;
  readonly open: () => void;
  /** Of the button: loads beforehand what the hand that comes near will ask for. */
  readonly warm: { readonly onPointerEnter: () => void; readonly onFocus: () => void };
}

/** Menus, lists and popovers are loaded when someone reaches for one: most people who see the button never open it. */
export function useOnDemand<Props>(load: () => Promise<ComponentType<Props>>): OnDemand<Props> {
  const [Loaded, setLoaded] = useState<ComponentType<Props> | null>(null);
  const [isLoading, setIsLoading] = useState(false);
  // What does not load, as without a connection, is asked for again by the next press.
  const open = () => {
    setIsLoading(true);
    load().then(
      (component) => setLoaded(() => component),
      () => setIsLoading(false),
    );
  };
  const warm = () => void load().catch(() => undefined);
  return { Loaded, isLoading, open, warm: { onPointerEnter: warm, onFocus: warm } };
}
