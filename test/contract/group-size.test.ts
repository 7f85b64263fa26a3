/**
 * Which methods and batch commands tell figures of groups of members, and that none tells of a group below the minimum.
 * Every method stands in one of the lists below: a new one must be put there, with its proof where it tells of groups.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { handlersOf } from "../../electron/data/handlers.ts";
import type { Session } from "../../electron/data/session.ts";
import { closeLibrary, createLibrary, readMigrations } from "../../electron/data/store/library.ts";
import { LibraryWatch } from "../../electron/data/store/watch.ts";
import { commands } from "../../electron/main/command-line.ts";
import { matrix } from "../../renderer/app/batch/matrix.ts";
import { films, segments } from "../../renderer/app/batch/tables.ts";
import { watch } from "../../renderer/app/batch/watch.ts";
import { openEngines } from "../../renderer/models/engine.ts";
import { learnedHandlers } from "../../renderer/workers/learned-handlers.ts";
import { type DataClient, dataContract } from "../../shared/contract/data.ts";
import { hostContract } from "../../shared/contract/host.ts";
import { type LearnedClient, learnedContract } from "../../shared/contract/learned.ts";
import { schedulingContract } from "../../shared/contract/scheduling.ts";
import { ModelCard } from "../../shared/contract/training.ts";
import { connect, type Port, serve } from "../../shared/contract/wire.ts";
import { usualMinimum } from "../../shared/domain/privacy.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";

const root = join(import.meta.dirname, "../..");
const migrations = readMigrations(join(root, "electron/migrations"));
const portOf = (port: MessagePort): Port => ({
  post: (message) => port.postMessage(message),
  onMessage: (listener) => void port.on("message", listener),
  onClose: (listener) => void port.on("close", listener),
  close: () => port.close(),
});
const fail = (error: unknown): never => {
  throw error;
};

/** A library in which 45 members came to 12 films, and few of them to some: */
const few = { film: 1, fewer: 2, segment: 1, area: "Quay", members: [1, 2, 3] } as const;
const many = { film: 3, segment: 2, area: "Hill" } as const;
const crowd = 45;

let home: string;
let session: Session;
let data: DataClient;
let training: LearnedClient;
const channels = [new MessageChannel(), new MessageChannel()] as const;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "groups-"));
  const library = valueOrThrow(createLibrary(join(home, "a.marquee"), migrations));
  const { db } = library;
  db.transaction(() => {
    db.exec("INSERT INTO genre (id, name) VALUES (1, 'Drama'), (2, 'War')");
    for (let film = 1; film <= 12; film++) {
      db.prepare("INSERT INTO film (id, title, year) VALUES (?, ?, ?)").run(
        film,
        `Film ${film}`,
        2000 + film,
      );
      db.prepare("INSERT INTO film_genre VALUES (?, ?)").run(film, 1 + (film % 2));
    }
    db.exec("INSERT INTO segment (id, name, rule) VALUES (1, 'Few', '{}'), (2, 'Many', '{}')");
    for (let member = 1; member <= crowd; member++) {
      const area = member <= 3 ? few.area : many.area;
      db.prepare("INSERT INTO member (id, key, area, joined) VALUES (?, ?, ?, '2020-01-01')").run(
        member,
        Buffer.from(`member ${member}`),
        area,
      );
      db.prepare("INSERT INTO segment_member VALUES (?, ?)").run(member <= 3 ? 1 : 2, member);
      for (let film = 1; film <= 12; film++) {
        if ((film === few.film && member > 3) || (film === few.fewer && member > 5)) continue;
        const value = 1 + ((member * film) % 9) / 2;
        const at = 1_600_000_000 + member * 86_400 + film;
        db.prepare("INSERT INTO interaction (member, film, kind, at, value) VALUES (?, ?, 0, ?, ?)").run(
          member,
          film,
          at,
          value,
        );
        db.prepare("INSERT INTO interaction (member, film, kind, at, value) VALUES (?, ?, 1, ?, 2)").run(
          member,
          film,
          at,
        );
        db.prepare("INSERT INTO tag (member, film, text, at) VALUES (?, ?, 'fine', ?)").run(member, film, at);
        db.prepare(
          "INSERT INTO review (film, member, channel, language, at, rating, text) VALUES (?, ?, 'review', 'en', ?, ?, 'so')",
        ).run(film, member, at, value);
      }
    }
    db.exec(
      "INSERT INTO film_match (film, candidate, score, evidence) VALUES (1, 3, 0.9, '[]'); INSERT INTO film_key (source, key, film) VALUES ('a', '1', 1), ('a', '3', 3)",
    );
    db.exec("INSERT INTO rating_scale VALUES (1, 0.5, 5, 0.5)");
    db.exec("UPDATE setting SET value = '1' WHERE name = 'interaction_revision'");
  })();
  session = { library, files: new Map(), printPdf: () => Promise.reject(new Error("nothing to print")) };
  session.files.set(file, library.path);
  const handlers = handlersOf(session, new LibraryWatch(session), migrations, join(root, "assets"));
  serve(portOf(channels[0].port1), dataContract, handlers, fail);
  data = connect(portOf(channels[0].port2), dataContract);
  const worker = learnedHandlers(openEngines({}), Promise.resolve(data));
  serve(portOf(channels[1].port1), learnedContract, worker, fail);
  training = connect(portOf(channels[1].port2), learnedContract);
  await settled();
}, 120_000);
afterAll(() => {
  for (const { port1 } of channels) port1.close();
  if (session.library) closeLibrary(session.library);
  rmSync(home, { recursive: true });
});

