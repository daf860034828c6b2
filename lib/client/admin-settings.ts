import type { SettingChanges } from "#lib/contracts/admin/settings.ts";
import { requestJson } from "./http.ts";

/** Sets what the operator sets, for a reason. Null takes a setting back to its default. Throws `ApiError`. */
export async function changeSettings(changes: SettingChanges, reason: string): Promise<void> {
  await requestJson("/api/v1/admin/settings", { method: "PATCH", json: { changes, reason } });
}
