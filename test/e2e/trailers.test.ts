/** Trailers from real video files, decoded by the real browser: every planted cut, and what is no trailer refused by its reason. */
import { mkdir, readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type MadeVideo, madeCuts, makeVideo } from "../fixtures/trailers.ts";
import { expectAccessible } from "./accessibility.ts";
import {
  answerDialogs,
  goTo,
  openWorkshop,
  runBatch,
  sampleLibrary,
  untilQuiet,
  type Workshop,
} from "./journey.ts";
import { type Launched, launch } from "./launch.ts";

const rate = 24;
const grounds = ["#f0e0c0", "#203050", "#c04020", "#404040", "#70a050", "#e8e8f0", "#101820"];
const video = (seconds: readonly number[], rest: Partial<MadeVideo> = {}): MadeVideo => ({
  shots: seconds.map((length, n) => ({
    seconds: length,
    ground: grounds[n % grounds.length] as string,
    box: grounds[(n + 3) % grounds.length] as string,
  })),
  container: "mp4",
  codec: "avc",
  framesPerSecond: rate,
  width: 320,
  height: 180,
  ...rest,
});
const made = {
  "1 trailer.mp4": video([2, 1, 0.5, 0.25, 1.5, 3], { bars: 0.12 }),
  "2.webm": video([1, 1, 1, 1, 1, 1], { container: "webm", codec: "vp8" }),
  "3 teaser.webm": video([4, 4], { container: "webm", codec: "vp9" }),
};

let workshop: Workshop;
let launched: Launched;
let library: string;
beforeAll(async () => {
  workshop = await openWorkshop();
  library = await sampleLibrary(workshop);
  launched = await launch();
  const home = workshop.path("trailers");
  await mkdir(join(home, "damaged"), { recursive: true });
  for (const [name, each] of Object.entries(made)) await makeVideo(launched.page, join(home, name), each);
  const whole = await readFile(join(home, "1 trailer.mp4"));
  const coded = Buffer.from(whole.toString("latin1").replaceAll("avc1", "xvid"), "latin1");
  await writeFile(join(home, "damaged", "4.mp4"), coded);
  await writeFile(join(home, "damaged", "5.mp4"), "This is a text.");
  await writeFile(join(home, "damaged", "6.webm"), await readFile(join(home, "3 teaser.webm")));
  await truncate(
    join(home, "damaged", "6.webm"),
    Math.floor((await readFile(join(home, "damaged", "6.webm"))).length / 2),
  );
  await makeVideo(launched.page, join(home, "damaged", "7.mp4"), video([1]));
  await writeFile(join(home, "Nobody Knows This One (1999).mp4"), whole);
});
afterAll(async () => {
  await launched?.close();
  await workshop?.remove();
});

interface Reported {
  readonly trailers: readonly {
    readonly film: number;
    readonly name: string;
    readonly seconds: number;
    readonly shots: number;
    readonly cuts: readonly number[];
    readonly figures: Readonly<Record<string, number>>;
    readonly curves: Readonly<Record<string, readonly number[]>>;
  }[];
}

test("a folder of videos is read in batch: each planted cut within a frame, and nothing else", async () => {
  const result = await runBatch<Record<string, unknown>>(
    ...["trailers", "read", "--library", library, "--source", workshop.path("trailers"), "--json"],
  );
  expect(result).toMatchObject({ found: 8, read: 3, unnamed: ["Nobody Knows This One (1999).mp4"] });
  expect(result.failed).toMatchObject([
    { film: 4, problem: "codec" },
    { film: 5, problem: "notVideo" },
    { film: 6, problem: "damaged" },
    { film: 7, problem: "tooShort" },
  ]);
  const { trailers } = await runBatch<Reported>("trailers", "report", "--library", library, "--json");
  expect(trailers.map(({ film }) => film).sort()).toEqual([1, 2, 3]);
  for (const { name, cuts, seconds, shots } of trailers) {
    const planted = made[name as keyof typeof made];
    const ends = madeCuts(planted);
    expect(cuts.length, name).toBe(ends.length);
    for (const [n, at] of ends.entries())
      expect(Math.abs((cuts[n] as number) - at), `${name} ${at}`).toBeLessThanOrEqual(1 / rate);
    expect(seconds).toBeCloseTo(
      planted.shots.reduce((sum, shot) => sum + shot.seconds, 0),
      1,
    );
    expect(shots).toBe(planted.shots.length);
  }
});

test("in the window a folder is chosen, a film is named by hand, and a reading is removed and brought back", async () => {
  const own = await sampleLibrary(workshop, "Own.marquee");
  const { app, page, complaints, close } = await launch({ args: [own] });
  try {
    await page.getByRole("contentinfo").getByText("3,000 members").waitFor();
    await goTo(page, "/images/trailers");
    await page.getByRole("heading", { name: "No trailer was read yet" }).waitFor();
    await answerDialogs(app, { open: workshop.path("trailers") });
    await page.getByRole("button", { name: "Choose a folder…" }).click();
    await page.getByText("1 file names no film of the library").waitFor();
    const unnamed = page.getByRole("row", { name: /Nobody Knows This One/ });
    await unnamed.getByRole("combobox").fill("Third Knock");
    await page.getByRole("option", { name: /The Third Knock/ }).click();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Read 8 trailers" }).click();
    const outcome = page.getByRole("status").filter({ hasText: "trailers were read" });
    await outcome.waitFor({ timeout: 60_000 });
    expect(await outcome.textContent()).toContain("4 trailers were read.");
    for (const why of [
      "Convert it to H.264",
      "no video file of a known form",
      "was cut off",
      "at least 3 seconds",
    ])
      expect(await outcome.textContent()).toContain(why);
    await page.getByRole("button", { name: /The Third Knock/ }).click();
    await page.getByRole("heading", { level: 2, name: "The Third Knock" }).waitFor();
    await page.getByText("too few to compare").waitFor();
    await page.getByRole("heading", { name: "How fast does it cut?" }).waitFor();
    await untilQuiet(page);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Remove", exact: true }).click();
    await page.getByRole("button", { name: /The Third Knock/ }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: /The Third Knock/ }).waitFor();
    expect(complaints).toEqual([]);
  } finally {
    await close();
  }
});
