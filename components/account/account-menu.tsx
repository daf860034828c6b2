"use client";

import { CircleUser, Images, Layers, LogOut } from "lucide-react";
import Link from "next/link";
import { THEMES } from "#components/site/theme.ts";
import { useTheme } from "#components/site/use-theme.ts";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { toast } from "#components/ui/toast.tsx";
import { signOut } from "#lib/client/account.ts";
import { asApiError } from "#lib/client/api-error.ts";

/** Who is signed in, the way to their photos, the theme, and the way out. */
export function AccountMenu({ email }: { readonly email: string }) {
  const [theme, setTheme] = useTheme();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger>
        <IconButton label="Account">
          <CircleUser aria-hidden="true" />
        </IconButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuLabel>
          Signed in as <span className="block max-w-60 truncate text-ink">{email}</span>
        </DropdownMenuLabel>
        <DropdownMenuSeparator />
        <DropdownMenuItem asChild>
          <Link href="/photos">
            <Images aria-hidden="true" />
            Photos
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href="/models">
            <Layers aria-hidden="true" />
            Models
          </Link>
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuRadioGroup label="Theme" value={theme} onValueChange={setTheme} options={THEMES} />
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={leave}>
          <LogOut aria-hidden="true" />
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

async function leave(): Promise<void> {
  try {
    await signOut();
    // A full load, so that nothing of this person stays in the page's memory.
    location.assign("/");
  } catch (error) {
    toast.error("You are still signed in.", { description: asApiError(error).message });
  }
}
