"use client";

import { type ComponentType, type ReactNode, useEffect, useState } from "react";

/**
 * A component that is loaded when it is first shown: until it has come there is `fallback`, or nothing. Where it does not
 * come, as without a connection, the rest of the page goes on, and it is asked for again once there is one.
 */
export function onDemand<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  fallback: (props: Props) => ReactNode = () => null,
): ComponentType<Props> {
  let Loaded: ComponentType<Props> | null = null;
  return function OnDemand(props: Props) {
    const [isThere, setIsThere] = useState(Loaded !== null);
    useEffect(() => {
      if (isThere) return;
      let isLeft = false;
      const ask = () => {
        load().then(
          (component) => {
            Loaded = component;
            if (!isLeft) setIsThere(true);
          },
          () => undefined,
        );
      };
      ask();
      window.addEventListener("online", ask);
      return () => {
        isLeft = true;
        window.removeEventListener("online", ask);
      };
    }, [isThere]);
    return Loaded ? <Loaded {...props} /> : fallback(props);
  };
}

/** Loaded when it is first needed, and there from then on: what it shows, and when, it knows by itself. */
export function onceNeeded<Props extends object>(
  useIsNeeded: () => boolean,
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const Part = onDemand(load);
  return function OnceNeeded(props: Props) {
    const isNeeded = useIsNeeded();
    const [wasNeeded, setWasNeeded] = useState(isNeeded);
    if (isNeeded && !wasNeeded) setWasNeeded(true);
    return (isNeeded || wasNeeded) && <Part {...props} />;
  };
}
