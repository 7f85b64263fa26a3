import { join } from "node:path";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import { afterAll, beforeAll, expect, test } from "vitest";
import { handlersOf } from "../../electron/data/handlers.ts";
import type { Session } from "../../electron/data/session.ts";
import { readMigrations } from "../../electron/data/store/library.ts";
import { LibraryWatch } from "../../electron/data/store/watch.ts";
import { actualsContract } from "../../shared/contract/actuals.ts";
import { allocationDataContract, keptAllocationContract } from "../../shared/contract/allocation.ts";
import { aspectWordsDataContract } from "../../shared/contract/aspect-words.ts";
import { audienceContract } from "../../shared/contract/audience.ts";
import { catalogueContract } from "../../shared/contract/catalogue.ts";
import { conceptsDataContract } from "../../shared/contract/concepts.ts";
import { dataContract } from "../../shared/contract/data.ts";
import { editsContract } from "../../shared/contract/edits.ts";
import { encoderDataContract } from "../../shared/contract/encoders.ts";
import { experienceDataContract } from "../../shared/contract/experience.ts";
import { exportContract } from "../../shared/contract/export.ts";
import { feedbackContract } from "../../shared/contract/feedback.ts";
import { attendanceContract } from "../../shared/contract/forecasting.ts";
import { guidanceDataContract } from "../../shared/contract/guidance.ts";
import { holidaysContract } from "../../shared/contract/holidays.ts";
import { imageDataContract } from "../../shared/contract/images.ts";
import { importContract } from "../../shared/contract/import.ts";
import { importReviewContract } from "../../shared/contract/import-review.ts";
import { instanceContract } from "../../shared/contract/instances.ts";
import { keptMapContract } from "../../shared/contract/kept-map.ts";
import { learningContract } from "../../shared/contract/learning.ts";
import { libraryContract } from "../../shared/contract/library.ts";
import { overridesContract } from "../../shared/contract/overrides.ts";
import { planningContract } from "../../shared/contract/planning.ts";
import { portfolioDataContract } from "../../shared/contract/portfolio.ts";
import { posterDataContract } from "../../shared/contract/posters.ts";
import { privacyContract } from "../../shared/contract/privacy.ts";
import { registryContract } from "../../shared/contract/registry.ts";
import { retentionDataContract } from "../../shared/contract/retention.ts";
import { rulesContract } from "../../shared/contract/rules.ts";
import { safetyContract } from "../../shared/contract/safety.ts";
import { saidContract } from "../../shared/contract/said.ts";
import { scenarioContract } from "../../shared/contract/scenarios.ts";
import { searchesContract } from "../../shared/contract/searches.ts";
import { segmentsContract } from "../../shared/contract/segments.ts";
import { tableExportContract } from "../../shared/contract/table-export.ts";
import { textLinksDataContract } from "../../shared/contract/text-links.ts";
import { textDataContract } from "../../shared/contract/texts.ts";
import { trailerDataContract } from "../../shared/contract/trailers.ts";
import { viewsContract } from "../../shared/contract/views.ts";
import { voicesDataContract } from "../../shared/contract/voices.ts";
import { labelsContract } from "../../shared/contract/voices-labels.ts";
import { voicesLearningDataContract } from "../../shared/contract/voices-learning.ts";
import { warehouseContract } from "../../shared/contract/warehouse.ts";
import { watchingContract } from "../../shared/contract/watching.ts";
import { windowsDataContract } from "../../shared/contract/windows.ts";
import { connect, type Port, serve } from "../../shared/contract/wire.ts";

const root = join(import.meta.dirname, "../..");
const nodePort = (port: MessagePort): Port => ({
  post: (message) => port.postMessage(message),
  onMessage: (listener) => void port.on("message", listener),
  onClose: (listener) => void port.on("close", listener),
  close: () => port.close(),
});

const session: Session = {
  library: null,
  files: new Map(),
  printPdf: () => Promise.reject(new Error("no printer in this test")),
};
const handlers = handlersOf(
  session,
  new LibraryWatch(session),
  readMigrations(join(root, "electron/migrations")),
  join(root, "assets"),
);
const bugs: unknown[] = [];
const { port1, port2 } = new MessageChannel();
let client: Record<string, (input: unknown) => Promise<{ ok: boolean; error?: { type: string } }>>;
beforeAll(() => {
  serve(nodePort(port1), dataContract, handlers, (error) => {
    bugs.push(error);
    return "ref";
  });
  client = connect(nodePort(port2), dataContract) as never;
});
afterAll(() => port1.close());

