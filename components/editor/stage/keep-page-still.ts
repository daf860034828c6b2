/**
 * Fingers on an element do nothing to the page around it. Firefox zooms the page with two of them, and once it is zoomed
 * moves it with one, for all that `touch-action` says.
 */
export function keepPageStill(element: HTMLElement, signal: AbortSignal): void {
  element.addEventListener("touchmove", (event) => event.preventDefault(), { signal, passive: false });
}