const file = "00000000-0000-4000-8000-000000000000";
const page = { offset: 0, limit: 50 };
const settled = async (): Promise<void> => {
  while (valueOrThrow(await data.listFilms(page)).figures !== null)
    await new Promise((resolve) => setTimeout(resolve, 20));
};
/** With ratings of three members later than anything that a model learned from. */
const withFewLater = async (work: () => Promise<unknown>): Promise<void> => {
  const change = (sql: string): void =>
    void session.library?.db.exec(`${sql};
      UPDATE setting SET value = CAST(value + 1 AS TEXT) WHERE name = 'interaction_revision'`);
  change(`INSERT INTO interaction (member, film, kind, at, value)
    SELECT member, film, 0, 1900000000 + film, 5 FROM interaction WHERE member <= 3 AND kind = 0`);
  await work();
  change("DELETE FROM interaction WHERE kind = 0 AND at >= 1900000000");
};

const suppressed = { ok: false, error: { type: "Suppressed", minimum: usualMinimum } };

interface Row {
  readonly id: number;
  readonly ratings: number | null;
  readonly meanRating: number | null;
  readonly tickets: number | null;
  readonly members: number | null;
  readonly lastAt: number | null;
}
const nothing = { ratings: null, meanRating: null, tickets: null, members: null, lastAt: null };
const keepsBack = (rows: readonly Row[]): void => {
  for (const film of [few.film, few.fewer]) expect(rows.find(({ id }) => id === film)).toMatchObject(nothing);
  expect(rows.find(({ id }) => id === many.film)).toMatchObject({ ratings: crowd, members: crowd });
};
const inArea = (area: string) => ({
  type: "all" as const,
  of: [{ type: "text" as const, column: "area" as const, values: [area], not: false }],
});

