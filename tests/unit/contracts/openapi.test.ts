import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { edit, editRequest } from "#lib/contracts/edit.ts";
import { openApiDocument } from "#lib/contracts/openapi.ts";
import { ERRORS } from "#lib/domain/error-code.ts";

interface Operation {
  operationId: string;
  parameters: { name: string; in: string; schema: object }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { description: string; content?: Record<string, { schema?: object }> }>;
  security?: object[];
}

// As a client receives it.
const document = JSON.parse(JSON.stringify(openApiDocument()));
const operations = Object.entries(document.paths as Record<string, Record<string, Operation>>).flatMap(
  ([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

describe("the OpenAPI description", () => {
  it("describes every route of the API and no other", () => {
    const served = globSync("app/api/**/route.ts").flatMap((file) => {
      const path = `/${file
        .replaceAll("\\", "/")
        .replace(/^app\//, "")
        .replace(/\/route\.ts$/, "")}`;
      const methods = readFileSync(file, "utf8").matchAll(/^export (?:const|async function|function) ([A-Z]+)\b/gm);
      return [...methods].map(([, method]) => `${method?.toLowerCase()} ${path.replace(/\[(\w+)\]/g, "{$1}")}`);
    });
    expect(operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(served.sort());
  });

  it("names every operation once", () => {
    const names = operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
  });

  it("refers only to what it holds", () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference);
    expect(references).not.toHaveLength(0);
    for (const reference of references) {
      const steps = reference?.split("/").slice(1) ?? [];
      expect(
        steps.reduce((at, step) => at?.[step], document),
        reference,
      ).toBeTypeOf("object");
    }
    expect(JSON.stringify(document)).not.toMatch(/"\$(defs|schema|id)"/);
  });

  it("declares every parameter of every path, and none that is not in it", () => {
    for (const { path, operation } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = operation.parameters.filter((parameter) => parameter.in === "path");
      expect(declared.map(({ name }) => name).sort(), path).toEqual(inPath.sort());
    }
  });

  it("gives every operation one success and its refusals, each with the error body and codes of that status", () => {
    for (const { operation } of operations) {
      const statuses = Object.keys(operation.responses);
      expect(statuses.filter((status) => status.startsWith("2"))).toHaveLength(1);
      expect(statuses).toContain("500");
      for (const [status, response] of Object.entries(operation.responses)) {
        if (status.startsWith("2")) continue;
        expect(response.content?.["application/json"]?.schema).toEqual({ $ref: "#/components/schemas/Error" });
        const codes = [...response.description.matchAll(/^`(\w+)`/gm)].map(([, code]) => code as keyof typeof ERRORS);
        expect(codes).not.toHaveLength(0);
        for (const code of codes) expect(ERRORS[code].status).toBe(Number(status));
      }
    }
  });

  it("says 401 for exactly what needs a session", () => {
    for (const { operation } of operations)
      expect("401" in operation.responses || operation.security?.length === 0).toBe(true);
  });

  it("tells the request and the edit as the schemas that validate them do", () => {
    const example = { imageId: crypto.randomUUID(), operation: "erase", model: "auto" };
    expect(editRequest.safeParse(example).success).toBe(true);
    const described = z.fromJSONSchema(document.components.schemas.EditRequest);
    expect(described.safeParse(example).success).toBe(true);
    expect(described.safeParse({ ...example, model: "" }).success).toBe(false);
    expect(described.safeParse({ ...example, unheardOf: 1 }).success).toBe(false);
    expect(Object.keys(document.components.schemas.Edit.properties)).toEqual(Object.keys(edit.shape));
  });

  it("tells which parts of a form may be left out, and which may come several times", () => {
    const create = operations.find(({ operation }) => operation.operationId === "createEdit")?.operation;
    const form = create?.requestBody?.content["multipart/form-data"]?.schema;
    expect(form).toMatchObject({
      required: ["request"],
      properties: { mask: { type: "string" }, reference: { type: "array", items: { format: "binary" } } },
    });
  });

  it("tells the headers of an answer that is no JSON", () => {
    const select = operations.find(({ operation }) => operation.operationId === "selectObject")?.operation;
    expect(select?.responses["200"]).toMatchObject({
      headers: { "Selection-X": { schema: { type: "string" } } },
      content: { "image/png": {} },
    });
  });

  it("leaves answers open to fields that are added later", () => {
    for (const name of ["Edit", "Image", "Quote", "Me"]) {
      expect(document.components.schemas[name]).not.toHaveProperty("additionalProperties");
    }
  });
});
