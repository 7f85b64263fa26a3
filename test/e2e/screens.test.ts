/**
 * Every screen in both themes and both languages: a picture in output/screenshots, no violation of accessibility, and
 * nothing on the console. Light goes with English and dark with Chinese; EVERY_LOOK=1 crosses them.
 */
import { mkdirSync } from "node:fs";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectAccessible } from "./accessibility.ts";
import {
  answerDialogs,
  goTo,
  heading,
  openWorkshop,
  sampleLibrary,
  train,
  untilQuiet,
  untilShown,
  type Workshop,
} from "./journey.ts";
import { type Launched, launch } from "./launch.ts";

const pictures = join(import.meta.dirname, "../../output/screenshots");
const looks = [
  { theme: "light", language: "en" },
  { theme: "dark", language: "zh-CN" },
  { theme: "dark", language: "en" },
  { theme: "light", language: "zh-CN" },
]
  .slice(0, process.env.EVERY_LOOK ? 4 : 2)
  .map((each) => ({ ...each, look: `${each.theme} ${each.language}` }));
/** What a screen shows once its predictions are there. */
const awaited: Readonly<Record<string, string>> = {
  briefing: "ul > li a",
  "white-space": "table tbody tr",
  library: "[role=grid] td",
  "preferences-member": "ol > li",
  "preferences-segment": "ol > li",
  "preferences-film": "table tbody tr",
  "preferences-map": "[role=application]",
  "preferences-matrix": "table tbody tr",
  "preferences-sides": "table tbody tr",
  "preferences-what-if": "table tbody tr",
  demand: "table tbody td button",
  schedule: "[data-showing]",
  exports: "form",
};
const screens: Readonly<Record<string, string>> = {
  briefing: "/briefing",
  library: "/library",
  film: "/library/film/3",
  audience: "/audience",
  member: "/audience/member/17",
  "segment-rule": "/audience/segment/new",
  clusters: "/audience/clusters",
  models: "/models",
  tuning: "/models/tuning",
  watch: "/models/watch",
  "preferences-choose": "/preferences/member",
  "preferences-member": "/preferences/member/17",
  "preferences-segment": "/preferences/segment/2",
  "preferences-film": "/preferences/film/3",
  "preferences-new": "/preferences/new",
  "preferences-map": "/preferences/map",
  "preferences-matrix": "/preferences/matrix",
  "preferences-sides": "/preferences/sides",
  "preferences-what-if": "/preferences/what-if/3",
  "preferences-feedback": "/preferences/feedback",
  reputation: "/reputation",
  "reputation-words": "/reputation/words",
  "reputation-links": "/reputation/links",
  images: "/images",
  trailers: "/images/trailers",
  experience: "/experience",
  production: "/production",
  "white-space": "/production/white-space",
  portfolio: "/production/portfolio",
  retention: "/retention/outlook",
  "retention-reasons": "/retention/reasons",
  "retention-check": "/retention/check",
  "retention-campaigns": "/retention/campaigns",
  attention: "/attention",
  promotion: "/attention/promotion",
  windows: "/attention/windows",
  demand: "/demand/forecast",
  overrides: "/demand/overrides",
  schedule: "/schedule",
  rules: "/schedule/rules",
  exports: "/exports",
  import: "/import",
  "import-history": "/import/history",
  "import-quarantine": "/import/quarantine",
  "import-matches": "/import/matches",
  "import-quality": "/import/quality",
  "import-changes": "/import/changes",
  settings: "/settings",
};

/** An export of somebody's ticket desk: semicolons, decimal commas, days first, an e-mail address. */
const ticketDesk = [
  "Member;Film;Rating;Rated at;E-mail",
  ...Array.from({ length: 40 }, (_, at) => {
    const film = ["The Glass Orchard (2011)", "Night Ferry (1998)", "A House of Salt (2020)"][at % 3];
    const rating = at === 9 ? "9,5" : `${1 + (at % 8) / 2}`.replace(".", ",");
    return `M-${100 + (at % 12)};${film};${rating};${13 + (at % 12)}.05.2024;m${at}@example.org`;
  }),
].join("\n");