/** Methods that tell figures of groups of members, each with its proof. */
const groups = {
  listFilms: async () => {
    keepsBack(valueOrThrow(await data.listFilms(page)).rows);
    // Nor does an order or a filter tell which of two has more.
    for (const order of ["ratings", "tickets", "members", "meanRating", "lastAt"] as const) {
      const ordered = valueOrThrow(await data.listFilms({ ...page, order })).rows.map(({ id }) => id);
      const apart = Math.abs(ordered.indexOf(few.film) - ordered.indexOf(few.fewer));
      expect([order, apart]).toEqual([order, 1]);
      for (let from = 2; from < usualMinimum; from++) {
        const filters = [{ type: "range" as const, column: "ratings" as const, from, to: usualMinimum - 1 }];
        expect(valueOrThrow(await data.listFilms({ ...page, filters })).rows).toEqual([]);
      }
    }
  },
  filmTitles: async () =>
    keepsBack(valueOrThrow(await data.filmTitles({ films: [few.film, few.fewer, many.film] })).rows),
  filmFacets: async () => {
    const columns = ["ratings", "tickets", "members", "meanRating", "lastAt"] as const;
    const { facets } = valueOrThrow(await data.filmFacets({ columns: [...columns] }));
    for (const { column, range } of facets)
      if (["ratings", "tickets", "members"].includes(column)) expect([1, crowd]).toContain(range?.min);
    const only = [{ type: "values" as const, column: "source" as const, values: ["nowhere"] }];
    expect(valueOrThrow(await data.filmFacets({ columns: ["ratings"], filters: only })).total).toBe(0);
  },
  film: async () => {
    const told = valueOrThrow(await data.film({ film: few.film }));
    expect(told).toMatchObject({
      ...nothing,
      ratingHistogram: null,
      tags: [{ text: "fine", count: null }],
      reviewsRated: { count: 0, meanRating: null },
    });
    expect(valueOrThrow(await data.film({ film: many.film }))).toMatchObject({
      ratings: crowd,
      tags: [{ count: crowd }],
      reviewsRated: { count: crowd },
    });
  },
  filmMatches: async () => {
    const pairs = (state: "open" | "same") => data.filmMatches({ ...page, state });
    const { matches } = valueOrThrow(await pairs("open"));
    expect(matches.map(({ film, candidate }) => [film.interactions, candidate.interactions])).toEqual([
      [null, 2 * crowd],
    ]);
    const { changeSet } = valueOrThrow(await data.decideMatch({ id: matches[0]?.id ?? 0, same: true }));
    const [merged] = valueOrThrow(await pairs("same")).matches;
    expect([merged?.film.interactions, merged?.candidate.interactions]).toContain(null);
    valueOrThrow(await data.undoChangeSet({ id: changeSet as number }));
    await settled();
  },
  memberFacets: async () => {
    const { facets } = valueOrThrow(await data.memberFacets({ columns: ["area"] }));
    // Of two parts of a whole that is known, the second is kept back with the first.
    expect(facets[0]?.values.map(({ count }) => count)).toEqual([null, null]);
    const filters = [{ type: "values" as const, column: "area" as const, values: [few.area] }];
    const ofFew = valueOrThrow(await data.memberFacets({ columns: ["joined", "ratings"], filters }));
    expect(ofFew.total).toBeNull();
    for (const { known, unknown, range } of ofFew.facets) {
      expect([known, unknown]).not.toContain(few.members.length);
      for (const bin of range?.bins ?? []) expect([0, null]).toContain(bin);
    }
  },
  listSegments: async () =>
    expect(valueOrThrow(await data.listSegments({})).segments).toMatchObject([
      { name: "Many", members: crowd - 3 },
      { name: "Few", members: null },
    ]),
  segmentTexts: async () => {
    const texts = async (film: number) =>
      valueOrThrow(await data.segmentTexts({ film })).segments.map((each) => each.texts?.length ?? null);
    // Few wrote of the one segment, and few beside the other.
    expect(await texts(many.film)).toEqual([null, null]);
    session.library?.db.exec("DELETE FROM review WHERE film = 4 AND member <= 3");
    expect(await texts(4)).toEqual([null, crowd - 3]);
    expect(await texts(few.fewer)).toEqual([null, null]);
  },
  segmentMembers: async () => {
    expect(await data.segmentMembers({ segment: few.segment })).toEqual(suppressed);
    expect(valueOrThrow(await data.segmentMembers({ segment: many.segment })).members.length).toBe(crowd - 3);
  },
  countRule: async () => {
    for (const area of [few.area, many.area])
      expect(valueOrThrow(await data.countRule({ rule: inArea(area) }))).toMatchObject({
        members: null,
        total: crowd,
      });
  },
  proposeClusters: async () => {
    const proposed = await data.proposeClusters({ k: 6, seed: 1 });
    if (!proposed.ok) return expect(proposed.error).toEqual({ type: "TooFew" });
    for (const { members } of proposed.value.clusters)
      expect(members === null || members >= usualMinimum).toBe(true);
  },
  saveMemberList: async () =>
    expect(
      await data.saveMemberList({ name: "Chosen", nameZh: null, members: Int32Array.from(few.members) }),
    ).toEqual(suppressed),
  saveClusters: async () => {
    const proposed = await data.proposeClusters({ k: 6, seed: 1 });
    if (!proposed.ok) return expect(proposed.error).toEqual({ type: "TooFew" });
    const names = proposed.value.clusters.map((_, at) => ({ name: `Cluster ${at}`, nameZh: null }));
    const saved = valueOrThrow(await data.saveClusters({ names, replace: true })).segments;
    const told = proposed.value.clusters.filter(({ members }) => members !== null);
    expect(saved.length).toBe(told.length);
    for (const segment of saved)
      expect(valueOrThrow(await data.segmentMembers({ segment })).members.length).toBeGreaterThanOrEqual(
        usualMinimum,
      );
    for (const id of saved) valueOrThrow(await data.deleteSegment({ id }));
  },
} satisfies Partial<Record<keyof DataClient, () => Promise<unknown>>>;

