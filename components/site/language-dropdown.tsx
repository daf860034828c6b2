"use client";

import { DropdownMenu, DropdownMenuContent, DropdownMenuTrigger } from "#components/ui/dropdown-menu.tsx";
import type { OpenedMenuProps } from "#components/ui/menu-on-demand.tsx";
import { LanguageChoice } from "./language-choice.tsx";

export function LanguageDropdown({ trigger }: OpenedMenuProps) {
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger>{trigger}</DropdownMenuTrigger>
      <DropdownMenuContent side="top">
        <LanguageChoice />
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
