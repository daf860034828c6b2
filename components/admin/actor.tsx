import { useTranslations } from "next-intl";

const KINDS = ["user", "admin", "worker", "stripe", "system"] as const;

/** Who did something, in words, with the id where that says more. */
export function Actor({ name }: { readonly name: string }) {
  const t = useTranslations("adminAccounts.actors");
  const [kind, id] = name.split(":");
  const known = KINDS.find((candidate) => candidate === kind);
  if (!known) return <bdi>{name}</bdi>;
  return <span title={id}>{t(known)}</span>;
}