/** Methods that tell none, by what they tell instead. */
const others = {
  "of members one by one, under their numbers": [
    ...["listMembers", "member", "revealIdentifiers", "giveFeedback", "noteEffects", "listFeedback"],
  ],
  "counts of the rows that the user marked to change": [
    ...["previewMemberEdit", "editMembers", "changeSets", "undoChangeSet", "redoChangeSet", "editHistory"],
    ...["forgetPreview", "forgetMembers"],
  ],
  "counts of the rows of a file": ["importFeedback"],
  "the size of the whole library, or of a copy of it": [
    ...["libraryInfo", "openLibrary", "createLibrary", "createSample", "privacy"],
    ...["backUp", "listBackups", "restorePreview", "restoreBackup", "checkLibrary", "salvageLibrary"],
    ...["forgottenInBackups", "cleanBackups", "saveCopy", "saveCopyToShare"],
  ],
  "rows of sources, by file and rule": [
    ...["previewImport", "tryMapping", "stageImport", "applyImport", "importFiles", "importRuns"],
    ...["importIssues", "importCounts", "rollbackPreview", "rollBackImport", "quarantine"],
    ...["quarantineRules", "exportQuarantine", "lookIntoWarehouse", "warehouseTables", "fetchFromWarehouse"],
    ...["unfinishedFetches", "quarantinedRow", "checkQuarantined", "fixQuarantined", "takeBackFix"],
  ],
  "films, posters, the house and its box office": [
    ...["listGenres", "poster", "previewFilmEdit", "editFilms", "mergeFilms", "splitFilm", "decideMatch"],
    ...[
      "filmTraits",
      ...["releasedFilms", "readConcepts", "listConcepts", "saveConcept", "deleteConcept"],
      ...["portfolioWish", "savePortfolioWish"],
      ...["readAllocation", "listAllocations", "saveAllocation", "deleteAllocation"],
      "posterEmbeddings",
      "embeddedPosters",
      "keepPosterEmbeddings",
      "posterLooks",
      "posterLook",
      ...["foundTrailers", "videoPiece", "keepTrailer", "trailers", "removeTrailer"],
      "imageHead",
      "loadImageHead",
      "keepImageHead",
      "protocolColdFilms",
      "listVenues",
      "weekProblem",
      "attendanceDays",
      ...["addOverrides", "deleteOverride", "listOverrides", "readOverrides"],
      ...["listWindows", "saveTitles", "deleteTitle", "saveCompetitors", "deleteCompetitors"],
      ...["readCompetitors", "readTitles"],
      ...["addCalendar", "deleteHoliday", "holidayRegions", "listHolidays", "saveHoliday", "setVenueRegion"],
      "savePlan",
      "listPlans",
      "loadPlan",
      "planActuals",
      "readPlan",
      "exportPlan",
      "previewExport",
      "nameCompositions",
    ],
    ...["exportTable", "exportText"],
    ...["saveDraft", "loadDraft", "dropDraft"],
    ...["listRules", "saveRules", "deleteRules", "readRules", "writeRules"],
    ...["saveScenario", "listScenarios", "loadScenario", "dropScenario"],
  ],
  "training data for the worker, which no page shows": [
    "ratings",
    "watched",
    "memberGroups",
    "protocolFolds",
    "readInstance",
    "readLabelledTexts",
    ...["readEncoder", "readEncoderWeights"],
    ...["readingState", "storedTexts", "textSubjects", "keepReadings", "keepTextGroups"],
    "taughtTexts",
    "linkNames",
    "visits",
    ...["memberFacts", "listCampaigns", "saveCampaign", "readCampaign", "deleteCampaign"],
    "saidSubjects",
    "changedHistories",
  ],
  "texts on films and venues that enough members wrote of (voices/said.test.ts, labels.test.ts)": [
    "said",
    "shownTexts",
    "textsToLabel",
    "labelText",
  ],
  "models, and how well they predict for everybody": [
    ...["saveModel", "listModels", "loadModel", "deleteModel"],
    ...["keptMap", "keepMap"],
    ...["keepTunedEncoder", "tunedEncoders", "loadTunedEncoder", "deleteTunedEncoder"],
    ...["sentimentModel", "loadSentimentModel", "keepSentimentModel"],
    ...["champions", "promote", "rollBackChampion", "turnPromotion", "noteRetraining", "freshness"],
    ...["keepWatch", "lastWatch"],
    ...["saveSearch", "listSearches", "loadSearch", "dropSearch", "saveTrial"],
    ...["ownDefaults", "keepDefaults", "dropDefaults"],
    ...["saveCheckpoint", "listCheckpoints", "loadCheckpoint", "dropCheckpoint"],
  ],
  "rules, names, settings and whether something was done": [
    ...["segment", "saveSegment", "renameSegment", "deleteSegment", "listViews", "saveView", "deleteView"],
    "readHouseRules",
    ...["aspectWords", "editAspectWords", "resetAspectWords", "readAspectWords"],
    ...["decideLink", "decideLinks"],
    ...["closeLibrary", "discardImport", "listProfiles", "saveProfile", "deleteProfile"],
    ...[
      "dismissQuarantined",
      "setMinimumGroup",
      "ratingScale",
      "keepIdentifiers",
      "checkWarehouse",
      "discardFetch",
    ],
    ...["watchLibrary", "setBackupFolder", "setBackupBudget", "deleteBackup", "revealBackup"],
  ],
} as const;

