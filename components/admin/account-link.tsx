import Link from "next/link";

interface AccountLinkProps {
  readonly id: string;
  /** Null where the person is gone, or it is not known. */
  readonly email: string | null;
}

/** To all there is to know of an account. */
export function AccountLink({ id, email }: AccountLinkProps) {
  return (
    <Link
      href={`/admin/accounts/${id}`}
      className="wrap-anywhere inline-flex min-h-control min-w-40 items-center text-accent-text underline underline-offset-2"
    >
      <bdi>{email ?? id}</bdi>
    </Link>
  );
}
