/** How many points of the stroke under way are written to disk. It runs in the page, so it knows nothing else. */
export function pointsOnDisk(): Promise<number> {
  return new Promise((resolve) => {
    const opening = indexedDB.open("repaint-masks");
    opening.onsuccess = () => {
      const database = opening.result;
      const read = database.transaction("documents").objectStore("documents").getAll();
      read.onsuccess = () => {
        database.close();
        resolve(read.result[0]?.stroke?.points.length ?? 0);
      };
    };
  });
}

/** Of a lasso under way, the same. */
export function lassoOnDisk(): number {
  const records = Object.entries(localStorage).filter(([key]) => key.startsWith("repaint.photo."));
  return JSON.parse(records[0]?.[1] ?? "{}").session?.drawn?.shape.points.length ?? 0;
}
