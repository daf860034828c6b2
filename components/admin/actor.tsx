import Link from "next/link";
import { useTranslations } from "next-intl";

const KINDS = ["user", "admin", "worker", "stripe", "system"] as const;

/** Who did something, in words; people lead to their account. */
export function Actor({ name }: { readonly name: string }) {
  const t = useTranslations("adminAccounts.actors");
  const [kind, id] = name.split(":");
  const known = KINDS.find((candidate) => candidate === kind);
  if (!known) return <bdi>{name}</bdi>;
  if (!id || (known !== "user" && known !== "admin")) return t(known);
  return (
    <Link
      href={`/admin/accounts/${id}`}
      title={id}
      className="underline underline-offset-2 pointer-coarse:-my-2 pointer-coarse:inline-flex pointer-coarse:min-h-control pointer-coarse:items-center"
    >
      {t(known)}
    </Link>
  );
}
