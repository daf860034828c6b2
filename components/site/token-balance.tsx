import { Badge } from "#components/ui/badge.tsx";

/** What an account can still spend. Whole tokens, grouped as people here write numbers. */
export function TokenBalance({ available }: { readonly available: number }) {
  return (
    <Badge tone={available > 0 ? "neutral" : "warning"}>
      {available.toLocaleString("en")} {available === 1 ? "token" : "tokens"}
    </Badge>
  );
}
