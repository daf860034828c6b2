"use client";

import { SunMoon } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuRadioGroup,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import { THEMES } from "./theme.ts";
import { useTheme } from "./use-theme.ts";

export function ThemeMenu() {
  const [theme, setTheme] = useTheme();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger>
        <Button variant="ghost" size="small" className="-mr-2.5">
          <SunMoon aria-hidden="true" />
          Theme
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent side="top">
        <DropdownMenuRadioGroup label="Theme" value={theme} onValueChange={setTheme} options={THEMES} />
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
