/**
 * Who may import whom. Unit tests sit beside their module and may reach further; `test/layers` breaks every rule once
 * to prove that it holds.
 */
const tests = "\\.test\\.tsx?$|\\.fixture\\.ts$";
const npm = (...names) => `node_modules/(${names.join("|")})/`;

/** @param {string} name @param {string} comment @param {object} from @param {object} to */
const forbid = (name, comment, from, to) => ({
  name,
  comment,
  severity: "error",
  from: { pathNot: tests, ...from },
  to,
});

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    forbid(
      "shared-stands-alone",
      "shared/ imports nothing of ours, neither Node nor DOM; its libraries are pure: schemas and dates",
      { path: "^shared/" },
      { pathNot: ["^shared/", npm("zod", "temporal-polyfill")] },
    ),
    forbid(
      "processes-meet-in-the-contract",
      "main, preload, data service and page share nothing but shared/",
      { path: "^(electron/main|electron/preload|electron/data|renderer)/" },
      { path: "^(electron|renderer)/", pathNot: "^$1/" },
    ),
    forbid(
      "main-never-touches-data",
      "only the data service opens libraries and reads blocks",
      { path: "^electron/(main|preload)/" },
      { path: ["^shared/blocks/", npm("better-sqlite3")] },
    ),
    forbid(
      "pages-are-sandboxed",
      "no Node, no Electron, no native module in the page or its workers",
      { path: "^renderer/" },
      { path: npm("electron", "better-sqlite3") },
    ),
    forbid(
      "no-node-in-pages",
      "no Node in the page or its workers",
      { path: "^renderer/" },
      { dependencyTypes: ["core"] },
    ),
    forbid(
      "features-stand-alone",
      "a feature never imports another feature",
      { path: "^renderer/features/([^/]+)/" },
      { path: "^renderer/features/", pathNot: "^renderer/features/$1/" },
    ),
    forbid(
      "composition-root-on-top",
      "only renderer/app knows the composition of the page",
      { path: "^renderer/", pathNot: ["^renderer/app/", tests] },
      { path: "^renderer/app/" },
    ),
    forbid(
      "features-below-the-root",
      "only renderer/app knows the features",
      { path: "^renderer/(ui|charts|client|models|scheduling|workers)/" },
      { path: "^renderer/features/" },
    ),
    forbid(
      "widgets-are-dumb",
      "widgets and charts get everything handed in: no calls, no models",
      { path: "^renderer/(ui|charts)/" },
      { path: "^(renderer/(client|models|scheduling|workers)|shared/contract/(wire|ports))" },
    ),
    forbid(
      "models-are-pure",
      "models and scheduling know no DOM, no React and no calls",
      { path: "^renderer/(models|scheduling)/" },
      {
        path: [
          "^renderer/(ui|charts|client|workers)/",
          "^shared/contract/(wire|ports)",
          npm("react[^/]*", "@mantine", "@tanstack", "recharts", "i18next"),
        ],
      },
    ),
    forbid(
      "models-and-scheduling-apart",
      "predictions reach the schedule as data",
      { path: "^renderer/(models|scheduling)/" },
      { path: "^renderer/(models|scheduling)/", pathNot: "^renderer/$1/" },
    ),
    forbid(
      "training-stays-in-workers",
      "pages reach models and solver through workers, so that no page bundles or blocks on them",
      { path: "^renderer/(app|features|client)/" },
      { path: ["^renderer/(models|scheduling)/", npm("@tensorflow", "highs")] },
    ),
    forbid(
      "workers-have-no-page",
      "worker entries know no widgets",
      { path: "^renderer/workers/" },
      { path: ["^renderer/(ui|charts|client)/", npm("react[^/]*", "@mantine")] },
    ),
    forbid(
      "nobody-imports-tests",
      "what ships depends on no test",
      { path: "^(electron|renderer|shared)/" },
      { path: ["^test/", tests] },
    ),
    forbid("no-cycles", "a cycle has no order to read it in", {}, { circular: true }),
    forbid(
      "everything-resolves",
      "an import that is not there",
      {},
      { couldNotResolve: true, pathNot: "\\?url$" },
    ),
    {
      name: "no-orphans",
      comment: "a file that nothing imports and that imports nothing",
      severity: "error",
      from: { orphan: true, pathNot: ["\\.d\\.ts$", tests, "^scripts/", "^test/"] },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: `${__dirname}/tsconfig.base.json` },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".cjs", ".json", ".css", ".d.ts"],
    },
  },
};
