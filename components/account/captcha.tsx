"use client";

import { useLocale } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { CaptchaWidget } from "#lib/contracts/captcha.ts";

/** What the scripts of both services offer, and they alike. */
interface CaptchaScript {
  render(into: HTMLElement, options: Readonly<Record<string, unknown>>): string;
  reset(widget: string): void;
  remove(widget: string): void;
}

interface CaptchaProps {
  /** Null where the operator has chosen none: then nothing is shown or loaded. */
  readonly widget: CaptchaWidget | null;
  /** How many tokens have been used up, by requests that were answered. */
  readonly spent: number;
}

/** The check that somebody is a person, inside a form: its answer is the form's field `captchaToken`. */
export function Captcha({ widget, spent }: CaptchaProps) {
  return widget && <CaptchaField widget={widget} spent={spent} />;
}

function CaptchaField({ widget, spent }: CaptchaProps & { readonly widget: CaptchaWidget }) {
  const locale = useLocale();
  const place = useRef<HTMLDivElement>(null);
  const [token, setToken] = useState("");
  const shown = useRef<{ readonly script: CaptchaScript; readonly id: string } | null>(null);
  const { provider, siteKey, script: address } = widget;

  useEffect(() => {
    let gone = false;
    loadScript(provider, address).then(
      (script) => {
        if (gone || !place.current) return;
        const id = script.render(place.current, {
          sitekey: siteKey,
          theme: getComputedStyle(document.documentElement).colorScheme.includes("dark") ? "dark" : "light",
          // Each calls the language by a name of its own.
          language: locale,
          hl: locale,
          callback: setToken,
          "expired-callback": () => setToken(""),
          "error-callback": () => setToken(""),
        });
        shown.current = { script, id };
      },
      // Without it the server refuses and says so.
      () => undefined,
    );
    return () => {
      gone = true;
      shown.current?.script.remove(shown.current.id);
      shown.current = null;
    };
  }, [provider, siteKey, address, locale]);

  useEffect(() => {
    if (spent === 0) return;
    setToken("");
    shown.current?.script.reset(shown.current.id);
  }, [spent]);

  return (
    <>
      <div ref={place} data-foreign className="min-h-16 overflow-x-auto" />
      <input type="hidden" name="captchaToken" value={token} disabled={token === ""} />
    </>
  );
}

const scripts = new Map<string, Promise<CaptchaScript>>();

/** Once for a page; what failed may be tried again. */
function loadScript(provider: CaptchaWidget["provider"], address: string): Promise<CaptchaScript> {
  const known = scripts.get(address);
  if (known) return known;
  const loading = new Promise<CaptchaScript>((resolve, reject) => {
    const element = document.createElement("script");
    element.src = address;
    element.async = true;
    element.onload = () => resolve((window as unknown as Record<string, CaptchaScript>)[provider] as CaptchaScript);
    element.onerror = () => {
      scripts.delete(address);
      element.remove();
      reject(new Error(`${provider} did not load`));
    };
    document.head.append(element);
  });
  scripts.set(address, loading);
  return loading;
}
