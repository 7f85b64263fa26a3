/**
 * The taste map of a made-up library in the real application: seconds until it is there, the longest time in which the page did not
 * answer meanwhile, frames while it is dragged and zoomed, and how soon a point under the pointer is told.
 *
 *   node test/bench/map.bench.ts [points = 200000]
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeLibrary, createLibrary, readMigrations } from "../../electron/data/store/library.ts";
import { root } from "../../scripts/runtime/places.ts";
import { seededRandom } from "../../shared/domain/random.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import { launch } from "../e2e/launch.ts";
import { type PageRecord, type PageTask, recordPage } from "./page-tasks.ts";

const points = Number(process.argv[2] ?? 200_000);
const films = Math.min(10_000, Math.floor(points / 4));
const members = points - films;
const ratingsAMember = 8;
const genres =
  "Action Animation Comedy Crime Documentary Drama Horror Musical Romance Sci-Fi War Western".split(" ");
const folder = mkdtempSync(join(tmpdir(), "marquee-map-"));
const path = join(folder, "map.marquee");

const writeLibrary = (): void => {
  const library = valueOrThrow(createLibrary(path, readMigrations(join(root, "electron/migrations"))));
  const { db } = library;
  const random = seededRandom(1);
  const film = db.prepare("INSERT INTO film (id, title, year, language) VALUES (?, ?, ?, ?)");
  const genre = db.prepare("INSERT INTO film_genre VALUES (?, ?)");
  const member = db.prepare("INSERT INTO member (id, key) VALUES (?, ?)");
  const rating = db.prepare(
    "INSERT OR IGNORE INTO interaction (member, film, kind, at, value) VALUES (?, ?, 0, ?, ?)",
  );
  db.transaction(() => {
    for (const [at, name] of genres.entries())
      db.prepare("INSERT INTO genre VALUES (?, ?)").run(at + 1, name);
    for (let id = 1; id <= films; id++) {
      film.run(id, `Film ${id}`, 1950 + (id % 75), id % 5 === 0 ? "zh" : "en");
      genre.run(id, 1 + (id % genres.length));
      if (id % 3 === 0) genre.run(id, 1 + ((id + 5) % genres.length));
    }
    for (let id = 1; id <= members; id++) {
      member.run(id, Buffer.from(`m${id}`));
      for (let n = 0; n < ratingsAMember; n++) {
        const any = 1 + Math.floor(films * random() ** 2);
        // Three of four are of the member's own genre.
        const own = any - (any % genres.length) + (id % genres.length);
        const chosen = random() < 0.75 && own >= 1 && own <= films ? own : any;
        rating.run(id, chosen, 1_600_000_000 + n, 2 + Math.floor(random() * 4));
      }
    }
    db.exec("UPDATE setting SET value = '1' WHERE name = 'interaction_revision'");
  })();
  closeLibrary(library);
};

const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? 0;
const report = (name: string, value: string, missed = false): void => {
  if (missed) process.exitCode = 1;
  console.log(`${name.padEnd(44)} ${value}${missed ? "  MISSED" : ""}`);
};

writeLibrary();
try {
  const { app, page, close } = await launch({ args: [path] });
  await page.getByRole("row").nth(5).waitFor();
  // The library counts its figures once, map or not.
  await page.waitForTimeout(5000);
  const frames = await page.evaluateHandle(() => {
    const frames: number[] = [];
    let last = performance.now();
    const tick = (now: number): void => {
      frames.push(now - last);
      last = now;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    return frames;
  });
  const taken = (): Promise<number[]> => frames.evaluate((each) => each.splice(0));
  const tellTasks = ({ tasks }: PageRecord): void => {
    const longest = (of: (task: PageTask) => number): number => Math.max(...tasks.map(of));
    const held = longest(({ wall }) => wall);
    report(
      "longest task of the page meanwhile",
      `${held.toFixed(0)} ms (50), at most ${longest(({ cpu }) => cpu).toFixed(0)} ms of them computed`,
      held > 50,
    );
  };
  const tasksOfOpening = await recordPage(app);
  const began = performance.now();
  await page.evaluate(() => {
    location.hash = "/preferences/map";
  });
  const map = page.getByRole("application");
  await map.waitFor({ timeout: 300_000 });
  report(
    `map of ${points} points`,
    `${((performance.now() - began) / 1000).toFixed(1)} s, drawn by ${await map.getAttribute("data-way")}`,
  );
  await page.waitForTimeout(1000);
  tellTasks(await tasksOfOpening());

  const tasksOfMoving = await recordPage(app);
  const box = await map.boundingBox();
  if (!box) throw new Error("the map has no place");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  for (const [name, move] of [
    [
      "drag",
      async () => {
        await page.mouse.move(x, y);
        await page.mouse.down();
        for (let n = 0; n < 150; n++) {
          await page.mouse.move(x + 120 * Math.sin(n / 12), y + 80 * Math.cos(n / 12));
          await page.waitForTimeout(12);
        }
        await page.mouse.up();
      },
    ],
    [
      "zoom",
      async () => {
        for (let n = 0; n < 100; n++) {
          await page.mouse.wheel(0, n < 50 ? -40 : 40);
          await page.waitForTimeout(14);
        }
      },
    ],
  ] as const) {
    await taken();
    await move();
    const frames = await taken();
    report(
      `frames while one ${name}s`,
      `median ${quantile(frames, 0.5).toFixed(1)} ms (33), p95 ${quantile(frames, 0.95).toFixed(1)} ms (50) of ${frames.length}`,
      quantile(frames, 0.5) > 33.4 || quantile(frames, 0.95) > 50.1,
    );
  }
  tellTasks(await tasksOfMoving());

  const answers: number[] = [];
  for (let n = 0; n < 40; n++) {
    await page.mouse.move(2, 2);
    await page.waitForTimeout(30);
    await page.evaluate(() => {
      const frame = document.querySelector("[role=application]");
      Object.assign(window, { told: 0 });
      new MutationObserver((_, observer) => {
        if (!frame?.querySelector("div b")) return;
        Object.assign(window, { told: performance.now() });
        observer.disconnect();
      }).observe(frame as Element, { childList: true, subtree: true, characterData: true });
      frame?.addEventListener("pointermove", () => Object.assign(window, { asked: performance.now() }), {
        once: true,
        capture: true,
      });
    });
    await page.mouse.move(x + ((n * 37) % 200) - 100, y + ((n * 53) % 160) - 80);
    await page.waitForTimeout(400);
    const { asked, told } = await page.evaluate(() => {
      const { asked, told } = window as unknown as { readonly asked: number; readonly told: number };
      return { asked, told };
    });
    if (told > 0) answers.push(told - asked);
  }
  report(
    `a point told under the pointer, ${answers.length} times`,
    `median ${quantile(answers, 0.5).toFixed(0)} ms, p95 ${quantile(answers, 0.95).toFixed(0)} ms (50)`,
    quantile(answers, 0.95) > 50,
  );
  await close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
