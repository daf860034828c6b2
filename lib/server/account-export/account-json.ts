import "server-only";
import { getAccount, listEntries } from "../store/accounts.ts";
import { listApiKeys } from "../store/api-keys.ts";
import { getImage } from "../store/images.ts";
import { getProfile, listStoredSessions } from "../store/profile.ts";
import { listPurchases, type Purchase } from "../store/purchases.ts";
import { folderOf, imagesOf, pagesOf } from "./pages.ts";

/**
 * All that is known of somebody beside their pictures, as the text of one JSON object, in pieces: the longest is a
 * photo with its edits.
 */
export async function* accountJson(userId: string): AsyncGenerator<string, void, void> {
  const [profile, account, apiKeys, sessions] = await Promise.all([
    getProfile(userId),
    getAccount(userId),
    listApiKeys(userId),
    listStoredSessions(userId),
  ]);
  const { available, held, role } = account;
  const head = {
    exportedAt: new Date().toISOString(),
    profile: { id: userId, email: profile?.email, createdAt: profile?.createdAt, role },
    tokens: { available, held },
    apiKeys,
    sessions,
  };
  yield JSON.stringify(head).slice(0, -1);
  const entries = pagesOf((cursor, limit) => listEntries(userId, cursor, limit));
  yield* list("entries", entries, (entry) => entry);
  const purchases = pagesOf((cursor, limit) => listPurchases(userId, cursor, limit));
  yield* list("purchases", purchases, told);
  yield* list("photos", imagesOf(userId), async (image) => {
    const whole = await getImage(userId, image.id);
    return { ...(whole ?? image), folder: folderOf(image) };
  });
  yield "}\n";
}

async function* list<Item>(
  name: string,
  items: AsyncIterable<Item>,
  show: (item: Item) => object | Promise<object>,
): AsyncGenerator<string, void, void> {
  yield `,\n"${name}":[`;
  let separator = "\n";
  for await (const item of items) {
    yield separator + JSON.stringify(await show(item));
    separator = ",\n";
  }
  yield "]";
}

/** What the buyer knows of it; Stripe's names of its parts say nothing to them. */
const told = ({ id, packId, tokens, priceMinor, currency, status, refundedMinor, receiptUrl, ...rest }: Purchase) => ({
  id,
  packId,
  tokens,
  price: { amount: priceMinor, currency },
  status,
  refundedAmount: refundedMinor,
  receiptUrl,
  createdAt: rest.createdAt,
  paidAt: rest.paidAt,
});
