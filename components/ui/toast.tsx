"use client";

import { type ComponentType, useEffect, useState } from "react";
import { useStore } from "zustand";
import { type ExternalToast, toast, toastQueue } from "./toast-queue.ts";

export { type ExternalToast, toast };

/** Once, in the root layout. */
export function Toaster() {
  const queue = useStore(toastQueue);
  const [List, setList] = useState<ComponentType | null>(null);
  useEffect(() => {
    if (queue.length === 0 || List) return;
    import("./toast-list.tsx").then(
      ({ ToastList }) => setList(() => ToastList),
      // Without a connection: what waits is shown with the next toast that can be.
      () => undefined,
    );
  }, [queue, List]);
  return List && <List />;
}
