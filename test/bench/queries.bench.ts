/**
 * Questions to a library of a national chain's size, through the data service's own handlers: median and p95 of each.
 *
 *   node test/bench/queries.bench.ts [million interactions = 25]
 */
import { statSync } from "node:fs";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { columnsOf } from "../../electron/data/columns/library-columns.ts";
import { handlersOf } from "../../electron/data/handlers.ts";
import { ensureFilmWords } from "../../electron/data/search/film-words.ts";
import type { Session } from "../../electron/data/session.ts";
import { readMigrations } from "../../electron/data/store/library.ts";
import { LibraryWatch } from "../../electron/data/store/watch.ts";
import { root } from "../../scripts/runtime/places.ts";
import type { Call, Method } from "../../shared/contract/wire.ts";
import { seededRandom } from "../../shared/domain/random.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import { largeLibrary } from "./large-library.ts";

const millions = Number(process.argv[2] ?? 25);
const file = "00000000-0000-4000-8000-000000000000";
const call = {
  signal: new AbortController().signal,
  progress: () => {},
  block: async () => {},
} as Call<Method>;
const path = largeLibrary(millions);
const session: Session = {
  library: null,
  files: new Map([[file, path]]),
  printPdf: () => Promise.reject(new Error("no printer")),
};
const handlers = handlersOf(
  session,
  new LibraryWatch(session),
  readMigrations(join(root, "electron/migrations")),
  join(root, "assets"),
);
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
const memory = (): number => {
  collect();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return (heapUsed + external + arrayBuffers) / 2 ** 20;
};

let missed = 0;
const line = (name: string, figures: string, limit: string, ok: boolean): void => {
  if (!ok) missed++;
  console.log(`${name.padEnd(52)} ${figures.padEnd(56)} ${limit} ${ok ? "" : "MISSED"}`.trimEnd());
};
interface Taken {
  readonly ms: number;
  /** Of this thread: what the computer does beside says nothing about it. */
  readonly cpu: number;
}
const timed = async (what: () => unknown): Promise<Taken> => {
  const start = performance.now();
  const before = process.threadCpuUsage();
  await what();
  const { user, system } = process.threadCpuUsage(before);
  return { ms: performance.now() - start, cpu: (user + system) / 1000 };
};
const summary = (name: string, limitMs: number | null, taken: readonly Taken[]): void => {
  const at = (share: number, of: keyof Taken): number => {
    const sorted = taken.map((one) => one[of]).sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number;
  };
  const p95 = at(0.95, "ms");
  const figures = `median ${at(0.5, "ms").toFixed(1)} ms, p95 ${p95.toFixed(1)} ms (cpu ${at(0.5, "cpu").toFixed(1)}, ${at(0.95, "cpu").toFixed(1)})`;
  line(name, figures, limitMs === null ? "" : `<= ${limitMs} ms`, limitMs === null || p95 <= limitMs);
};
/** Each call asks something new, so that no answer comes from an earlier one. */
const measure = async (
  name: string,
  limitMs: number,
  times: number,
  what: (turn: number) => unknown,
): Promise<void> => {
  const taken: Taken[] = [];
  for (let turn = 0; turn < times; turn++) taken.push(await timed(() => what(turn)));
  summary(name, limitMs, taken);
};
const once = async (name: string, limitMs: number | null, what: () => unknown): Promise<void> => {
  const { ms, cpu } = await timed(what);
  line(
    name,
    `${(ms / 1000).toFixed(2)} s (cpu ${(cpu / 1000).toFixed(2)})`,
    limitMs === null ? "" : `<= ${limitMs / 1000} s`,
    limitMs === null || ms <= limitMs,
  );
};
/** The longest that anything else would have waited. */
const blocking = async (name: string, limitMs: number, what: () => unknown): Promise<void> => {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const { ms, cpu } = await timed(what);
  await setTimeout(20);
  delay.disable();
  const longest = delay.max / 1e6;
  line(
    name,
    `${(ms / 1000).toFixed(1)} s (cpu ${(cpu / 1000).toFixed(1)}), others wait ${longest.toFixed(0)} ms`,
    `<= ${limitMs} ms`,
    longest <= limitMs,
  );
};

