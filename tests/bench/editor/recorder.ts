/** On the page, in CSS pixels. */
interface Place {
  readonly x: number;
  readonly y: number;
}

/** What a page notes of itself while it is measured. Lies on `window`, under `bench`. */
export interface Recorder {
  /** Milliseconds of each animation frame since `start`. */
  frames: number[];
  /** Duration of each task over 50 ms since `start`. */
  longTasks: number[];
  start(): void;
  /** What all canvases show at a place on the page, as text. */
  look(place: Place): string;
  /**
   * Milliseconds from the next press of a key that is no modifier, or release of the pointer, until the frame in which
   * `look` answers `text`, or something else if not `isWanted`; null where it does not in half a minute.
   */
  untilShown(by: "keydown" | "pointerup", place: Place, text: string, isWanted: boolean): Promise<number | null>;
  /** Milliseconds from the last click before the next download to that download. */
  untilDownload(): Promise<number>;
}

declare global {
  interface Window {
    bench: Recorder;
  }
}

/** Runs in the page before its own scripts, so it holds on to nothing outside. */
export function installRecorder(): void {
  let isRecording = false;
  const bench: Recorder = {
    frames: [],
    longTasks: [],
    start: () => {
      bench.frames = [];
      bench.longTasks = [];
      isRecording = true;
    },
    look: ({ x, y }) =>
      [...document.querySelectorAll("canvas")]
        .map((canvas) => {
          const box = canvas.getBoundingClientRect();
          const ratio = canvas.width / box.width;
          const [left, top] = [(x - box.left) * ratio, (y - box.top) * ratio];
          const context = canvas.isConnected ? canvas.getContext("2d") : null;
          return context ? [...context.getImageData(left, top, 1, 1).data].join() : "";
        })
        .join(" "),
    untilShown: (by, place, text, isWanted) => {
      const { promise, resolve } = Promise.withResolvers<number | null>();
      const watch = (event: Event) => {
        if (event instanceof KeyboardEvent && event.key === "Control") return;
        window.removeEventListener(by, watch, true);
        const after = new MessageChannel();
        const frame = () => requestAnimationFrame(() => after.port2.postMessage(null));
        // Behind whatever the page itself does in the frame.
        after.port1.onmessage = () => {
          const taken = performance.now() - event.timeStamp;
          if ((bench.look(place) === text) === isWanted) resolve(taken);
          else if (taken > 30_000) resolve(null);
          else frame();
        };
        frame();
      };
      window.addEventListener(by, watch, true);
      return promise;
    },
    untilDownload: () => {
      const { promise, resolve } = Promise.withResolvers<number>();
      let clickedAt = 0;
      const note = ({ timeStamp }: MouseEvent) => {
        clickedAt = timeStamp;
      };
      window.addEventListener("click", note, true);
      const { click } = HTMLAnchorElement.prototype;
      HTMLAnchorElement.prototype.click = function () {
        HTMLAnchorElement.prototype.click = click;
        window.removeEventListener("click", note, true);
        resolve(performance.now() - clickedAt);
        click.call(this);
      };
      return promise;
    },
  };
  const onFrame = (time: number) => {
    if (isRecording) bench.frames.push(time);
    requestAnimationFrame(onFrame);
  };
  requestAnimationFrame(onFrame);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) bench.longTasks.push(duration);
  }).observe({ type: "longtask" });
  window.bench = bench;
}
