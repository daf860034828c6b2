import { request } from "./http.ts";

export interface DownloadOptions {
  readonly signal: AbortSignal;
  /** 0..1 of the bytes received, or null while the server prepares the file or does not tell its size. */
  readonly onProgress: (fraction: number | null) => void;
}

/**
 * Fetches a file and hands it to the browser's downloads. Fetching it here, and not by a link, lets errors be shown and
 * the work be cancelled; the browser keeps large files on disk.
 *
 * Throws `ApiError`, or the `AbortError` of the signal.
 */
export async function download(path: string, name: string, { signal, onProgress }: DownloadOptions): Promise<void> {
  onProgress(null);
  const response = await request(path, { headers: { Accept: "image/*" }, signal });
  const total = Number(response.headers.get("Content-Length"));
  let received = 0;
  const counted = response.body?.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        received += chunk.byteLength;
        if (total > 0) onProgress(Math.min(1, received / total));
        controller.enqueue(chunk);
      },
    }),
  );
  const type = response.headers.get("Content-Type") ?? "application/octet-stream";
  saveFile(await new Response(counted ?? null, { headers: { "Content-Type": type } }).blob(), name);
}

/** Hands a file to the browser's downloads. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  downloadFrom(url, name);
  // The browser has taken hold of the file by the time the next task runs.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Leaves a file to the browser's downloads, which write it to disk as it comes. Without a name its sender names it. */
export function downloadFrom(url: string, name = ""): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}