const random = seededRandom(7);
const page = { offset: 0, limit: 200 };
const films = { search: "", filters: [], order: "title" as const, descending: false, ...page };
const members = { search: "", segment: null, filters: [], order: "id" as const, descending: false, ...page };

const connection = () => (session.library as NonNullable<Session["library"]>).db;
const open = async () =>
  valueOrThrow(await handlers.openLibrary({ file, readOnly: false, withoutBackup: false }, call));
const firstCount = (turn: number) =>
  handlers.countRule(
    {
      rule: {
        type: "all",
        of: [
          { type: "genre", genre: turn % 2 ? "Action" : "Drama", measure: "share", from: 0.3, to: null },
          { type: "film", film: 1 + turn, did: "rated", from: 4, to: null },
          { type: "number", column: "ratings", from: 3, to: null },
        ],
      },
    },
    call,
  );

const before = memory();
await once("open for the first time, and first page of films", 2000, async () => {
  await open();
  await handlers.listFilms(films, call);
});
await once("first page of members", null, () => handlers.listMembers(members, call));
await blocking("figures of every film and member, in background", 50, () =>
  columnsOf(connection()).settled(),
);
await blocking("words of every film, in background", 50, () => ensureFilmWords(connection()));
await handlers.listFilms(films, call);
await handlers.listMembers(members, call);
await handlers.listFilms({ ...films, search: "quiet" }, call);

/** As every later start finds it. */
const opened: Taken[] = [];
const counted: Taken[] = [];
const closed: Taken[] = [];
for (let turn = 0; turn < 7; turn++) {
  closed.push(await timed(() => handlers.closeLibrary({}, call)));
  opened.push(
    await timed(async () => {
      await open();
      await handlers.listFilms(films, call);
    }),
  );
  counted.push(await timed(() => firstCount(turn)));
}
summary("close (its seal included)", null, closed);
summary("open, and first page of films", 2000, opened);
summary("first segment count, at once after opening", 300, counted);
await handlers.closeLibrary({}, call);
await open();
await blocking("reading ahead after opening", 50, () => columnsOf(connection()).warm());
await once("first page of members, read ahead", 100, () => handlers.listMembers(members, call));
const db = connection();
const count = (table: string): string =>
  (db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number).toLocaleString("en");

const words = "lantern quiet orbit river winter paper moon garden silent hollow amelie lodz etoile".split(
  " ",
);
const han = [..."灯笼街静轨河夜港湾玻璃冬末班列车纸月无声花园"];
const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
await measure("title search, Latin", 30, 60, (turn) =>
  handlers.listFilms({ ...films, search: `${pick(words)} ${pick(words).slice(0, 1 + (turn % 4))}` }, call),
);
await measure("title search, two Chinese characters", 30, 60, () =>
  handlers.listFilms({ ...films, search: pick(han) + pick(han) }, call),
);
await measure("title search, one letter", 30, 20, (turn) =>
  handlers.listFilms({ ...films, search: String.fromCharCode(97 + turn) }, call),
);
await measure("film page", 50, 100, () =>
  handlers.film({ film: 1 + Math.floor(100_000 * random() ** 2) }, call),
);
await measure("film page, the ten most popular", 50, 10, (turn) => handlers.film({ film: 1 + turn }, call));
await measure("member page", 50, 100, () =>
  handlers.member({ member: 1 + Math.floor(millions * 40_000 * random()) }, call),
);