const methods = Object.keys(dataContract);

test("no method is declared in two contracts", () => {
  const parts = [
    libraryContract,
    catalogueContract,
    audienceContract,
    segmentsContract,
    viewsContract,
    editsContract,
    importContract,
    importReviewContract,
    instanceContract,
    scenarioContract,
    actualsContract,
    keptMapContract,
    learningContract,
    posterDataContract,
    imageDataContract,
    trailerDataContract,
    feedbackContract,
    registryContract,
    watchingContract,
    searchesContract,
    planningContract,
    rulesContract,
    attendanceContract,
    holidaysContract,
    overridesContract,
    windowsDataContract,
    conceptsDataContract,
    portfolioDataContract,
    retentionDataContract,
    allocationDataContract,
    keptAllocationContract,
    exportContract,
    tableExportContract,
    textDataContract,
    experienceDataContract,
    encoderDataContract,
    voicesDataContract,
    saidContract,
    guidanceDataContract,
    labelsContract,
    aspectWordsDataContract,
    textLinksDataContract,
    voicesLearningDataContract,
    warehouseContract,
    safetyContract,
    privacyContract,
  ];
  const names = parts.flatMap((part) => Object.keys(part));
  expect([...names].sort()).toEqual([...new Set(names)].sort());
  expect(names.sort()).toEqual([...methods].sort());
});

test("every method has a handler, and no handler is without a method", () => {
  expect(Object.keys(handlers).sort()).toEqual([...methods].sort());
});

test.each(methods)("%s refuses input that is no object", async (name) => {
  expect(await client[name]?.("nonsense")).toMatchObject({ ok: false, error: { type: "InvalidInput" } });
});

