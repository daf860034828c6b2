import * as z from "zod/mini";
import { ERRORS, type ErrorCode } from "#lib/domain/error-code.ts";
import { SENTENCES } from "#lib/domain/error-sentences.ts";
import { me, tokenEntry, tokens } from "./account.ts";
import { errorBody } from "./common.ts";
import { edit, editRequest, patch, quote, quoteRequest, rectangle } from "./edit.ts";
import { image, imageWithEdits } from "./image.ts";
import { apiKey, newKeyAnswer, usualScope } from "./keys.ts";
import { model } from "./model.ts";
import { ACCOUNT_ROUTES } from "./openapi/account.ts";
import { ADMIN_ROUTES } from "./openapi/admin.ts";
import { ADMIN_ACCOUNT_ROUTES } from "./openapi/admin-accounts.ts";
import { BILLING_ROUTES } from "./openapi/billing.ts";
import { EDIT_ROUTES } from "./openapi/edits.ts";
import { IMAGE_ROUTES } from "./openapi/images.ts";
import { KEY_ROUTES } from "./openapi/keys.ts";
import { PROFILE_ROUTES } from "./openapi/profile.ts";
import type { DescribedRoute, FilePart } from "./openapi/route.ts";
import { SERVER_ROUTES } from "./openapi/server.ts";
import { selectionRequest } from "./selection.ts";

type Json = { readonly [key: string]: unknown };

/** Every route there is. */
export const ROUTES: readonly DescribedRoute[] = [
  ...ACCOUNT_ROUTES,
  ...PROFILE_ROUTES,
  ...KEY_ROUTES,
  ...BILLING_ROUTES,
  ...IMAGE_ROUTES,
  ...EDIT_ROUTES,
  ...ADMIN_ROUTES,
  ...ADMIN_ACCOUNT_ROUTES,
  ...SERVER_ROUTES,
];

/** Schemas that get a name, so that the description and generated clients have each of them once. */
const NAMED_SCHEMAS = {
  Error: errorBody,
  Me: me,
  Tokens: tokens,
  TokenEntry: tokenEntry,
  ApiKey: apiKey,
  NewKey: newKeyAnswer,
  Image: image,
  ImageWithEdits: imageWithEdits,
  Rectangle: rectangle,
  Edit: edit,
  EditRequest: editRequest,
  Patch: patch,
  QuoteRequest: quoteRequest,
  Quote: quote,
  Model: model,
  SelectionRequest: selectionRequest,
} as const;

/**
 * The OpenAPI 3.1 description of the public HTTP API, made from the schemas that validate it. Plain JSON data, the
 * same on every call. Every operation lists its refusals by status, each with the one error body.
 */
export function openApiDocument(): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of ROUTES) {
    paths[route.path] ??= {};
    (paths[route.path] as Record<string, Json>)[route.method] = operationOf(route);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Repaint",
      version: "1",
      description:
        "Mark a region of a photo, say what should be there, and get it back with every other pixel untouched. " +
        "Fields may be added to answers; none is renamed or removed.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    security: [{ session: [] }],
    tags: [...new Set(ROUTES.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: namedSchemas(),
      securitySchemes: {
        session: {
          type: "apiKey",
          in: "cookie",
          name: "repaint-session",
          description:
            "Set by signing in; its real name starts with `repaint-` and depends on the server. Requests that change " +
            "something must come from the same origin.",
        },
        apiKey: {
          type: "http",
          scheme: "bearer",
          description:
            "A key made with `createKey`, as `Authorization: Bearer rp_…`. Each operation names the scope the key must " +
            "have: `read`, `write` (upload, change and delete photos) or `edit` (ask for edits, which spends tokens). " +
            "An operation that names no key is for who is signed in only. Where a request brings a key, cookies are not " +
            "looked at.",
        },
      },
    },
  };
}

function operationOf(route: DescribedRoute): Json {
  return {
    operationId: route.operationId,
    tags: [route.tag],
    summary: route.summary,
    security: securityOf(route),
    parameters: [
      ...parametersOf(route.params, "path"),
      ...parametersOf(route.query, "query"),
      ...Object.entries(route.headers ?? {}).map(([name, description]) => ({
        name,
        in: "header",
        required: false,
        description,
        schema: { type: "string" },
      })),
    ],
    ...(route.body ? { requestBody: { required: true, content: requestContent(route.body) } } : {}),
    responses: { [route.status]: success(route), ...failures(route) },
  };
}

function securityOf(route: DescribedRoute): Json[] {
  if (!route.user) return [];
  const scope = keyScopeOf(route);
  return [{ session: [] }, ...(scope ? [{ apiKey: [scope] }] : [])];
}

/** Whoever runs the server does so signed in. */
function keyScopeOf({ user, keyScope, method }: DescribedRoute) {
  return user === true && (keyScope ?? usualScope(method));
}

