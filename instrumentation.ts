/** Run once by Next before the server takes requests. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { notePeers } = await import("#lib/server/limits/caller-address.ts");
  notePeers();
}
