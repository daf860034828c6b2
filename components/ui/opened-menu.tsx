"use client";

import { Check } from "lucide-react";
import Link from "next/link";
import { DropdownMenu as Primitive } from "radix-ui";
import { Fragment, type PointerEvent, type ReactNode, useRef, useState } from "react";
import { classNames } from "./class-names.ts";
import type { MenuChoice, MenuEntry, MenuItem, MenuLink, MenuProps, OpenedBy } from "./menu-entry.ts";

/**
 * A menu that has been asked for: open when it appears, and from then on again and again. The page behind stays as it is:
 * a modal menu would hide it from screen readers and stop it from scrolling.
 */
export function OpenedMenu({ trigger, groups, align = "end", side = "bottom", openedBy }: MenuProps & OpenedBy) {
  const isOpenedBefore = useRef(false);
  /** The key was pressed before there was a menu to hear it. Later ones are heard by the menu itself. */
  const focusFirst = (content: HTMLElement | null) => {
    if (!content || isOpenedBefore.current) return;
    isOpenedBefore.current = true;
    if (openedBy === "pointer") return;
    // After the menu has taken the focus for itself.
    requestAnimationFrame(() => content.querySelector<HTMLElement>(FIRST)?.focus());
  };
  const [isOpen, setIsOpen] = useState(true);
  /** What a tap would do; null where it is none. The finger that comes down beside an open menu closes it. */
  const byTap = useRef<boolean | null>(null);
  /** A finger that comes down may be about to scroll: it opens by a tap. */
  const waitForTap = (event: PointerEvent) => {
    const isTouch = event.pointerType === "touch" && !event.defaultPrevented;
    byTap.current = isTouch ? !isOpen : null;
    if (isTouch) event.preventDefault();
  };
  const onTap = () => {
    if (byTap.current !== null) setIsOpen(byTap.current);
  };
  return (
    <Primitive.Root modal={false} open={isOpen} onOpenChange={setIsOpen}>
      <Primitive.Trigger asChild onPointerDown={waitForTap} onClick={onTap}>
        {trigger}
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          ref={focusFirst}
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 animate-rise overflow-y-auto rounded-large border border-line bg-raised p-1 shadow-overlay"
        >
          {groups.map((entries, index) => (
            <Fragment key={entries.map(keyOf).join()}>
              {index > 0 && <Primitive.Separator className="-mx-1 my-1 h-px bg-line" />}
              {entries.map((entry) => (
                <Entry key={keyOf(entry)} entry={entry} />
              ))}
            </Fragment>
          ))}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

const FIRST = "[role^=menuitem]:not([data-disabled])";

function keyOf(entry: MenuEntry): string {
  if (entry.kind === "note") return entry.id;
  return (entry.kind === "item" && entry.id) || entry.label;
}

function Entry({ entry }: { readonly entry: MenuEntry }) {
  switch (entry.kind) {
    case "item":
      return <Item {...entry} />;
    case "link":
      return <LinkItem {...entry} />;
    case "choice":
      return <Choice {...entry} />;
    case "note":
      return <Note>{entry.content}</Note>;
  }
}

const ITEM =
  "flex min-h-control cursor-default select-none items-center gap-2.5 rounded-medium px-2.5 py-1.5 text-base outline-none " +
  "data-disabled:text-ink-disabled data-highlighted:bg-control-hover [&_svg]:size-4 [&_svg]:shrink-0";

function Item({ label, icon, dir, shortcut, danger, disabled, onSelect }: MenuItem) {
  return (
    <Primitive.Item
      disabled={disabled ?? false}
      onSelect={onSelect}
      className={classNames(ITEM, danger && "text-danger-text")}
    >
      {icon}
      <span dir={dir} className="max-w-72 truncate">
        {label}
      </span>
      {shortcut && <kbd className="ms-auto ps-4 font-sans text-ink-muted text-sm">{shortcut}</kbd>}
    </Primitive.Item>
  );
}

function LinkItem({ label, icon, href, prefetch }: MenuLink) {
  return (
    <Primitive.Item asChild className={ITEM}>
      <Link href={href} prefetch={prefetch ?? null}>
        {icon}
        {label}
      </Link>
    </Primitive.Item>
  );
}

function Choice({ label, value, options, onChoose }: MenuChoice) {
  return (
    <Primitive.RadioGroup aria-label={label} value={value} onValueChange={onChoose}>
      <Note>{label}</Note>
      {options.map((option) => (
        <Primitive.RadioItem key={option.value} value={option.value} className={ITEM}>
          <span className="size-4 shrink-0">
            <Primitive.ItemIndicator>
              <Check aria-hidden="true" className="text-accent-text" />
            </Primitive.ItemIndicator>
          </span>
          <span className="flex min-w-0 max-w-72 flex-col">
            <span lang={option.lang}>{option.label}</span>
            {option.description && <span className="text-ink-muted text-sm">{option.description}</span>}
          </span>
        </Primitive.RadioItem>
      ))}
    </Primitive.RadioGroup>
  );
}

function Note({ children }: { readonly children: ReactNode }) {
  return <Primitive.Label className="px-2.5 pt-1.5 pb-1 text-ink-muted text-sm">{children}</Primitive.Label>;
}
