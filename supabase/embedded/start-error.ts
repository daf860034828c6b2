/** A reason Repaint cannot start, told in one sentence that says what to do. The launcher prints the message alone. */
export class StartError extends Error {
  override readonly name = "StartError";
}

/** True for every form in which a full disk shows itself: a system error, or a line of a program's log. */
export function isDiskFull(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return (
    code === "ENOSPC" ||
    code === "EDQUOT" ||
    code === "53100" ||
    /no space left on device|disk quota/i.test(String(error))
  );
}

export function diskFull(directory: string): StartError {
  return new StartError(
    `The disk that holds ${directory} is full. Free some space, or set REPAINT_DATA_DIR to a folder on another disk, and start again.`,
  );
}
