import { downloadFrom } from "./download.ts";
import { request } from "./http.ts";

/** What somebody does with their own account. Each throws `ApiError`. */
const send = async (method: "POST" | "DELETE", path: string, json?: unknown): Promise<void> => {
  await request(`/api/v1/account${path}`, { method, json });
};

export const changeEmail = (json: { readonly email: string; readonly password: string }) =>
  send("POST", "/email", json);
export const replacePassword = (json: { readonly currentPassword: string; readonly newPassword: string }) =>
  send("POST", "/password", json);
export const deleteAccount = (json: { readonly password: string; readonly confirm: string }) =>
  send("DELETE", "", json);
export const endSession = (sessionId: string) => send("DELETE", `/sessions/${sessionId}`);
export const signOutEverywhere = () => send("DELETE", "/sessions");

/** Has the browser download all that somebody keeps, however large it is, unless that is refused now. */
export async function downloadArchive(): Promise<void> {
  const path = "/api/v1/account/export";
  await request(path, { method: "HEAD" });
  downloadFrom(path);
}
