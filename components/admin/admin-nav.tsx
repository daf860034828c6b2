"use client";

import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { ChoiceLink } from "./choice-link.tsx";

/** The pages of whoever runs the server, in the order of how often they are needed. */
const SECTIONS = [
  ["overview", "/admin"],
  ["accounts", "/admin/accounts"],
  ["purchases", "/admin/purchases"],
  ["holds", "/admin/holds"],
  ["providers", "/admin/providers"],
  ["jobs", "/admin/jobs"],
  ["limits", "/admin/limits"],
  ["ledger", "/admin/ledger"],
  ["settings", "/admin/settings"],
  ["actions", "/admin/actions"],
] as const;

/** Beside the page on wide screens, above it and scrolled sideways on narrow ones. */
export function AdminNav() {
  const t = useTranslations("admin.sections");
  const pathname = usePathname();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (pathname) showChosen(list.current);
  }, [pathname]);
  return (
    <nav aria-label={t("label")} className="-mx-4 -my-1 shrink-0 lg:mx-0 lg:w-44">
      <ul
        ref={list}
        className="flex gap-1 overflow-x-auto px-4 py-1 lg:sticky lg:top-20 lg:flex-col lg:overflow-visible lg:px-0"
      >
        {SECTIONS.map(([name, path]) => {
          const isHere = path === "/admin" ? pathname === path : pathname.startsWith(path);
          return (
            <li key={name}>
              <ChoiceLink href={path} label={t(name)} isChosen={isHere} leadsTo="page" />
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/** Brings the page one is on into sight where the list is scrolled sideways, and moves nothing else. */
function showChosen(list: HTMLUListElement | null): void {
  const chosen = list?.querySelector("[aria-current]");
  if (!list || !chosen) return;
  const [room, link] = [list.getBoundingClientRect(), chosen.getBoundingClientRect()];
  list.scrollBy({ left: link.left + link.width / 2 - room.left - room.width / 2 });
}
