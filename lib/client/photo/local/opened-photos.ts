import { createStore } from "zustand/vanilla";
import type { LocalPhoto } from "./local-photo.ts";

/** What every page may ask, so it comes without what opens a photo: see `open-locally.ts`. */
interface OpenedPhotos {
  /** By the ids of their images, for as long as the page lives: one can go back to them. */
  readonly photos: ReadonlyMap<string, LocalPhoto>;
  /** Someone may open a photo any moment: what the editor needs should be at hand. */
  readonly isExpecting: boolean;
}

export const openedPhotos = createStore<OpenedPhotos>()(() => ({ photos: new Map(), isExpecting: false }));

/** Goes to a photo's address without asking the server for it. */
export function showPhoto({ id }: LocalPhoto): void {
  window.history.pushState(null, "", `/edit/${id}`);
}

/** Photos may be opened by this person from now on; what another one had open before is let go of, and sent no more. */
export function expectPhotosOf(email: string): void {
  const { photos } = openedPhotos.getState();
  const own = [...photos].filter(([, photo]) => photo.email === email);
  for (const photo of photos.values()) if (photo.email !== email) photo.close();
  openedPhotos.setState({ isExpecting: true, photos: own.length === photos.size ? photos : new Map(own) });
}
