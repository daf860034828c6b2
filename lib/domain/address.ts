/** Names under which one mail service reaches the same mailbox. */
const SAME_SERVICE: Readonly<Record<string, string>> = {
  "googlemail.com": "gmail.com",
  "protonmail.com": "proton.me",
  "protonmail.ch": "proton.me",
  "pm.me": "proton.me",
  "me.com": "icloud.com",
  "mac.com": "icloud.com",
};

/** What a service does not read in the part before the @. */
const NOT_READ: Readonly<Record<string, RegExp>> = {
  "gmail.com": /\./g,
  "proton.me": /[.\-_]/g,
};

/**
 * The one form of all spellings of an e-mail address: for giving something once to each person, never for sending mail.
 *
 * Lower case, without a tag after `+` (hardly any service reads that as another mailbox), and without what this service
 * does not read. What is not an address stays as it is, in lower case.
 */
export function normaliseAddress(address: string): string {
  const text = address.normalize("NFKC").trim().toLowerCase();
  const at = text.lastIndexOf("@");
  if (at < 1) return text;
  const domain = asciiDomain(text.slice(at + 1));
  const service = SAME_SERVICE[domain] ?? domain;
  const [name = ""] = text.slice(0, at).split("+");
  const read = name.replace(NOT_READ[service] ?? "", "");
  return `${read || text.slice(0, at)}@${service}`;
}

/** As the name system writes it, without the dot that may end it. */
function asciiDomain(domain: string): string {
  const url = `http://${domain}`;
  return (URL.canParse(url) ? new URL(url).hostname : domain).replace(/\.$/, "");
}
