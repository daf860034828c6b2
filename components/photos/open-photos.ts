"use client";

import { useRouter } from "next/navigation";
import { useCallback, useRef, useState } from "react";
import { toast } from "#components/ui/toast.tsx";
import { signInToDemo } from "#lib/client/account.ts";
import { createEdit, newSubmission, uploadImage } from "#lib/client/api.ts";
import { type ApiError, asApiError, isAbort } from "#lib/client/api-error.ts";
import { keepPhotos } from "#lib/client/pending-photos.ts";
import type { Operation } from "#lib/domain/operation.ts";

export interface Refusal {
  readonly name: string;
  readonly error: ApiError;
}

export type OpeningState =
  | { readonly phase: "idle" }
  /** `fraction` of the bytes sent; 1 while the server reads the photo. */
  | {
      readonly phase: "sending";
      readonly name: string;
      readonly fraction: number;
      readonly index: number;
      readonly count: number;
    }
  | { readonly phase: "refused"; readonly refusals: readonly Refusal[]; readonly count: number };

interface Visitor {
  readonly signedIn: boolean;
  /** Whether a demo account may be entered without asking. */
  readonly demo: boolean;
}

/** What to ask for as soon as the photo is there. */
interface FirstEdit {
  readonly operation: Operation;
  /** 8-bit grey PNG of the photo's size. */
  readonly mask: Blob;
}

/** One photo opens in the editor; several are added to the library. */
export type OpenPhotos = (files: readonly File[], firstEdit?: FirstEdit) => void;

export interface PhotoOpening {
  readonly state: OpeningState;
  readonly open: OpenPhotos;
  readonly cancel: () => void;
}

/** Takes photos from wherever they come to where they can be edited, signing in on the way where that is needed. */
export function usePhotoOpening(visitor: Visitor): PhotoOpening {
  const router = useRouter();
  const [state, setState] = useState<OpeningState>({ phase: "idle" });
  const signedIn = useRef(visitor.signedIn);
  const running = useRef<AbortController | null>(null);

  const sendToSignIn = useCallback(
    async (files: readonly File[]) => {
      // Where the browser keeps nothing the photos must be chosen again; signing in comes first all the same.
      const kept = await keepPhotos(files).then(
        () => "1",
        () => "0",
      );
      router.push(`/sign-in?${new URLSearchParams({ next: "/photos", kept })}`);
    },
    [router],
  );

  const run = useCallback(
    async (files: readonly File[], firstEdit: FirstEdit | undefined, signal: AbortSignal) => {
      if (!signedIn.current) {
        if (!visitor.demo) return await sendToSignIn(files);
        setState({ phase: "sending", name: files[0]?.name ?? "", fraction: 0, index: 0, count: files.length });
        await signInToDemo();
        signedIn.current = true;
      }
      const refusals: Refusal[] = [];
      for (const [index, file] of files.entries()) {
        const report = (fraction: number) =>
          setState({ phase: "sending", name: file.name, fraction, index, count: files.length });
        report(0);
        try {
          const image = await uploadImage(file, file.name, { signal, onProgress: report });
          if (files.length > 1) continue;
          if (firstEdit) await request(image.id, firstEdit);
          return router.push(`/edit/${image.id}`);
        } catch (error) {
          if (isAbort(error)) throw error;
          const refusal = asApiError(error);
          if (refusal.code === "unauthenticated") return await sendToSignIn(files.slice(index));
          refusals.push({ name: file.name, error: refusal });
        }
      }
      if (refusals.length < files.length) router.push("/photos");
      router.refresh();
      setState(refusals.length > 0 ? { phase: "refused", refusals, count: files.length } : { phase: "idle" });
    },
    [router, sendToSignIn, visitor.demo],
  );

  const open: OpenPhotos = useCallback(
    (files, firstEdit) => {
      if (files.length === 0 || running.current) return;
      const controller = new AbortController();
      running.current = controller;
      run(files, firstEdit, controller.signal)
        .catch((error) => {
          const refused = isAbort(error) ? [] : [{ name: files[0]?.name ?? "", error: asApiError(error) }];
          setState(
            refused.length > 0 ? { phase: "refused", refusals: refused, count: files.length } : { phase: "idle" },
          );
        })
        .finally(() => {
          running.current = null;
        });
    },
    [run],
  );

  const cancel = useCallback(() => {
    running.current?.abort();
    setState({ phase: "idle" });
  }, []);

  return { state, open, cancel };
}

/** The photo is there either way: a refused edit is told beside it, in the editor. */
async function request(imageId: string, { operation, mask }: FirstEdit): Promise<void> {
  try {
    await createEdit(newSubmission({ imageId, operation, model: "auto" }, { mask, references: [] }));
  } catch (error) {
    toast.error("The edit was not started.", { description: asApiError(error).message });
  }
}
