import { useTranslations } from "next-intl";
import { type Given, keyOfReason } from "./server-reasons.ts";

/** A reason as it is shown: the server's own in the reader's language, what an administrator wrote as it is. */
export function useReasonWords(): (given: Given) => string {
  const t = useTranslations();
  return (given) => {
    const key = keyOfReason(given);
    return key === null ? given.reason : t(key);
  };
}
