import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { EnvironmentError, OPERATOR_VARIABLES, parseEnvironment, parseLaunchEnvironment } from "#lib/server/env.ts";

const project = {
  SUPABASE_URL: "https://abc.supabase.co",
  SUPABASE_PUBLISHABLE_KEY: "sb_publishable_x",
  SUPABASE_SECRET_KEY: "sb_secret_x",
  DATABASE_URL: "postgresql://postgres:secret@db.abc.supabase.co:5432/postgres",
};
const parse = (values: Record<string, string>) => parseEnvironment(values as NodeJS.ProcessEnv);
const parseLaunch = (values: Record<string, string>) => parseLaunchEnvironment(values as NodeJS.ProcessEnv);

describe("the environment", () => {
  test("needs nothing at launch, and has the documented defaults", () => {
    expect(parseLaunch({})).toMatchObject({
      PORT: 3000,
      APP_URL: "http://localhost:3000",
      REPAINT_DATA_DIR: ".data",
      SIGNUP_TOKENS: 50,
      LOCAL_EDIT_TOKENS: 1,
      REPAINT_EMBEDDED: false,
      SHOW_TOKEN_PURCHASE: false,
    });
    expect(parseLaunch({}).SUPABASE_URL).toBeUndefined();
  });

  test("derives the app's address from the port", () => {
    expect(parseLaunch({ PORT: "8080" }).APP_URL).toBe("http://localhost:8080");
    expect(parseLaunch({ PORT: "8080", APP_URL: "https://paint.example/" }).APP_URL).toBe("https://paint.example");
  });

  test.each(Object.keys(project))("names %s when the app or worker misses it", (name) => {
    expect(() => parse({ ...project, [name]: "" })).toThrow(new RegExp(`^${name} is not set\\.`));
  });

  test.each([
    ["PORT", "eighty"],
    ["PORT", "0"],
    ["PORT", "70000"],
    ["SIGNUP_TOKENS", "-1"],
    ["SIGNUP_TOKENS", "1.5"],
    ["APP_URL", "paint.example"],
    ["APP_URL", "ftp://paint.example"],
    ["SUPABASE_URL", "abc"],
    ["DATABASE_URL", "mysql://host/db"],
    ["SHOW_TOKEN_PURCHASE", "maybe"],
    ["OPENAI_BASE_URL", "nowhere"],
  ])("refuses %s=%s in one sentence that names it and does not repeat its value", (name, value) => {
    const attempt = () => parse({ ...project, [name]: value });
    expect(attempt).toThrow(EnvironmentError);
    expect(attempt).toThrow(new RegExp(`^${name} is not valid: it must be .+\\.$`));
    expect(attempt).not.toThrow(new RegExp(`"${value}"|= ?${value}`));
  });

  test("accepts the names of Supabase's guides, and prefers ours", () => {
    const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, ...rest } = project;
    const guides = {
      NEXT_PUBLIC_SUPABASE_URL: SUPABASE_URL,
      NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: SUPABASE_PUBLISHABLE_KEY,
    };
    expect(parse({ ...rest, ...guides })).toMatchObject(project);
    expect(parse({ ...project, NEXT_PUBLIC_SUPABASE_URL: "https://other.supabase.co" }).SUPABASE_URL).toBe(
      project.SUPABASE_URL,
    );
  });

  test("takes the check for people whole, or not at all", () => {
    const whole = { CAPTCHA_PROVIDER: "turnstile", CAPTCHA_SITE_KEY: "0x4", CAPTCHA_SECRET: "0x5" };
    expect(parseLaunch(whole)).toMatchObject(whole);
    for (const name of Object.keys(whole)) {
      expect(() => parseLaunch({ ...whole, [name]: "" })).toThrow(new RegExp(`^${name} is not set\\.`));
    }
    expect(() => parseLaunch({ ...whole, CAPTCHA_PROVIDER: "recaptcha" })).toThrow(/turnstile or hcaptcha/);
  });

  test("takes an empty value as absent", () => {
    expect(parse({ ...project, PORT: "", SIGNUP_TOKENS: " ", OPENAI_BASE_URL: "" })).toMatchObject({
      PORT: 3000,
      SIGNUP_TOKENS: 50,
    });
  });

  test("is told completely, in order, by .env.example, each with a comment above it or above its group", () => {
    const lines = readFileSync(".env.example", "utf8").split("\n");
    const names = lines.filter((line) => /^[A-Z0-9_]+=/.test(line)).map((line) => line.split("=")[0]);
    expect(names.toSorted()).toEqual(OPERATOR_VARIABLES.toSorted());
    expect(
      parseLaunch(Object.fromEntries(lines.filter((line) => /^[A-Z]/.test(line)).map((line) => line.split("=", 2)))),
    ).toEqual(parseLaunch({}));
  });
});
