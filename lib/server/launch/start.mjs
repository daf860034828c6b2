// Plain JavaScript, so that a Node too old to read TypeScript can still say what is wrong.
const LEAST_MAJOR = 24;

if (Number(process.versions.node.split(".")[0]) < LEAST_MAJOR) {
  console.error(
    `Repaint runs on Node ${LEAST_MAJOR}, which comes with it, but this is Node ${process.versions.node}. Start it with "npm start"; if that is what you did, run "npm ci" again with install scripts allowed.`,
  );
  process.exit(1);
}
await import("./main.ts");
