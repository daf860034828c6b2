/** The type that keeps a browser from loading a script: none that it knows. */
export const DEFERRED_SCRIPT = "text/deferred";

/** Told by the page once it listens itself (`components/site/hydrated.tsx`). */
export const HYDRATED = "repaint:hydrated";

/**
 * What is done for a part of the page that does not listen yet, as its `data-before-hydration`: the dialog for files is
 * opened, it takes the files, it is painted on. What other buttons are pressed for waits.
 */
export type BeforeHydration = "pick" | "files" | "paint";

/**
 * Runs in the page before anything else does, and is sent there as text: it may use nothing from around it. Loads the
 * deferred scripts when someone moves, presses or brings something, and stands in for them until they listen. What was
 * pressed and painted is replayed then; photos that were picked, dropped or pasted lie in the field for files.
 *
 * @param putDown answers the pen that paints on a canvas, put down
 */
export function hydrateOnInteraction(
  deferred: string,
  hydrated: string,
  putDown: (canvas: HTMLCanvasElement) => CanvasRenderingContext2D | null,
): void {
  const held: { readonly target: Element; readonly event: Event }[] = [];
  const standingIn = new AbortController();
  const on = (types: string, listen: (event: never) => void) => {
    const options = { capture: true, signal: standingIn.signal };
    for (const type of types.split(" ")) addEventListener(type, listen as EventListener, options);
  };
  const partOf = (event: Event, selector: string) =>
    event.target instanceof Element ? event.target.closest(selector) : null;
  const paintedOn = "canvas[data-before-hydration=paint]";
  const fileField = () => document.querySelector<HTMLInputElement>("[data-before-hydration=files]");

  on("pointermove pointerdown keydown focusin wheel dragenter paste click", (event: PointerEvent) => {
    // A page that comes up under a resting mouse is told of it, too.
    if (event.type === "pointermove" && event.movementX === 0 && event.movementY === 0) return;
    for (const waiting of document.querySelectorAll<HTMLScriptElement>(`script[type="${deferred}"]`)) {
      const script = document.createElement("script");
      // The framework knows its scripts by what is written there, which is no whole address.
      script.setAttribute("src", waiting.getAttribute("src") ?? "");
      // As without a connection: whatever is done next asks for it again.
      script.onerror = () => script.replaceWith(waiting);
      waiting.replaceWith(script);
    }
  });

  const hold = (event: Event) => {
    const target = partOf(event, "button, canvas");
    if (target) held.push({ target, event });
  };
  on("pointerdown pointerup pointercancel keydown", hold);
  on("click", (event: MouseEvent) => {
    if (partOf(event, "[data-before-hydration=pick]")) return fileField()?.click();
    hold(event);
    partOf(event, "button")?.toggleAttribute("data-held", true);
  });

  const take = (event: Event, data: DataTransfer | null) => {
    const field = fileField();
    if (!field || !data?.types.includes("Files")) return;
    // Otherwise the browser leaves the page for what is dropped on it.
    event.preventDefault();
    if (data.files.length > 0) field.files = data.files;
  };
  on("dragover drop", (event: DragEvent) => take(event, event.dataTransfer));
  on("paste", (event: ClipboardEvent) => take(event, event.clipboardData));

  const pens = new Map<number, CanvasRenderingContext2D>();
  const lineTo = (pen: CanvasRenderingContext2D, { clientX, clientY }: PointerEvent) => {
    const { left, top, width } = pen.canvas.getBoundingClientRect();
    const scale = pen.canvas.width / width;
    pen.lineTo((clientX - left) * scale, (clientY - top) * scale);
    pen.stroke();
  };
  on("pointerdown", (event: PointerEvent) => {
    const canvas = partOf(event, paintedOn) as HTMLCanvasElement | null;
    const pen = canvas && event.button === 0 ? putDown(canvas) : null;
    if (!canvas || !pen) return;
    canvas.setPointerCapture(event.pointerId);
    lineTo(pen, event);
    lineTo(pen, event);
    pens.set(event.pointerId, pen);
  });
  on("pointermove", (event: PointerEvent) => {
    const pen = pens.get(event.pointerId);
    if (!pen) return;
    hold(event);
    lineTo(pen, event);
  });
  on("pointerup pointercancel", ({ pointerId }: PointerEvent) => pens.delete(pointerId));

  const replay = () => {
    standingIn.abort();
    const canvas = document.querySelector<HTMLCanvasElement>(paintedOn);
    canvas?.getContext("2d")?.clearRect(0, 0, canvas.width, canvas.height);
    // Who presses one button after another wants the last one.
    const pressed = held.findLast(({ target }) => target !== canvas)?.target;
    for (const { target, event } of held) {
      target.removeAttribute("data-held");
      if (target !== canvas && target !== pressed) continue;
      const Kind = event.constructor as new (type: string, init: object) => Event;
      target.dispatchEvent(new Kind(event.type, event));
    }
    const field = fileField();
    if (field?.files?.length) field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  // Whoever told it does not listen yet, but all that was made with it does in a moment.
  addEventListener(hydrated, () => setTimeout(replay), { once: true });
}