let workshop: Workshop;
let launched: Launched;
beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  workshop = await openWorkshop();
  await writeFile(workshop.path("ratings 2024-05.csv"), ticketDesk);
  launched = await launch();
  await heading(launched.page, "Welcome to Marquee").waitFor();
  await launched.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setContentSize(1440, 900),
  );
});
afterAll(async () => {
  await launched?.close();
  await workshop?.remove();
});

/** Changes the look by the page's own settings. */
const setLook = async (page: Page, { theme, language }: (typeof looks)[number]): Promise<void> => {
  await goTo(page, "/settings");
  await page.getByRole("combobox").first().click();
  await page.getByRole("option", { name: language === "en" ? "English" : "简体中文" }).click();
  const wanted = { en: { light: "Light", dark: "Dark" }, "zh-CN": { light: "浅色", dark: "深色" } };
  const words = wanted[language as "en" | "zh-CN"][theme as "light" | "dark"];
  await page.getByText(words, { exact: true }).click();
  await page.waitForFunction(
    (scheme) => document.documentElement.dataset.mantineColorScheme === scheme,
    theme,
  );
};

const look = async (page: Page, name: string): Promise<void> => {
  await untilQuiet(page);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null))).then(() => undefined),
  );
  await page.screenshot({ path: join(pictures, `${name}.png`) });
  await expectAccessible(page);
};

const fileName = (screen: string, { theme, language }: (typeof looks)[number]): string =>
  `${screen}-${theme}-${language}`;

describe("without a library", () => {
  test.each(looks)("$look", async (each) => {
    const { page } = launched;
    await setLook(page, each);
    await goTo(page, "/welcome");
    await look(page, fileName("welcome", each));
  });
});

describe("an empty library", () => {
  test("teaches the next step", async () => {
    const { app, page } = launched;
    await setLook(page, looks[0] as (typeof looks)[number]);
    await goTo(page, "/welcome");
    await app.evaluate(({ dialog }, path) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
    }, workshop.path("Empty.marquee"));
    await page.getByRole("button", { name: "New library…" }).click();
    await page.getByRole("heading", { name: "No films yet" }).waitFor();
    for (const name of [
      "library",
      "audience",
      "models",
      "preferences-choose",
      "schedule",
      "exports",
      "import",
    ]) {
      await goTo(page, screens[name] as string);
      await look(page, `empty-${name}`);
    }
  });
});

