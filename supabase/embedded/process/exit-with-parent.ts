/**
 * Preloaded into each child process (`node --import`): when the launcher is gone, even by kill -9, the channel to it
 * closes, and the child ends as if asked to.
 */
const GRACE_MILLIS = 2_000;

process.once("disconnect", () => {
  process.kill(process.pid, "SIGTERM");
  // A web server would wait for its open event streams, and keep the port from the next start.
  setTimeout(() => process.exit(1), GRACE_MILLIS).unref();
});
