import "server-only";
import { availableByAddress, unavailable } from "../availability.ts";
import type { Availability, Provider } from "../provider.ts";
import { type Connection, connectionTo, type ProviderSettings } from "../settings.ts";
import { IMG2IMG, img2img } from "./img2img.ts";
import { UPSCALE, upscale } from "./upscale.ts";

/**
 * AUTOMATIC1111 or Forge, a server of the operator's own, started with `--api`: `POST /sdapi/v1/img2img` with base64
 * pictures, white repaints. Its mask blur and its own cropping are switched off: the edge and the window are ours.
 *
 * It does not erase: a diffusion model without a description paints what it likes. Which one is loaded, and so which
 * size it works best at, is not told, nor how large a picture its memory takes; the sizes are cautious. Its progress and
 * previews are shown, and a cancelled call is stopped, where it tells which task they are of (`task.ts`); of
 * upscaling it does not.
 */
export function createA1111Provider({ env }: ProviderSettings): Provider {
  const connection = connectionTo("A1111", env, "");
  return {
    id: "a1111",
    name: "AUTOMATIC1111 / Forge",
    models: [IMG2IMG, UPSCALE],
    // It works on one picture at a time; what waits there uses up its deadline.
    limits: { maxConcurrent: 1 },
    availability: () => availabilityOf(connection),
    edit: (call) => (call.model.id === UPSCALE.id ? upscale(call, connection) : img2img(call, connection)),
  };
}

function availabilityOf(connection: Connection): Availability {
  const { key } = connection;
  if (key && !key.includes(":")) return unavailable({ code: "login_malformed", values: { variable: "A1111_API_KEY" } });
  return availableByAddress("A1111", connection);
}
