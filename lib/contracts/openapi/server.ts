import type { DescribedRoute } from "./route.ts";

const server = { tag: "Server", user: false, method: "get", status: 200, answer: ["application/json"] } as const;

/** What tells about the server itself. */
export const SERVER_ROUTES: readonly DescribedRoute[] = [
  {
    ...server,
    path: "/api/health/live",
    operationId: "isLive",
    summary: "The process answers",
  },
  {
    ...server,
    path: "/api/health/ready",
    operationId: "isReady",
    summary: "The process can serve: its database answers",
    errors: ["unavailable"],
  },
  {
    ...server,
    path: "/api/v1/openapi.json",
    operationId: "getDescription",
    summary: "This description",
  },
];