function parametersOf(shape: z.ZodMiniObject | undefined, place: "path" | "query"): Json[] {
  if (!shape) return [];
  const schema = jsonSchema(shape) as { properties: Record<string, Json>; required?: string[] };
  return Object.entries(schema.properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || (schema.required ?? []).includes(name),
    schema: property,
  }));
}

function requestContent(body: NonNullable<DescribedRoute["body"]>): Json {
  if (isFile(body)) return Object.fromEntries(body.mediaTypes.map((type) => [type, { schema: fileSchema(body) }]));
  if (!("parts" in body)) return { "application/json": { schema: jsonSchema(body) } };
  const parts = Object.entries(body.parts);
  return {
    "multipart/form-data": {
      schema: {
        type: "object",
        properties: Object.fromEntries(
          parts.map(([name, part]) => [name, isFile(part) ? fileSchema(part) : jsonSchema(part)]),
        ),
        required: parts.filter(([, part]) => isRequired(part)).map(([name]) => name),
      },
      encoding: Object.fromEntries(
        parts.map(([name, part]) => [
          name,
          { contentType: isFile(part) ? part.mediaTypes.join(", ") : textType(part) },
        ]),
      ),
    },
  };
}

function isRequired(part: z.ZodMiniType | FilePart): boolean {
  return isFile(part) ? (part.count ?? "one") === "one" : !part.safeParse(undefined).success;
}

/** A text is sent as it is, anything else as JSON. */
const textType = (part: z.ZodMiniType) => (jsonSchema(part).type === "string" ? "text/plain" : "application/json");

function isFile(part: object): part is FilePart {
  return "mediaTypes" in part;
}

function fileSchema({ description, count }: FilePart): Json {
  const file = { type: "string", format: "binary" };
  return count === "any" ? { type: "array", items: file, description } : { ...file, description };
}

function success({ status, answer, answerHeaders, summary }: DescribedRoute): Json {
  if (answer === undefined) return { description: summary };
  const content = Array.isArray(answer)
    ? Object.fromEntries(answer.map((type: string) => [type, {}]))
    : { "application/json": { schema: jsonSchema(answer as z.ZodMiniType) } };
  const headers = Object.entries(answerHeaders ?? {}).map(([name, description]) => [
    name,
    { description, required: true, schema: { type: "string" } },
  ]);
  return {
    description: status === 202 ? `${summary}. Its state is read or followed` : summary,
    ...(headers.length > 0 ? { headers: Object.fromEntries(headers) } : {}),
    content,
  };
}

/** Refusals grouped by status, each naming its codes. */
function failures(route: DescribedRoute): Json {
  const byStatus = Map.groupBy(codesOf(route), (code) => ERRORS[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\`: ${SENTENCES[code]}`).join("\n\n"),
        content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
      },
    ]),
  );
}

/** What a route can answer beside success: its own codes, and those that follow from its shape. */
function codesOf(route: DescribedRoute): Set<ErrorCode> {
  const codes = new Set<ErrorCode>(route.errors);
  if (route.body || route.query) codes.add("invalid_request");
  if (route.body) codes.add("payload_too_large");
  if (route.params) codes.add("not_found");
  // The second: of what a key may not do, or somebody who does not run the server.
  if (route.user) codes.add("unauthenticated").add("forbidden");
  if (route.method !== "get" && route.method !== "head") codes.add("foreign_origin");
  if (route.path.startsWith("/api/v1/auth/")) codes.add("unavailable");
  return codes.add("internal");
}

function namedSchemas(): Json {
  const { schemas } = z.toJSONSchema(NAMES, { ...CONVERSION, uri: (name) => `#/components/schemas/${name}` });
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, withoutIdentity(schema)]));
}

/** The JSON schema of what is sent over the wire, with references to the named schemas in it. */
function jsonSchema(schema: z.ZodMiniType): Json {
  const name = NAMES.get(schema)?.id;
  if (name !== undefined) return { $ref: `#/components/schemas/${name}` };
  const standalone = JSON.stringify(z.toJSONSchema(schema, { ...CONVERSION, metadata: NAMES }));
  return withoutIdentity(JSON.parse(standalone.replaceAll("#/$defs/", "#/components/schemas/")));
}

function withoutIdentity({ $schema, $id, $defs, ...schema }: Json): Json {
  return schema;
}

const NAMES = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries(NAMED_SCHEMAS)) NAMES.add(schema, { id });

/** Input shapes: defaults are optional in requests, and answers stay open to new fields. */
const CONVERSION = {
  io: "input",
  override: ({ jsonSchema: schema }: { jsonSchema: z.core.JSONSchema.BaseSchema }) => {
    // What the format says already, in a pattern nobody reads.
    if (schema.format !== undefined) delete schema.pattern;
    // Zod bounds every whole number by what JavaScript counts exactly; that says nothing about the API.
    if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
    if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  },
} as const;
