import { randomUUID } from "node:crypto";

/** What somebody has and can ask for. */
export interface Things {
  readonly account: string;
  readonly image: string;
  /** Finished. */
  readonly edit: string;
  readonly photo: Uint8Array;
  /** Of the photo's size. */
  readonly mask: Uint8Array;
  /** Of an API key. */
  readonly key: string;
  readonly email: string;
  readonly password: string;
}

interface Sent {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: FormData;
  /** A PNG. */
  readonly file?: Uint8Array;
}

interface Row {
  readonly send: (of: Things) => Sent;
  /** What whoever may ask is answered; a refusal where only that shows that they were let in. */
  readonly ok: number;
  /** What anybody else who is signed in is answered; where nothing is said, 404 for somebody's thing, else the same. */
  readonly stranger?: number;
  /** Whether a blocked account is refused it. */
  readonly costs?: boolean;
  /** Whether it ends sessions: everyone signs in anew to ask. */
  readonly ends?: boolean;
}

const nothing = (): Sent => ({});
const ofImage = ({ image }: Things): Sent => ({ params: { id: image } });
const ofEdit = ({ edit }: Things): Sent => ({ params: { id: edit } });
const ofAccount = ({ account }: Things): Sent => ({ params: { id: account } });
const because = { reason: "A test" };

function formOf(parts: Readonly<Record<string, string | Uint8Array>>): FormData {
  const form = new FormData();
  for (const [name, part] of Object.entries(parts)) {
    if (typeof part === "string") form.append(name, part);
    else form.append(name, new Blob([part as BlobPart]), name);
  }
  return form;
}

/**
 * Who may call what: a request for every route of the API, in the order in which they are asked. What is not in here fails
 * `route-privileges.test.ts`.
 */
