import { expect, test } from "vitest";
import { assertCameByLink } from "#lib/server/came-by-link.ts";

const sessionBegunBy = (...names: string[]) => {
  const amr = names.map((method) => ({ method, timestamp: 1 }));
  return { auth: { getClaims: async () => ({ data: { claims: { amr } }, error: null }) } } as never;
};

test.each([["otp"], ["recovery"], ["totp", "invite"]])("whoever came by %s may set a password", async (...names) => {
  await assertCameByLink(sessionBegunBy(...names));
});

test.each([["password"], ["password", "totp"]])(
  "whoever signed in by %s must show the present one",
  async (...names) => {
    await expect(assertCameByLink(sessionBegunBy(...names))).rejects.toMatchObject({ code: "forbidden" });
  },
);

test("an Auth that does not tell is believed", async () => {
  await assertCameByLink({ auth: { getClaims: async () => ({ data: { claims: {} }, error: null }) } } as never);
});
