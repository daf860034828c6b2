import Link from "next/link";
import { Address } from "./address.tsx";

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
      className="wrap-anywhere -my-1.5 inline-flex py-1.5 min-h-control min-w-40 items-center text-accent-text underline underline-offset-2"
    >
      <span>
        <Address of={email ?? id} />
      </span>
    </Link>
  );
}
