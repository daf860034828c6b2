/** What one would call a part of the page: its role and its name, or the words it shows. */
export interface Description {
  readonly role: Role | "text";
  /** A pattern's source and flags, or the whole of a name; null for any. */
  readonly name: string | { readonly source: string; readonly flags: string } | null;
  readonly within: Description | null;
}

/** The elements that have a role: by themselves, or because they say so. */
export const ROLES = {
  application: "[role=application]",
  banner: "body header",
  button: "button:not([role]), [role=button], summary",
  combobox: "[role=combobox], select",
  dialog: "[role=dialog], dialog",
  file: "input[type=file]",
  list: "ol:not([role]), ul:not([role]), [role=list]",
  listitem: "li",
  main: "main",
  menuitem: "[role=menuitem]",
  menuitemradio: "[role=menuitemradio]",
  navigation: "nav",
  option: "[role=option], option",
  progressbar: "progress, [role=progressbar]",
  radio: "[role=radio], input[type=radio]",
  radiogroup: "[role=radiogroup]",
  region: "section[aria-label], section[aria-labelledby], [role=region]",
  slider: "[role=slider], input[type=range]",
  status: "[role=status], [aria-live=polite]",
  textbox: "textarea, input[type=text], input:not([type])",
} as const;
export type Role = keyof typeof ROLES;

/** Everything on the page that is described so and can be perceived. It runs in the page, so it knows nothing else. */
export function findInPage(sought: Description, roles: Readonly<Record<string, string>>): Element[] {
  const squeezed = (text: string) => text.replace(/\s+/g, " ").trim();

  const contentOf = (node: Node): string => {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? "";
    if (!(node instanceof Element) || node.getAttribute("aria-hidden") === "true") return "";
    return node.getAttribute("aria-label") ?? node.getAttribute("alt") ?? [...node.childNodes].map(contentOf).join(" ");
  };

  const nameOf = (element: Element): string => {
    const labelledBy = element.getAttribute("aria-labelledby")?.split(" ") ?? [];
    const ownLabels = "labels" in element ? (element as HTMLInputElement).labels : null;
    const labels = [...labelledBy.flatMap((id) => document.getElementById(id) ?? []), ...(ownLabels ?? [])];
    const told = labels.length > 0 ? labels.map(contentOf).join(" ") : element.getAttribute("aria-label");
    return squeezed(told ?? [...element.childNodes].map(contentOf).join(" "));
  };

  const isPerceived = (element: Element): boolean =>
    // A field for files is pressed through a button.
    element.matches("input[type=file]") ||
    (element.checkVisibility({ visibilityProperty: true }) && !element.closest("[aria-hidden=true], [inert]"));

  const matches = (text: string, name: Description["name"]): boolean => {
    if (name === null) return true;
    return typeof name === "string" ? text === name : new RegExp(name.source, name.flags).test(text);
  };

  const under = (root: ParentNode, { role, name }: Description): Element[] => {
    if (role !== "text") {
      return [...root.querySelectorAll(roles[role] ?? role)].filter(
        (element) => isPerceived(element) && matches(nameOf(element), name),
      );
    }
    const holds = (element: Element) => matches(squeezed(element.textContent ?? ""), name);
    return [...root.querySelectorAll(":not(script, style)")].filter(
      (element) => holds(element) && isPerceived(element) && ![...element.children].some(holds),
    );
  };

  const find = (description: Description): Element[] => {
    const roots: ParentNode[] = description.within ? find(description.within) : [document.body];
    return [...new Set(roots.flatMap((root) => under(root, description)))];
  };
  return find(sought);
}
