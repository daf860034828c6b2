import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";

/** Older mails go when there are more than this. */
const KEPT_MAILS = 200;

/** A mail the embedded stack would have sent. */
export interface Mail {
  readonly id: string;
  readonly createdAt: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Where the mail's link leads; null in a mail that only carries a code. */
  readonly link: string | null;
  /** The code, for people who type it instead of following the link. */
  readonly code: string;
}

export interface Mailbox {
  deliver(mail: Omit<Mail, "id" | "createdAt">): Promise<void>;
  /** All of them, or those to one address; newest first. */
  list(to: string | null): Promise<Mail[]>;
  /** Throws away all of them, or those to one address. */
  clear(to: string | null): Promise<void>;
}

/** Keeps mails as one file each. Names begin with the time, so names sort as mails do. */
export function openMailbox(directory: string): Mailbox {
  let lastStamp = 0;
  const names = async () => (await readdir(directory)).filter((name) => name.endsWith(".json")).sort();
  const remove = (name: string) => rm(path.join(directory, name), { force: true });
  const read = async (name: string): Promise<Mail | null> => {
    const text = await readFile(path.join(directory, name), "utf8").catch(() => null);
    return text === null ? null : (JSON.parse(text) as Mail);
  };
  return {
    async deliver(mail) {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      lastStamp = Math.max(Date.now(), lastStamp + 1);
      const id = `${lastStamp}-${randomUUID()}`;
      const full: Mail = { ...mail, id, createdAt: new Date(lastStamp).toISOString() };
      const file = path.join(directory, `${id}.json`);
      await writeFile(`${file}.draft`, JSON.stringify(full), { mode: 0o600 });
      await rename(`${file}.draft`, file);
      await Promise.all((await names()).slice(0, -KEPT_MAILS).map(remove));
    },
    async list(to) {
      const mails = await Promise.all((await names()).reverse().map(read));
      return mails.filter((mail) => mail !== null).filter((mail) => isTo(mail, to));
    },
    async clear(to) {
      const isMeant = async (name: string) => to === null || isTo(await read(name), to);
      await Promise.all((await names()).map(async (name) => (await isMeant(name)) && remove(name)));
    },
  };
}

const isTo = (mail: Mail | null, address: string | null): boolean =>
  address === null || mail?.to.toLowerCase() === address.toLowerCase();
