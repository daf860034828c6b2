"use client";

import { DropdownMenu, DropdownMenuContent, DropdownMenuTrigger } from "#components/ui/dropdown-menu.tsx";
import type { OpenedMenuProps } from "#components/ui/menu-on-demand.tsx";
import { ThemeChoice } from "./theme-choice.tsx";

export function ThemeDropdown({ trigger }: OpenedMenuProps) {
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger>{trigger}</DropdownMenuTrigger>
      <DropdownMenuContent side="top">
        <ThemeChoice />
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
