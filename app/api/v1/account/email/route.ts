import { newAddressRequest } from "#lib/contracts/profile.ts";
import { changeAddress } from "#lib/server/change-address.ts";
import { route } from "#lib/server/http.ts";

export const POST = route(
  { user: true, keyScope: false, body: newAddressRequest, limit: "account" },
  ({ body, openSession }) => changeAddress(openSession(), body),
);
