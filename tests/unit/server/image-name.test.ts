import { describe, expect, test } from "vitest";
import { downloadHeader, imageName } from "#lib/server/image-name.ts";

describe("the name of an uploaded file", () => {
  test.each([
    ["beach.jpg", "beach.jpg"],
    ["C:\\Users\\me\\beach.jpg", "beach.jpg"],
    ["../../etc/passwd", "passwd"],
    ["a\u0000b\u202Egnp.exe", "abgnp.exe"],
    ["", "Photo"],
    ["/", "Photo"],
    ["夏.png", "夏.png"],
  ])("%j becomes %j", (given, kept) => expect(imageName(given)).toBe(kept));

  test("is cut at 200 characters without splitting one", () => {
    expect([...imageName("😀".repeat(300))]).toHaveLength(200);
  });
});

test("a download is called like the image with the new ending, in words every browser and header can carry", () => {
  expect(downloadHeader('su"mm\\er 夏.jpeg', "png")).toBe(
    `attachment; filename="su_mm_er _.png"; filename*=UTF-8''su%22mm%5Cer%20%E5%A4%8F.png`,
  );
});
