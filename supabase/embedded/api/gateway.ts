import { createHash, timingSafeEqual } from "node:crypto";
import { handleAuth } from "./gateway-auth.ts";
import { type Gateway, refuse } from "./gateway-parts.ts";
import { handleStorage, isSigned } from "./gateway-storage.ts";
import type { FetchHandler } from "./http-bridge.ts";

/** Paths that carry their own proof: a signed URL's token. */
const SIGNED_OBJECT = /^\/storage\/v1\/object\/sign\/[^/]+\/./;

/**
 * What stands in front of lite, and the only place where its differences from a hosted project are made good. Every
 * request needs an API key; storage and the mailbox need the secret one, because only our server may touch files: which
 * user may see which is decided in SQL, not by storage policies.
 */
export function createGateway(gateway: Gateway): FetchHandler {
  const { app, settings, mailbox } = gateway;
  return async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/health") return Response.json({ status: "ok" });
    if (SIGNED_OBJECT.test(pathname) && ["GET", "HEAD"].includes(request.method)) {
      if (!isSigned(searchParams.get("token") ?? "", settings.jwtSecret))
        return refuse(400, "This link is not valid any more", "InvalidJWT");
      return handleStorage(gateway, request);
    }

    const key = request.headers.get("apikey") ?? searchParams.get("apikey") ?? "";
    const secret = same(key, settings.secretKey);
    if (!secret && !same(key, settings.publishableKey)) return refuse(401, "No valid API key found in request");
    if (pathname.startsWith("/auth/v1/")) return handleAuth(gateway, request);
    if (pathname.startsWith("/rest/v1/")) return app.fetch(request);

    const bearer = request.headers.get("authorization")?.replace(/^Bearer /, "") ?? key;
    if (!secret || !same(bearer, settings.secretKey)) return refuse(403, "Only the server may do this");
    if (pathname.startsWith("/storage/v1/")) return handleStorage(gateway, request);
    if (pathname === "/mailbox" && request.method === "GET") {
      return Response.json({ items: await mailbox.list(searchParams.get("to")) });
    }
    if (pathname === "/mailbox" && request.method === "DELETE") {
      await mailbox.clear(searchParams.get("to"));
      return new Response(null, { status: 204 });
    }
    return refuse(404, "Not found");
  };
}

function same(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