/** Input that fits each method's schema: enough to reach its handler. */
const file = "00000000-0000-4000-8000-000000000000";
const inputs: Readonly<Record<string, unknown>> = {
  openLibrary: { file },
  createLibrary: { file },
  createSample: { file, seed: 1 },
  saveCopy: { file },
  rollbackPreview: { importRun: 1 },
  rollBackImport: { importRun: 1 },
  quarantine: { state: "waiting", search: "", offset: 0, limit: 10 },
  quarantineRules: { state: "waiting" },
  quarantinedRow: { id: 1 },
  checkQuarantined: { id: 1, cells: {} },
  fixQuarantined: { rows: [{ id: 1, cells: {} }] },
  takeBackFix: { id: 1 },
  dismissQuarantined: { ids: [1] },
  exportQuarantine: { folder: file, filter: { state: "waiting", search: "" } },
  filmMatches: { state: "open", offset: 0, limit: 10 },
  decideMatch: { id: 1, same: true },
  mergeFilms: { into: 1, films: [2] },
  splitFilm: { film: 1, keys: [{ system: "a", key: "1" }] },
  listFilms: { offset: 0, limit: 10 },
  filmFacets: { columns: ["genres"] },
  listMembers: { offset: 0, limit: 10 },
  memberFacets: { columns: ["area"] },
  previewFilmEdit: { targets: { films: [1] }, change: { set: { year: 2026 } } },
  editFilms: { targets: { selection: {} }, change: { addGenres: ["War"] } },
  previewMemberEdit: { targets: { members: [1] }, change: { set: { area: null } } },
  editMembers: { targets: { selection: {} }, change: { set: { area: "North" } } },
  changeSets: { offset: 0, limit: 10 },
  undoChangeSet: { id: 1 },
  redoChangeSet: { id: 1 },
  editHistory: {},
  segment: { segment: 1 },
  countRule: { rule: { type: "all", of: [] } },
  saveSegment: { id: null, name: "New", nameZh: null, rule: { type: "any", of: [] } },
  renameSegment: { id: 1, name: "New", nameZh: null },
  deleteSegment: { id: 1 },
  proposeClusters: { k: null, seed: 1 },
  saveClusters: { names: [], replace: false },
  exportTable: {
    document: {
      title: "",
      language: "en",
      facts: [],
      columns: [{ key: "a", header: "A", kind: "text", width: 9 }],
      rows: [],
    },
    file,
    format: "csv",
  },
  listViews: { task: "films" },
  saveView: { task: "films", name: "New", view: { shown: {} } },
  deleteView: { id: 1 },
  readHouseRules: { file },
  film: { film: 1 },
  filmTitles: { films: [1] },
  poster: { film: 1 },
  member: { member: 1 },
  segmentMembers: { segment: 1 },
  loadModel: { id: "x" },
  weekProblem: { venue: 1, week: "2026-11-23" },
  listPlans: { venue: null },
  loadPlan: { id: "x" },
  readPlan: { file },
  listScenarios: { venue: 1, week: "2026-11-23" },
  loadScenario: { id: "x" },
  dropScenario: { id: "x" },
  ratings: {},
  giveFeedback: { member: 1, film: 1, kind: "up" },
  noteEffects: { effects: [{ changeSet: 1, effect: { rankBefore: 2, rankAfter: 1, entered: 0 } }] },
  listFeedback: { offset: 0, limit: 10 },
  importFeedback: { file },
  changedHistories: { token: null },
  champions: {},
  ratingScale: {},
  freshness: {},
  lastWatch: {},
  noteRetraining: { task: "cold", at: 1, outcome: "kept" },
  promote: { model: "x" },
  rollBackChampion: { task: "ratings" },
  turnPromotion: { promotion: 1, stands: true },
  filmTraits: {},
  readConcepts: { file },
  listConcepts: {},
  deleteConcept: { id: "x" },
  portfolioWish: {},
  releasedFilms: { after: 0, limit: 1 },
  embeddedPosters: {},
  posterEmbeddings: { films: [1] },
  keepPosterEmbeddings: { films: new Int32Array(0), embeddings: new Float32Array(0), looks: [] },
  posterLooks: {},
  posterLook: { film: 1 },
  imageHead: {},
  foundTrailers: { file: crypto.randomUUID() },
  videoPiece: { file: crypto.randomUUID(), start: 0, end: 1 },
  trailers: {},
  removeTrailer: { film: 1, name: "x" },
  loadImageHead: {},
  tunedEncoders: {},
  loadTunedEncoder: { id: "x" },
  deleteTunedEncoder: { id: "x" },
  readEncoder: { file: crypto.randomUUID() },
  readEncoderWeights: { file: crypto.randomUUID(), from: 0, length: 1 },
  readingState: {},
  visits: { most: 1 },
  memberFacts: {},
  listCampaigns: {},
  readCampaign: { file },
  deleteCampaign: { id: "x" },
  taughtTexts: { after: 0, limit: 1 },
  sentimentModel: {},
  loadSentimentModel: {},
  said: {},
  saidSubjects: {},
  textsToLabel: { limit: 1 },
  labelText: { id: 1, label: null },
  linkNames: {},
  decideLink: { text: 1, to: null },
  decideLinks: { file: crypto.randomUUID() },
  aspectWords: {},
  editAspectWords: { words: [{ aspect: "story", language: "en", phrase: "yarn", weight: 1 }] },
  resetAspectWords: {},
  readAspectWords: { file: crypto.randomUUID() },
  shownTexts: { ids: [1] },
  segmentTexts: { film: 1 },
  exportText: {
    document: { title: "A", subtitle: "", language: "en", blocks: [] },
    folder: file,
    name: "A",
  },
  storedTexts: { reader: "x", after: 0, limit: 1 },
  textSubjects: { films: [1], venues: [] },
  keepTextGroups: { ids: new Int32Array(0), alike: new Int32Array(0), bursts: new Int32Array(0) },
  libraryInfo: {},
  listVenues: {},
  listSegments: {},
  listGenres: {},
  listModels: {},
  importRuns: {},
};

test.each(Object.keys(inputs))(
  "%s without a library or with an unknown file answers a typed failure",
  async (name) => {
    const answer = await client[name]?.(inputs[name]);
    expect(answer).toMatchObject({ ok: false });
    expect(["NoLibrary", "UnknownFile"]).toContain(answer?.error?.type);
    expect(bugs).toEqual([]);
  },
);
