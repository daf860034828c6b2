import "server-only";
import type { User } from "../identify.ts";

/** How an administrator is named in the books. */
export const actorOf = ({ id }: User): string => `admin:${id}`;