const filmOrders = [
  "year",
  "releaseDate",
  "runtime",
  "ratings",
  "meanRating",
  "tickets",
  "admissions",
  "gross",
  "certificate",
  "distributor",
] as const;
await measure("films sorted by another column", 100, 20, (turn) =>
  handlers.listFilms(
    { ...films, order: filmOrders[turn % 10] as (typeof filmOrders)[number], descending: turn >= 10 },
    call,
  ),
);
const memberOrders = [
  "joined",
  "area",
  "ratings",
  "meanRating",
  "films",
  "lastAt",
  "occupation",
  "firstAt",
] as const;
await measure("members sorted by another column", 100, 16, (turn) =>
  handlers.listMembers(
    { ...members, order: memberOrders[turn % 8] as (typeof memberOrders)[number], descending: turn >= 8 },
    call,
  ),
);
await measure("films filtered by genre and year", 100, 20, (turn) =>
  handlers.listFilms(
    {
      ...films,
      filters: [
        { type: "values", column: "genres", values: ["Drama", "War"] },
        { type: "range", column: "year", from: 1970 + turn, to: 2020 },
      ],
    },
    call,
  ),
);
await measure("members filtered by area and last seen", 100, 20, (turn) =>
  handlers.listMembers(
    {
      ...members,
      filters: [
        { type: "values", column: "area", values: [`Area ${turn}`, `Area ${turn + 1}`] },
        { type: "dates", column: "lastAt", from: "2025-01-01", to: null },
      ],
    },
    call,
  ),
);
await measure("facets of films", 100, 20, (turn) =>
  handlers.filmFacets(
    {
      search: "",
      filters: [{ type: "range", column: "year", from: 1990 + turn, to: null }],
      columns: ["genres", "keywords", "certificate", "language", "studio", "distributor", "year", "ratings"],
      find: "",
      limit: 12,
    },
    call,
  ),
);
await measure("facets of members", 100, 20, (turn) =>
  handlers.memberFacets(
    {
      search: "",
      segment: null,
      filters: [{ type: "range", column: "ratings", from: turn, to: null }],
      columns: ["ageBand", "gender", "area", "occupation", "ratings", "lastAt"],
      find: "",
      limit: 12,
    },
    call,
  ),
);
await measure("edit of one film, and its page of the table", 100, 10, async (turn) => {
  await handlers.editFilms(
    {
      targets: { films: [500 + turn] },
      change: {
        set: { runtime: 61 + turn },
        addGenres: [],
        removeGenres: [],
        addKeywords: [],
        removeKeywords: [],
      },
    },
    call,
  );
  await handlers.listFilms(films, call);
});
const genres = "Drama Comedy War Horror Thriller Romance Musical Western Crime Fantasy".split(" ");
await measure("segment count: area, last seen, ratings", 300, 20, (turn) =>
  handlers.countRule(
    {
      rule: {
        type: "all",
        of: [
          { type: "text", column: "area", values: [`Area ${turn}`, "Area 1", "Area 2"] },
          { type: "ago", column: "lastAt", from: null, to: 90 + turn },
          { type: "number", column: "ratings", from: 5, to: null },
        ],
      },
    },
    call,
  ),
);
await measure("segment count: two genres, a popular film", 300, 10, (turn) =>
  handlers.countRule(
    {
      rule: {
        type: "all",
        of: [
          { type: "genre", genre: genres[turn] as string, measure: "share", from: 0.2, to: null },
          {
            type: "any",
            of: [
              { type: "film", film: 1 + turn, did: "rated", from: 4, to: null },
              {
                type: "genre",
                genre: genres[(turn + 5) % 10] as string,
                measure: "count",
                from: 4,
                to: null,
              },
            ],
          },
        ],
      },
    },
    call,
  ),
);
await blocking("clusters by taste", 50, () => handlers.proposeClusters({ k: null, seed: 1 }, call));
await measure("blocks of ratings, read", 3000, 5, () => handlers.ratings({}, call));
const held = memory() - before;
line("memory of columns and answers", `${held.toFixed(0)} MiB`, "<= 400 MiB", held <= 400);
console.log(
  `\n${millions} M library: ${count("film")} films, ${count("member")} members, ${count("interaction")} interactions, ${count("showing")} showings, ${count("attendance_day")} days, ${(statSync(path).size / 2 ** 20).toFixed(0)} MiB on disk; resident ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MiB.`,
);
await handlers.closeLibrary({}, call);
process.exitCode = missed === 0 ? 0 : 1;