describe("the data service", () => {
  test("every method stands in exactly one list", () => {
    const listed = [...Object.keys(groups), ...Object.values(others).flat()];
    expect([...listed].sort()).toEqual(Object.keys(dataContract).sort());
  });
  test.each(Object.keys(groups) as (keyof typeof groups)[])(
    "%s tells of no group that is too small",
    async (name) => void (await groups[name]()),
  );
});

describe("the training worker", () => {
  const withContentModel = async (test: () => Promise<void>): Promise<void> => {
    const { card } = valueOrThrow(
      await training.train({ name: "content-ridge", split: "random", holdout: 0.2, engine: "cpu" }),
    );
    try {
      await test();
    } finally {
      valueOrThrow(await data.deleteModel({ id: card.id }));
    }
  };
  const workerGroups = {
    train: async () => {
      const card = ModelCard.parse(valueOrThrow(await data.listModels({})).cards[0]);
      const { groups = [], kept } = card.evaluation ?? {};
      expect(groups.map(({ name }) => name)).toEqual(["Many"]);
      expect(kept).toBe(3); // the other segment, and both areas: one would follow from the other
    },
    recommendForSegment: async () =>
      expect(await training.recommendForSegment({ members: [...few.members], top: 3 })).toEqual(suppressed),
    list: async () =>
      expect(await training.list({ whose: { members: [...few.members] } })).toEqual(suppressed),
    explain: async () => {
      const film = many.film;
      expect(await training.explain({ whose: { members: [...few.members] }, film })).toEqual(suppressed);
      // Of 45 who rated it, either opinion alone is below a minimum of 40.
      const alike = async () => valueOrThrow(await training.explain({ whose: { member: 9 }, film })).alike;
      valueOrThrow(await data.setMinimumGroup({ minimum: 40 }));
      expect(await alike()).toBeNull();
      valueOrThrow(await data.setMinimumGroup({ minimum: usualMinimum }));
    },
    lacking: async () => {
      const { segment } = few;
      expect(await training.lacking({ segment, studio: null })).toEqual(suppressed);
      const tooFew = { ok: false, error: { type: "TooFewAttended" } };
      expect(await training.lacking({ segment: null, studio: null })).toMatchObject(tooFew);
      valueOrThrow(await data.setMinimumGroup({ minimum: crowd + 1 }));
      expect(await training.lacking({ segment: null, studio: null })).toMatchObject({
        error: { type: "Suppressed" },
      });
      valueOrThrow(await data.setMinimumGroup({ minimum: usualMinimum }));
    },
    likeShares: async () => {
      const ofFilm = { films: [many.film] };
      expect(await training.likeShares({ ...ofFilm, members: [...few.members] })).toEqual(suppressed);
      expect(await training.likeShares({ ...ofFilm, members: [...few.members], others: true })).toEqual(
        suppressed,
      );
      expect(await training.likeShares(ofFilm)).toMatchObject({ ok: true });
      valueOrThrow(await data.setMinimumGroup({ minimum: crowd + 1 }));
      expect(await training.likeShares(ofFilm)).toMatchObject({ error: { type: "Suppressed" } });
      valueOrThrow(await data.setMinimumGroup({ minimum: usualMinimum }));
    },
    audienceOverlap: async () => {
      const all = { films: [many.film, few.film, 99] };
      const { shares, overlap } = valueOrThrow(await training.audienceOverlap(all));
      expect([shares.map(({ film }) => film), overlap.length]).toEqual([[many.film, few.film], 2]);
      valueOrThrow(await data.setMinimumGroup({ minimum: crowd + 1 }));
      expect(await training.audienceOverlap(all)).toMatchObject({ error: { type: "Suppressed" } });
      valueOrThrow(await data.setMinimumGroup({ minimum: usualMinimum }));
    },
    watch: () =>
      withFewLater(async () =>
        expect(valueOrThrow(await training.watch({})).tasks).toMatchObject([
          { task: "ratings", since: null, inputs: [], error: null, unseen: null },
        ]),
      ),
    audience: async () => {
      valueOrThrow(await data.setMinimumGroup({ minimum: crowd + 1 }));
      expect(await training.audience({ film: many.film, top: 3 })).toMatchObject({
        error: { type: "Suppressed" },
      });
      valueOrThrow(await data.setMinimumGroup({ minimum: usualMinimum }));
      expect(await training.audience({ film: many.film, top: 3 })).toMatchObject({ ok: true });
    },
    segmentReasons: async () => {
      const of = (members: readonly number[]) =>
        training.segmentReasons({ film: many.film, members: [...members] });
      expect(await of(few.members)).toEqual(suppressed);
      // Nor of few who are named often.
      expect(await of(Array.from({ length: 20 }, () => few.members[0]))).toEqual(suppressed);
      expect(await of(Array.from({ length: 20 }, (_, at) => at + 1))).toMatchObject({ ok: true });
    },
    compareSegments: async () => {
      const first = (count: number) => Array.from({ length: count }, (_, at) => at + 1);
      const compare = (a: readonly number[], b: readonly number[]) =>
        training.compareSegments({ a: [...a], b: [...b], films: 3 });
      expect(await compare(few.members, first(30))).toEqual(suppressed);
      // Two groups that one member parts tell of that member.
      expect(await compare(first(31), first(30))).toEqual(suppressed);
      const { sizes } = valueOrThrow(await compare(first(30), first(45).slice(15)));
      expect(sizes).toEqual([15, 15, 15]);
    },
    tasteMap: async () => {
      const { clusters, members } = valueOrThrow(await training.tasteMap({}));
      const told = clusters.map(({ members }) => members);
      expect(told.every((size) => size === null || size === 0 || size >= usualMinimum)).toBe(true);
      // Nor does what is kept back follow by subtraction.
      const rest = members.ids.length - told.reduce<number>((sum, size) => sum + (size ?? 0), 0);
      if (told.includes(null)) expect(rest).toBeGreaterThanOrEqual(usualMinimum);
      const { films } = valueOrThrow(await training.tasteMap({}));
      expect(films.ratings[films.ids.indexOf(few.film)]).toBe(0);
      expect(films.ratings[films.ids.indexOf(many.film)]).toBe(crowd);
    },
    peopleGroups: async () => {
      const { groups } = valueOrThrow(await training.peopleGroups({}));
      const names = groups.map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining([many.area, "Many"]));
      expect(names).not.toContain(few.area);
      expect(names).not.toContain("Few");
    },
    recommendForPeople: async () => {
      const asked = (by: "area" | "segment", name: string) =>
        training.recommendForPeople({ groups: [{ by, name }], top: 3 });
      expect(await asked("area", few.area)).toEqual(suppressed);
      expect(await asked("segment", "Few")).toEqual(suppressed);
      expect(await asked("area", many.area)).toMatchObject({ ok: true });
      expect(await asked("segment", "Many")).toMatchObject({ ok: true });
    },
    comparePosters: async () => {
      // With pictures: renderer/workers/image-handlers.test.ts.
      const picture = { image: new Uint8Array(0), mediaType: "image/png" };
      expect(await training.comparePosters({ a: picture, b: picture })).toMatchObject({
        error: { type: "NoPicture" },
      });
    },
    openWhatIf: () =>
      withContentModel(async () => {
        const { groups, kept } = valueOrThrow(await training.openWhatIf({ film: null }));
        expect(groups.map(({ name }) => name)).toEqual(["", "Many"]);
        expect(kept).toBe(1);
      }),
    whatIf: () =>
      withContentModel(async () => {
        const { sketch } = valueOrThrow(await training.openWhatIf({ film: null }));
        const { groups } = valueOrThrow(await training.whatIf({ film: null, sketch }));
        expect(groups).toHaveLength(2);
      }),
  } satisfies Partial<Record<keyof LearnedClient, () => Promise<unknown>>>;
  const workerOthers = {
    "films by what they are, and what the model makes of them": [
      "nearestFilms",
      "embedPosters",
      "similarPosters",
      "trainImageHead",
      "posterLabels",
      "labelMap",
      "readTexts",
      "doubtfulLinks",
    ],
    "effects of what held for enough members (models/experience/experience.test.ts)": ["experience"],
    "counts of members by reason and segments of enough members (models/retention/retention-model.test.ts, campaigns.test.ts)":
      ["retention", "campaignResults", "planRetention"],
    "what the data service tells of texts, summed up": [
      "reputations",
      "reputation",
      "talkEffect",
      "guidance",
    ],
    "one member, or a newcomer who is nobody": [
      "nearestMembers",
      "recommend",
      "recommendForNew",
      "react",
      "reactToFile",
    ],
    "engines, and how well a model predicts for everybody": [
      ...[
        "engines",
        "resume",
        "evaluate",
        "evaluateTexts",
        "textBenefit",
        "tuneEncoder",
        "learnSentiment",
        "learnedAspectWeights",
        ...["evaluateConcepts", "testConcepts", "whiteSpace", "conceptScenarios"],
        "classifyText",
        "retrain",
        "compareModels",
        "tune",
        "searchSpaces",
        "searchReport",
        "learningCurve",
        "compareEngines",
        "readTrailers",
        "posterBenefit",
        "posterFaces",
        "loseGraphicsContext",
      ],
    ],
  } as const;
  beforeAll(async () => {
    valueOrThrow(
      await training.train({ name: "matrix-factorization", split: "random", holdout: 0.2, engine: "cpu" }),
    );
  }, 60_000);

  test("every method stands in exactly one list", () => {
    const listed = [...Object.keys(workerGroups), ...Object.values(workerOthers).flat()];
    expect([...listed].sort()).toEqual(Object.keys(learnedContract).sort());
  });
  test.each(Object.keys(workerGroups) as (keyof typeof workerGroups)[])(
    "%s tells of no group that is too small",
    async (name) => void (await workerGroups[name]()),
  );
});

