import { readFileSync } from "node:fs";
import { violations } from "./axe.ts";
import { SIZES } from "./pictures.ts";
import { expect, openPhoto, paintOver, SAMPLE, test } from "./test.ts";

test.describe("in a browser that asks for German", () => {
  test.use({ locale: "de-DE" });

  test("the first page is German at once", async ({ page }) => {
    await page.goto("/");
    await expect(page.locator("html")).toHaveAttribute("lang", "de");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(
      "Entferne alles aus einem Foto. Sonst ändert sich nichts.",
    );
  });

  test("the size of a photo is written the German way, in the library and in the editor", async ({ page, baseURL }) => {
    const headers = { Origin: baseURL as string };
    await page.request.post("/api/v1/auth/demo", { headers });
    const file = { name: "sample.jpg", mimeType: "image/jpeg", buffer: readFileSync(SAMPLE) };
    const image = await (await page.request.post("/api/v1/images", { headers, multipart: { file } })).json();
    await page.goto("/photos");
    await page.setViewportSize(SIZES.phone);
    const size = page.getByText("1.600 × 1.067 · JPEG").first();
    await expect(size).toBeVisible();
    expect(await size.evaluate((line) => line.scrollWidth - line.clientWidth), "nothing of it is cut off").toBe(0);
    await page.setViewportSize(SIZES.desktop);
    await page.goto(`/edit/${image.id}`);
    await expect(page.getByRole("banner").getByText("1.600 × 1.067")).toBeVisible();
  });
});

test("whoever chooses Arabic reads Arabic from right to left, until they choose another language", async ({ page }) => {
  const html = page.locator("html");
  await page.goto("/sign-up");
  await page.getByRole("contentinfo").getByRole("button", { name: "Language" }).click();
  await page.getByRole("menuitemradio", { name: "العربية" }).click();
  await expect(html).toHaveAttribute("dir", "rtl");
  await page.reload();
  await expect(html).toHaveAttribute("dir", "rtl");
  await expect(html).toHaveAttribute("lang", "ar");

  await test.step("a form says what is wrong", async () => {
    await page.getByRole("main").getByRole("button", { name: "إنشاء حساب" }).click();
    await expect(page.getByText("استخدم من 8 إلى 72 حرفًا.")).toBeVisible();
    expect(await violations(page), "sign-up").toEqual([]);
  });

  await test.step("so does the library, and its menu leads back", async () => {
    await page.goto("/");
    await page.getByRole("button", { name: "المتابعة بالحساب التجريبي" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^(الصور|ابدأ بصورة)$/);
    expect(await violations(page), "library").toEqual([]);
    await page.getByRole("button", { name: "الحساب" }).click();
    await page.getByRole("menuitemradio", { name: "English" }).click();
    await expect(html).toHaveAttribute("dir", "ltr");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^(Photos|Begin with a photo)$/);
  });

  await test.step("in the open editor what is marked stays, and what follows is told in the new language", async () => {
    await openPhoto(page, SAMPLE);
    await paintOver(page, { x: 0.45, y: 0.45 }, { x: 0.55, y: 0.5 });
    await expect(page.getByText(/% marked/)).toBeVisible();
    await page.getByRole("button", { name: "Account" }).click();
    await page.getByRole("menuitemradio", { name: "العربية" }).click();
    await expect(html).toHaveAttribute("dir", "rtl");
    await expect(page.getByText(/^المحدّد: /)).toBeVisible();
    // Which model it will be, and why: in words that the server did not send.
    await expect(page.getByText(/ستطيع فعل ذلك/)).toBeVisible();
    await expect(page.locator("[lang=en]")).toHaveCount(0);
    await page.getByRole("button", { name: /^مسح مقابل/ }).click();
    await expect(page.getByRole("status").filter({ hasText: /^اكتمل التعديل .: مسح\.$/ })).toBeAttached({
      timeout: 60_000,
    });
    expect(await violations(page), "editor").toEqual([]);
  });
});