export const ROUTE_TABLE: Readonly<Record<string, Row>> = {
  // Anybody. Requests that are refused for what they say were let in.
  "post /api/v1/auth/sign-up": { send: () => ({ json: {} }), ok: 400 },
  "post /api/v1/auth/sign-in": { send: () => ({ json: {} }), ok: 400 },
  "post /api/v1/auth/demo": { send: nothing, ok: 200 },
  "post /api/v1/auth/sign-out": { send: nothing, ok: 204 },
  "post /api/v1/auth/magic-link": { send: () => ({ json: {} }), ok: 400 },
  "post /api/v1/auth/resend": { send: () => ({ json: {} }), ok: 400 },
  "post /api/v1/auth/reset": { send: () => ({ json: {} }), ok: 400 },
  "post /api/v1/auth/confirm": { send: () => ({ json: {} }), ok: 400 },
  "post /api/v1/stripe/webhook": { send: () => ({ json: {} }), ok: 400 },
  "get /api/health/live": { send: nothing, ok: 200 },
  "get /api/health/ready": { send: nothing, ok: 200 },
  "get /api/v1/openapi.json": { send: nothing, ok: 200 },

  // Whoever is signed in, about themselves.
  "get /api/v1/me": { send: nothing, ok: 200 },
  "get /api/v1/tokens": { send: nothing, ok: 200 },
  "get /api/v1/tokens/entries": { send: nothing, ok: 200 },
  "get /api/v1/models": { send: nothing, ok: 200 },
  "get /api/v1/images": { send: nothing, ok: 200 },
  "post /api/v1/images": { send: ({ photo }) => ({ form: formOf({ file: photo }) }), ok: 201 },
  "post /api/v1/checkout": {
    send: () => ({ json: { id: randomUUID(), packId: "small" } }),
    ok: 201,
    costs: true,
  },

  "get /api/v1/keys": { send: nothing, ok: 200 },
  "post /api/v1/keys": { send: () => ({ json: { name: "A script", scopes: ["read"] } }), ok: 201 },
  "delete /api/v1/keys/{id}": { send: ({ key }) => ({ params: { id: key } }), ok: 204 },
  "get /api/v1/account/sessions": { send: nothing, ok: 200 },
  "get /api/v1/account/export": { send: nothing, ok: 200 },
  "head /api/v1/account/export": { send: nothing, ok: 204 },
  "post /api/v1/account/email": {
    send: ({ password }) => ({ json: { email: `${randomUUID()}@example.com`, password } }),
    ok: 204,
  },

  // Somebody's photos and edits.
  "get /api/v1/images/{id}": { send: ofImage, ok: 200 },
  "patch /api/v1/images/{id}": { send: (of) => ({ ...ofImage(of), json: { name: "Renamed" } }), ok: 200 },
  "get /api/v1/images/{id}/file": { send: ofImage, ok: 200 },
  "get /api/v1/images/{id}/thumbnail": { send: ofImage, ok: 200 },
  "get /api/v1/images/{id}/tiles/{z}/{x}/{y}": {
    send: ({ image }) => ({ params: { id: image, z: "0", x: "0", y: "0" } }),
    ok: 200,
  },
  "get /api/v1/images/{id}/export": { send: ofImage, ok: 200 },
  "post /api/v1/images/{id}/selections": {
    // A point outside of the photo: refused by what only its owner gets to.
    send: (of) => ({ ...ofImage(of), json: { mode: "object", points: [{ x: 9_000, y: 0, label: "add" }] } }),
    ok: 400,
  },
  "post /api/v1/edits": {
    send: ({ image, mask }) => ({
      form: formOf({ request: JSON.stringify({ imageId: image, operation: "erase", model: "local/migan" }), mask }),
    }),
    ok: 202,
    stranger: 404,
    costs: true,
  },
  "post /api/v1/edits/quote": {
    send: ({ image }) => ({
      json: {
        imageId: image,
        operation: "erase",
        model: "local/migan",
        maskBounds: { x: 1, y: 1, width: 20, height: 20 },
      },
    }),
    ok: 200,
    stranger: 404,
  },
  "get /api/v1/edits/{id}": { send: ofEdit, ok: 200 },
  "patch /api/v1/edits/{id}": { send: (of) => ({ ...ofEdit(of), json: { appearance: { visible: true } } }), ok: 200 },
  "get /api/v1/edits/{id}/mask": { send: ofEdit, ok: 200 },
  "put /api/v1/edits/{id}/erased": { send: (of) => ({ ...ofEdit(of), file: of.mask }), ok: 200 },
  "get /api/v1/edits/{id}/erased": { send: ofEdit, ok: 200 },
  "delete /api/v1/edits/{id}/erased": { send: ofEdit, ok: 200 },
  "get /api/v1/edits/{id}/events": { send: ofEdit, ok: 200 },
  "get /api/v1/edits/{id}/patch": { send: ofEdit, ok: 200 },
  // A finished edit has none any more.
  "get /api/v1/edits/{id}/preview": { send: ofEdit, ok: 204 },
  // It has ended: only its owner is told so.
  "delete /api/v1/edits/{id}": { send: ofEdit, ok: 409 },
  "delete /api/v1/images/{id}": { send: ofImage, ok: 204 },
  // Whoever runs the server.
  "get /api/v1/admin/accounts": { send: nothing, ok: 200 },
  "get /api/v1/admin/accounts/{id}": { send: ofAccount, ok: 200 },
  "post /api/v1/admin/accounts/{id}/block": {
    send: (of) => ({ ...ofAccount(of), json: { isBlocked: false, ...because } }),
    ok: 200,
  },
  "post /api/v1/admin/accounts/{id}/unfreeze": { send: (of) => ({ ...ofAccount(of), json: because }), ok: 200 },
  "post /api/v1/admin/accounts/{id}/adjust": {
    send: (of) => ({ ...ofAccount(of), json: { tokens: 1, key: randomUUID(), ...because } }),
    ok: 200,
  },
  "get /api/v1/admin/purchases": { send: nothing, ok: 200 },
  "post /api/v1/admin/purchases/{id}/refund": {
    send: () => ({ params: { id: randomUUID() }, json: { amountMinor: null, key: randomUUID(), ...because } }),
    ok: 404,
  },
  "get /api/v1/admin/holds": { send: nothing, ok: 200 },
  "post /api/v1/admin/holds/{id}/release": {
    send: () => ({ params: { id: randomUUID() }, json: because }),
    ok: 404,
  },
  "get /api/v1/admin/entries.csv": { send: nothing, ok: 200 },
  "get /api/v1/admin/purchases.csv": { send: nothing, ok: 200 },
  "get /api/v1/admin/jobs": { send: nothing, ok: 200 },
  "post /api/v1/admin/jobs/{id}/retry": {
    send: () => ({ params: { id: "999999999" }, json: because }),
    ok: 404,
  },
  "get /api/v1/admin/limits": { send: nothing, ok: 200 },
  "get /api/v1/admin/overview": { send: nothing, ok: 200 },
  "get /api/v1/admin/settings": { send: nothing, ok: 200 },
  "patch /api/v1/admin/settings": { send: () => ({ json: { changes: { marginPercent: null }, ...because } }), ok: 200 },
  "get /api/v1/admin/providers": { send: nothing, ok: 200 },
  "post /api/v1/admin/providers/{name}": {
    send: () => ({ params: { name: "local" }, json: { isOn: true, ...because } }),
    ok: 200,
  },
  "post /api/v1/admin/providers/{name}/retry": {
    send: () => ({ params: { name: "local" }, json: because }),
    ok: 200,
  },
  "get /api/v1/admin/ledger": { send: nothing, ok: 200 },
  "post /api/v1/admin/ledger/audit": { send: nothing, ok: 200 },
  "get /api/v1/admin/actions": { send: nothing, ok: 200 },

  // Whoever is signed in, for the last time.
  "post /api/v1/auth/password": { send: ({ password }) => ({ json: { password } }), ok: 204, ends: true },
  "post /api/v1/account/password": {
    send: ({ password }) => ({ json: { currentPassword: password, newPassword: password } }),
    ok: 204,
    ends: true,
  },
  // Of somebody else, or of nobody: it is not told which.
  "delete /api/v1/account/sessions/{id}": { send: () => ({ params: { id: randomUUID() } }), ok: 404, ends: true },
  "delete /api/v1/account/sessions": { send: nothing, ok: 204, ends: true },
  "delete /api/v1/account": {
    // Only with one's own address.
    send: ({ email, password }) => ({ json: { password, confirm: email } }),
    ok: 202,
    stranger: 400,
    costs: true,
    ends: true,
  },
};
