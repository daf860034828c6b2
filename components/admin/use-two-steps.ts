"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { toast } from "#components/ui/toast.tsx";
import { type ApiError, asApiError } from "#lib/client/api-error.ts";
import { newId } from "#lib/client/new-id.ts";

/** A second press that was meant for the first step confirms nothing. */
const UNREAD_MILLIS = 500;

export interface TwoSteps<Wish> {
  readonly isOpen: boolean;
  readonly show: (open: boolean) => void;
  /** What is about to be done; null while it is being written. */
  readonly asked: Wish | null;
  /** What was written before, when somebody goes back. */
  readonly written: Wish | null;
  readonly busy: boolean;
  readonly error: ApiError | null;
  readonly ask: (wish: Wish) => void;
  readonly back: () => void;
  readonly confirm: () => void;
}

/**
 * Something that moves tokens or money: first it is written, then it is read and confirmed. As long as the dialog is open
 * what is asked keeps one key, so that confirming again after an outage moves nothing twice.
 *
 * @param send Does it, and answers what to say then.
 */
export function useTwoSteps<Wish extends object>(
  send: (wish: Wish & { key: string }) => Promise<string>,
): TwoSteps<Wish> {
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState<(Wish & { key: string }) | null>(null);
  const [written, setWritten] = useState<Wish | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const askedAt = useRef(0);
  const last = useRef<(Wish & { key: string }) | null>(null);

  const begin = (open: boolean, wish: Wish | null) => {
    if (busy) return;
    if (!wish) last.current = null;
    // What is on the page may be older than what it was refused for.
    if (!open && error) router.refresh();
    setOpen(open);
    setAsked(null);
    setWritten(wish);
    setError(null);
  };
  const confirm = async () => {
    if (!asked || busy || performance.now() - askedAt.current < UNREAD_MILLIS) return;
    setBusy(true);
    setError(null);
    try {
      toast.success(await send(asked));
      setOpen(false);
      router.refresh();
    } catch (thrown) {
      setError(asApiError(thrown));
    }
    setBusy(false);
  };
  return {
    isOpen,
    show: (open) => begin(open, null),
    asked,
    written,
    busy,
    error,
    ask: (wish) => {
      askedAt.current = performance.now();
      // Whoever went back and changed nothing asks for the same.
      const key = last.current && isSame(wish, last.current) ? last.current.key : newId();
      last.current = { ...wish, key };
      setAsked(last.current);
    },
    back: () => begin(true, asked),
    confirm: () => void confirm(),
  };
}

const isSame = <Wish extends object>(wish: Wish, last: Wish & { key: string }): boolean =>
  JSON.stringify({ ...wish, key: "" }) === JSON.stringify({ ...last, key: "" });
