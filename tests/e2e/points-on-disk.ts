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
