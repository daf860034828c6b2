/** What a browser's name for itself says, as people call it; names are the same in every language. */
export interface Device {
  /** Null for anything that is no browser we know. */
  readonly browser: string | null;
  readonly system: string | null;
}

/** From the header `User-Agent`. Only ever shown: nothing depends on it. */
export function deviceOf(userAgent: string | null): Device {
  const text = userAgent ?? "";
  return { browser: nameIn(BROWSERS, text), system: nameIn(SYSTEMS, text) };
}

type Signs = readonly (readonly [name: string, sign: RegExp])[];

/** In this order: most browsers name others before themselves, so that old sites take them for those. */
const BROWSERS: Signs = [
  ["Edge", /\bEdg(e|A|iOS)?\//],
  ["Opera", /\b(OPR|Opera)\//],
  ["Samsung Internet", /\bSamsungBrowser\//],
  ["Firefox", /\b(Firefox|FxiOS)\//],
  ["Chrome", /\b(Chrome|CriOS|Chromium|HeadlessChrome)\//],
  ["Safari", /\bVersion\/.*\bSafari\//],
];

const SYSTEMS: Signs = [
  ["iPhone", /\biPhone\b/],
  ["iPad", /\biPad\b/],
  ["Android", /\bAndroid\b/],
  ["Windows", /\bWindows\b/],
  ["ChromeOS", /\bCrOS\b/],
  ["macOS", /\bMac OS X\b/],
  ["Linux", /\bLinux\b/],
];

const nameIn = (signs: Signs, text: string) => signs.find(([, sign]) => sign.test(text))?.[0] ?? null;
