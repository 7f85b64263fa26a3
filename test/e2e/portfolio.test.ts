/** Concepts chosen as a portfolio: of a library that knows revenues, and of one that knows only members. */
import { readdir } from "node:fs/promises";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PortfolioDecision, PortfolioPlan } from "../../shared/domain/portfolio.ts";
import { normal, seededRandom } from "../../shared/domain/random.ts";
import { expectAccessible } from "./accessibility.ts";
import { goTo, openWorkshop, runBatch, sampleLibrary, untilShown, type Workshop } from "./journey.ts";
import { type Launched, launch } from "./launch.ts";

const concepts = [
  { id: "a", title: "Harbour", genres: ["Comedy"], year: 2030, month: 3, runtime: 100, budget: 8e6 },
  { id: "b", title: "Winter", genres: ["Drama"], year: 2030, month: 3, runtime: 100, budget: 9e6 },
  { id: "c", title: "Lantern", genres: ["Comedy"], year: 2030, month: 6, runtime: 100, budget: 20e6 },
  { id: "d", title: "Quarry", genres: ["Drama"], year: 2030, month: 9, runtime: 100, budget: null },
];

/** Comedies earn more than dramas, and any film may fail: half of its revenue comes back. */
const withOutcomes = (library: string): void => {
  const db = new Database(library);
  const random = seededRandom(3);
  db.transaction(() => {
    const film = db.prepare(
      `INSERT INTO film (id, title, year, release_date, runtime, budget, revenue, vote_average, vote_count)
       VALUES (?, ?, ?, ?, 100, ?, ?, 6, 0)`,
    );
    const genre = db.prepare("INSERT INTO film_genre SELECT ?, id FROM genre WHERE name = ?");
    db.exec("INSERT OR IGNORE INTO genre (name) VALUES ('Comedy'), ('Drama')");
    for (let n = 0; n < 500; n++) {
      const [id, year, comedy] = [10_000 + n, 2000 + Math.floor(n / 20), n % 2 === 0];
      const budget = Math.round(Math.exp(16 + 0.7 * normal(random)));
      const revenue = Math.round(budget * (comedy ? 3 : 2.2) * Math.exp(normal(random)));
      film.run(id, `Past ${n} of many`, year, `${year}-0${1 + (n % 9)}-01`, budget, revenue);
      genre.run(id, comedy ? "Comedy" : "Drama");
    }
  })();
  db.close();
};
const withConcepts = (library: string): void => {
  const db = new Database(library);
  const keep = db.prepare("INSERT INTO concept (id, ordinal, facts) VALUES (?, ?, ?)");
  for (const [at, { id, ...facts }] of concepts.entries()) keep.run(id, at + 1, JSON.stringify(facts));
  db.close();
};

interface Told {
  readonly worth: string;
  readonly plans: readonly PortfolioPlan[];
  readonly picked: number;
  readonly decisions: readonly PortfolioDecision[];
}

let workshop: Workshop;
let known: string;
let members: string;
beforeAll(async () => {
  workshop = await openWorkshop();
  [known, members] = [await sampleLibrary(workshop), await sampleLibrary(workshop, "members.marquee")];
  withOutcomes(known);
  for (const library of [known, members]) withConcepts(library);
}, 120_000);
afterAll(() => workshop?.remove());

test("a budget decides in batch, and the memo is written in either language", async () => {
  const out = workshop.path("memo");
  const asked = ["concept", "portfolio", "--library", known, "--out", out, "--budget", "20e6"] as const;
  const told = await runBatch<Told>(...asked, "--caution", "0");
  expect(told.worth).toBe("revenue");
  for (const { cost, low, high } of told.plans) {
    expect(cost).toBeLessThanOrEqual(20e6);
    expect(low).toBeLessThan(high);
  }
  const of = (id: string) => told.decisions.find((each) => each.id === id);
  expect(of("d")).toMatchObject({ chosen: false, heldBy: "cost" });
  expect(told.decisions.some(({ chosen }) => chosen)).toBe(true);
  await runBatch(...asked, "--language", "zh-CN", "--memo", "acquisition");
  expect((await readdir(out)).map((name) => name.replace(/\s\d{4}.*\./, ".")).sort()).toEqual(
    ["Green-light memo.docx", "Green-light memo.pdf", "购片备忘录.docx", "购片备忘录.pdf"].sort(),
  );
}, 120_000);

test("without revenues plans are weighed by members, once a model of films by content says who would come", async () => {
  await runBatch("train", "--library", members, "--model", "content-ridge");
  const told = await runBatch<Told>("concept", "portfolio", "--library", members);
  expect(told.worth).toBe("audience");
  expect(told.plans[0]?.mean).toBeGreaterThan(0);
}, 120_000);

describe("the page", () => {
  let window: Launched;
  beforeAll(async () => {
    window = await launch({ args: [known] });
  }, 60_000);
  afterAll(() => window?.close());

  test("decides beforehand, takes it back, picks another plan; nothing is held against it by axe", async () => {
    const { page, complaints } = window;
    await untilShown(page, "3,000 members");
    await goTo(page, "/production/portfolio");
    const stand = page.getByRole("combobox", { name: "Decided of Winter" });
    await stand.waitFor({ timeout: 60_000 });
    await stand.click();
    await page.getByRole("option", { name: "Never" }).click();
    await page.getByText("You decided that it is never in.").waitFor();
    await page.getByRole("button", { name: /undo/i }).first().click();
    await page.getByText("You decided that it is never in.").waitFor({ state: "detached" });
    const safest = page.getByRole("radio", { name: "Least downside" });
    await safest.check();
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>("tr[data-chosen] input[type=radio]")?.checked,
    );
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  }, 120_000);
});
