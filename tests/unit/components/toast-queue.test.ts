import { expect, test } from "vitest";
import { toast, toastQueue } from "#components/ui/toast-queue.ts";

test("what is said before toasts can be shown waits for that, in its order", () => {
  toast.error("It failed.", { description: "Try again." });
  toast.success("It worked.");
  expect(toastQueue.getState()).toEqual([
    { kind: "error", words: "It failed.", options: { description: "Try again." } },
    { kind: "success", words: "It worked.", options: undefined },
  ]);
});
