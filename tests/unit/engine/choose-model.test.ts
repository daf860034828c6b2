import { expect, test } from "vitest";
import { ModelError } from "#lib/engine/bundled-model.ts";
import { chooseModel } from "#lib/engine/choose-model.ts";
import type { Net } from "#lib/engine/session.ts";

const bundled: Net = { engine: "migan", side: 512, run: async ({ rgb }) => rgb };
const own: Net = { engine: "lama", side: 512, run: async ({ rgb }) => rgb };
const OWN_PATH = "/models/own.onnx";

const loading = (nets: { own: Net | null; bundled: Net | null }) => async (path?: string) => {
  const net = path === OWN_PATH ? nets.own : nets.bundled;
  if (!net) throw new ModelError(path ?? "the weights are not the expected ones");
  return net;
};

test("the bundled model is used, and nobody is warned", async () => {
  const chosen = await chooseModel(null, expect.unreachable, loading({ own: null, bundled }));
  expect(chosen).toEqual({ net: bundled, warnings: [] });
});

test("an operator's model goes first", async () => {
  const chosen = await chooseModel(OWN_PATH, expect.unreachable, loading({ own, bundled }));
  expect(chosen).toEqual({ net: own, warnings: [] });
});

test("without any model the person is warned, and the operator told why", async () => {
  const reasons: string[] = [];
  const chosen = await chooseModel(null, (reason) => reasons.push(reason), loading({ own: null, bundled: null }));
  expect(chosen).toMatchObject({ net: null, warnings: [{ code: "engine_fallback" }] });
  expect(reasons).toEqual(["the weights are not the expected ones"]);
});

test("a warning to the person names no file of the server", async () => {
  const chosen = await chooseModel(OWN_PATH, () => {}, loading({ own: null, bundled }));
  expect(chosen.net).toBe(bundled);
  expect(chosen.warnings).toHaveLength(1);
  expect(JSON.stringify(chosen.warnings)).not.toContain(OWN_PATH);
});

test("a bug is not taken for a missing model", async () => {
  const load = async () => {
    throw new TypeError("a bug");
  };
  await expect(chooseModel(null, () => {}, load)).rejects.toThrow("a bug");
});
