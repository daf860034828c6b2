import { request } from "./http.ts";

/** What administrators do. Throws `ApiError`. */
export async function act(path: string, json: unknown): Promise<void> {
  await request(path, { method: "POST", json });
}
