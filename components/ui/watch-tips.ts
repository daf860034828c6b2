import type { TooltipSide } from "./tooltip.tsx";

/** A name to be shown beside what it names. */
export interface Tip {
  readonly anchor: HTMLElement;
  readonly label: string;
  readonly shortcut: string | null;
  readonly side: TooltipSide;
}

const DELAY_MILLIS = 400;
/** Who has just read a name need not wait for the next one. */
const AT_ONCE_MILLIS = 200;

/**
 * Tells which name to show: of what the mouse or pen rests on, or of what the keyboard has gone to; null for none. A
 * press hides it until something else is pointed at, Escape until it is pointed at again. Answers what ends the watch.
 */
export function watchTips(show: (tip: Tip | null) => void): () => void {
  const watch = new AbortController();
  let anchor: HTMLElement | null = null;
  let isShown = false;
  let hiddenAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const hide = () => {
    clearTimeout(timer);
    if (!isShown) return;
    isShown = false;
    hiddenAt = performance.now();
    show(null);
  };
  const present = () => {
    if (!anchor?.isConnected) return;
    isShown = true;
    show(tipOf(anchor));
  };
  const leave = () => {
    hide();
    anchor = null;
  };

  const onPointerOver = (event: PointerEvent) => {
    const next = event.pointerType === "touch" ? null : anchorOf(event.target);
    if (next === anchor) return;
    leave();
    // With a button down something is being dragged or painted.
    if (!next || event.buttons !== 0) return;
    anchor = next;
    timer = setTimeout(present, performance.now() - hiddenAt < AT_ONCE_MILLIS ? 0 : DELAY_MILLIS);
  };
  const onFocusIn = (event: FocusEvent) => {
    const next = anchorOf(event.target);
    if (!next?.matches(":focus-visible")) return;
    leave();
    anchor = next;
    present();
  };
  const onFocusOut = (event: FocusEvent) => {
    if (anchorOf(event.target) === anchor) leave();
  };

  const { signal } = watch;
  document.addEventListener("pointerover", onPointerOver, { signal });
  document.documentElement.addEventListener("pointerleave", leave, { signal });
  document.addEventListener("focusin", onFocusIn, { signal });
  document.addEventListener("focusout", onFocusOut, { signal });
  document.addEventListener("pointerdown", hide, { signal, capture: true });
  document.addEventListener("scroll", hide, { signal, capture: true });
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide(), { signal, capture: true });
  return () => {
    watch.abort();
    clearTimeout(timer);
  };
}

const anchorOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>("[data-tip]") : null;

function tipOf(anchor: HTMLElement): Tip {
  const { tip = "", tipShortcut = null, tipSide = "bottom" } = anchor.dataset;
  return { anchor, label: tip, shortcut: tipShortcut, side: tipSide as TooltipSide };
}
