import { useTranslations } from "next-intl";

/** Who asked for an audit: an administrator, or nobody. */
export function AuditActor({ name }: { readonly name: string }) {
  const t = useTranslations("admin.ledger");
  return <span title={name}>{t(name === "system" ? "byItself" : "byAdmin")}</span>;
}