test("scheduling and the host know no members: their methods are these", () => {
  expect(Object.keys(schedulingContract).sort()).toEqual([
    ...[
      "allocate",
      "backTest",
      "backTestDays",
      "choosePortfolio",
      "explain",
      "filmDays",
      "forecast",
      "forecastDays",
      "hold",
    ],
    ...["moveUnits", "nextSlots", "placeTitles", "places", "plan", "slates", "solve", "value"],
  ]);
  expect(Object.keys(hostContract).sort()).toEqual([
    ...["batchDone", "batchProgress", "chooseFile", "forgetWarehouse", "libraryAt", "noteLibrary"],
    ...["noteWarehouseSelections", "openDataPort", "preferences", "recentLibraries", "report", "reveal"],
    ...["sampleLibrary", "saveImage", "saveWarehouse", "setMenuState", "setPreferences", "setProgress"],
    ...["setWarehousePassword", "switchWarehouse", "task", "versions", "warehouseSettings", "watch"],
  ]);
});

describe("the batch interface", () => {
  type Asked = Parameters<typeof segments>[0];
  const asked = (options: Readonly<Record<string, string>>): Asked => ({
    clients: { data },
    file: () => file,
    option: (name, otherwise) => (options[name] ?? otherwise) as never,
  });
  /** Commands that print figures of groups, each with its proof. */
  const printing = {
    films: async () => {
      const { result, summary } = await films(asked({}));
      keepsBack(result.films);
      expect(summary).toContain("few ratings, few tickets");
    },
    watch: () =>
      withFewLater(async () => {
        const job = { ...asked({}), clients: { data, training: async () => training } };
        const { result } = await watch(job);
        expect(result).toMatchObject({ tasks: [{ since: null, inputs: [], error: null, unseen: null }] });
      }),
    matrix: async () => {
      const told = await matrix({
        clients: {
          data: { ...data, openLibrary: async () => ({ ok: true, value: {} }) },
          training: async () => training,
        },
        file: () => file,
        option: (_: string, otherwise: unknown) => otherwise,
        say: () => undefined,
      } as unknown as Parameters<typeof matrix>[0]);
      const rows = told.result.rows as { name: string }[];
      expect(rows.map(({ name }) => name)).toEqual(["everybody", "Many"]);
      expect(told.result.kept).toMatchObject([{ name: "Few" }]);
    },
    segments: async () => {
      const listed = await segments(asked({}));
      expect(listed.result).toMatchObject({ segments: [{ name: "Many" }, { name: "Few", members: null }] });
      expect(listed.summary).not.toContain(String(few.members.length));
      const counted = await segments(asked({ rule: JSON.stringify(inArea(few.area)) }));
      expect(counted.result).toMatchObject({ members: null });
      expect(counted.summary).toContain("too few to tell");
    },
  } satisfies Partial<Record<keyof typeof commands, () => Promise<unknown>>>;
  const silent = {
    "one member": ["recommend", "forget", "feedback"],
    "a member, or a group by a method of the training worker that holds to it": [
      "list",
      "explain",
      "what-if",
      "concept",
    ],
    "rows of sources, and sizes of whole libraries": [
      ...["sample", "import", "imports", "rollback", "quarantine", "info", "share"],
      ...["backup", "backups", "restore", "check", "salvage"],
    ],
    "films, the house and models": [
      "attention", // segments come by listSegments and segmentMembers, and none is below the minimum (client/attention.ts)
      "images",
      "trailers",
      "experience",
      "briefing",
      "retention",
      "voices",
      "train",
      "tune",
      "evaluate",
      "compare",
      "learning-curve",
      "export",
      "compositions",
      "actuals",
      "plan",
      "slate",
      "solve",
      "forecast",
      "holidays",
      "overrides",
      "windows",
      "models",
      "promote",
      "retrain",
    ],
    "a page, as the window shows it": ["screenshot"],
  } as const;

  test("every command stands in exactly one list", () => {
    const listed = [...Object.keys(printing), ...Object.values(silent).flat()];
    expect([...listed].sort()).toEqual(Object.keys(commands).sort());
  });
  test.each(Object.keys(printing) as (keyof typeof printing)[])(
    "%s prints of no group that is too small",
    async (name) => void (await printing[name]()),
  );
});
