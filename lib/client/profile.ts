import { downloadFrom } from "./download.ts";
import { request, send } from "./http.ts";

/** What somebody does with their own account. Each throws `ApiError`. */
const change = (method: "POST" | "DELETE", path: string, json?: unknown): Promise<void> =>
  send(`/api/v1/account${path}`, { method, json });

export const changeEmail = (json: { readonly email: string; readonly password: string }) =>
  change("POST", "/email", json);
export const replacePassword = (json: { readonly currentPassword: string; readonly newPassword: string }) =>
  change("POST", "/password", json);
export const deleteAccount = (json: { readonly password: string; readonly confirm: string }) =>
  change("DELETE", "", json);
export const endSession = (sessionId: string) => change("DELETE", `/sessions/${sessionId}`);
export const signOutEverywhere = () => change("DELETE", "/sessions");

/** Has the browser download all that somebody keeps, however large it is, unless that is refused now. */
export async function downloadArchive(): Promise<void> {
  const path = "/api/v1/account/export";
  await request(path, { method: "HEAD" });
  downloadFrom(path);
}