describe("the sample library, with a model and a plan", () => {
  beforeAll(async () => {
    const { app, page } = launched;
    const library = await sampleLibrary(workshop);
    await app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
    }, library);
    await page.getByRole("button", { name: "Empty" }).click();
    await page.getByRole("menuitem", { name: /^Open library/ }).click();
    await untilShown(page, "3,000 members");
    await train(page);
    await goTo(page, screens["preferences-what-if"] as string);
    await page.getByRole("button", { name: /^Train “/ }).click();
    await page.getByRole("region", { name: /^What if/ }).waitFor({ timeout: 60_000 });
    await goTo(page, "/schedule");
    await page.getByRole("button", { name: "Plan week" }).first().click();
    await page.getByText(/^At most .+ within/).waitFor({ timeout: 110_000 });
    await page.getByRole("button", { name: "Save version…" }).click();
    await page.getByRole("textbox", { name: "Note" }).fill("First draft");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("version 1", { exact: false }).first().waitFor();
  }, 300_000);

  describe.each(looks)("$look", (each) => {
    beforeAll(() => setLook(launched.page, each));

    test.each(Object.keys(screens))("%s", async (screen) => {
      const { page } = launched;
      await goTo(page, screens[screen] as string);
      await page.getByRole("main").getByRole("heading", { level: 1 }).waitFor();
      const sign = awaited[screen];
      if (sign) await page.getByRole("main").locator(sign).first().waitFor({ timeout: 60_000 });
      await look(page, fileName(screen, each));
    });

    test("a table being mapped", async () => {
      const { app, page } = launched;
      await goTo(page, "/import");
      await answerDialogs(app, { open: workshop.path("ratings 2024-05.csv") });
      await page.getByRole("button", { name: /^(Choose a file…|选择文件…)$/ }).click();
      await page.getByRole("grid").getByText("The Glass Orchard").first().waitFor();
      await look(page, fileName("import-wizard", each));
      await page.getByRole("button", { name: /^(Choose another|另选数据)$/ }).click();
    });

    test("what is said of a film: read, quoted, and what to do about it as a brief", async () => {
      const { app, page } = launched;
      await goTo(page, "/reputation/film/15");
      const read = page
        .getByRole("main")
        .getByRole("button", { name: /^(Read [\d,]+ texts|分析 [\d,]+ 条文字)$/ });
      const film = page.getByRole("heading", { level: 2, name: /^(Sugar for the Horses|给马的糖)$/ });
      await read.or(film).first().waitFor();
      if (await read.isVisible()) await read.click();
      await film.waitFor({ timeout: 60_000 });
      await page
        .getByRole("heading", { name: /^(Do more texts go before|讨论增多之后)/ })
        .waitFor({ timeout: 60_000 });
      await page
        .getByRole("button", { name: /^(Sentences on|谈论)/ })
        .first()
        .click();
      await page.locator("blockquote").first().waitFor();
      await look(page, fileName("reputation-film", each));
      await page.getByText(/^(Guidance|营销建议)$/).click();
      await page
        .getByRole("heading", { name: /^(Where does trouble start|问题从哪里开始)/ })
        .waitFor({ timeout: 60_000 });
      await look(page, fileName("reputation-guidance", each));
      const folder = workshop.path(`briefs ${each.language}`);
      await answerDialogs(app, { open: folder });
      await page.getByRole("button", { name: /^(Write brief|生成简报)/ }).click();
      await page.getByText(/^(Written: |已写入：)/).waitFor({ timeout: 60_000 });
      expect((await readdir(folder)).map((name) => name.replace(/.*\./, "")).sort()).toEqual(["docx", "pdf"]);
      await page
        .getByText(/^(Reputation|口碑)$/)
        .last()
        .click();
    });

    test("a series in one picture, with its way into a document", async () => {
      const { app, page } = launched;
      await goTo(page, "/reputation/series/Tin%20Heart%20Tales?view=picture");
      await page
        .getByRole("heading", { name: /^(At the box office|票房表现)$/ })
        .waitFor({ timeout: 60_000 });
      await look(page, fileName("reputation-picture", each));
      const folder = workshop.path(`pictures ${each.language}`);
      await answerDialogs(app, { open: folder });
      await page.getByRole("button", { name: /^(Write as PDF|生成 PDF)/ }).click();
      // A notice of files written may still be that of the test before.
      const kinds = async (): Promise<string[]> =>
        (await readdir(folder).catch(() => [])).map((name) => name.replace(/.*\./, "")).sort();
      await expect.poll(kinds, { timeout: 60_000 }).toEqual(["docx", "pdf"]);
    });

    test("the week at a glance, the palette", async () => {
      const { page } = launched;
      await goTo(page, "/schedule");
      await page.getByRole("tablist").first().getByRole("tab").nth(7).click();
      await look(page, fileName("week", each));
      await page.getByRole("tablist").first().getByRole("tab").first().click();
      await page.locator("button[data-showing]").nth(3).focus();
      await look(page, fileName("showing", each));
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").getByRole("textbox").waitFor();
      await look(page, fileName("palette", each));
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    });
  });

  test("none of it wrote an error or broke the security policy", () => {
    expect(launched.complaints).toEqual([]);
  });
});
