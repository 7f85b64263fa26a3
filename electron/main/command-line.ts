/** What the command line asks for: a window (on a library), one batch command, a screenshot, a smoke test. */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { conceptProtocolNames } from "../../shared/contract/concepts.ts";
import { tuningMethods } from "../../shared/contract/encoders.ts";
import { splitKinds } from "../../shared/contract/evaluation.ts";
import { exportForms, exportLanguages } from "../../shared/contract/export.ts";
import { quarantineStates } from "../../shared/contract/import-review.ts";
import { subjectKinds } from "../../shared/contract/reputation.ts";
import { textModelNames, textProtocolNames } from "../../shared/contract/texts.ts";
import { engineNames, modelNames, protocolNames } from "../../shared/contract/training.ts";
import { sketchFields } from "../../shared/domain/film-sketch.ts";
import { rejectingRules } from "../../shared/domain/import-rules.ts";
import { modelTasks } from "../../shared/domain/model-tasks.ts";
import { goals } from "../../shared/domain/objective.ts";
import { memoKinds } from "../../shared/domain/portfolio.ts";
import { recordKinds } from "../../shared/domain/record-kinds.ts";
import { err, ok, type Result } from "../../shared/domain/result.ts";
import { seedsOf } from "../../shared/domain/seeds.ts";

type OptionValue = string | number | boolean;
export interface BatchRequest {
  readonly command: string;
  readonly json: boolean;
  /** Option name -> absolute path; they reach the page as tokens. */
  readonly paths: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, OptionValue>>;
}
export interface UsageError {
  readonly type: "Usage";
  readonly detail: string;
}

interface OptionRule {
  /**
   * `name`: of something stored in the library, or a `.json` file of it; `flag` takes no value; `settings` are any number of
   * `choice=value`, handed on as JSON; a `list` is some of the choices, parted by commas.
   */
  readonly kind:
    | "path"
    | "text"
    | "name"
    | "flag"
    | "integer"
    | "number"
    | "date"
    | "seeds"
    | "settings"
    | "list";
  readonly required?: boolean;
  readonly choices?: readonly string[];
  /** A number above 0. */
  readonly positive?: boolean;
}
interface CommandRule {
  readonly summary: string;
  readonly argument?: string;
  /** What is to be done, the word after the command: one of these, given as the option `action`. */
  readonly actions?: readonly string[];
  /** Files that the command takes in place of all its options, one after another. */
  readonly insteadOfOptions?: readonly string[];
  /** Actions that can go without the argument. */
  readonly withoutArgument?: readonly string[];
  /** The option that names another source, in place of the argument. */
  readonly insteadOfArgument?: string;
  readonly options: Readonly<Record<string, OptionRule>>;
  /** Exactly one of these sets of options is needed. */
  readonly oneOf?: readonly (readonly string[])[];
}

const library: OptionRule = { kind: "path", required: true };
/** An encoder from the disk, and how it is fine-tuned. */
const encoder: Readonly<Record<string, OptionRule>> = {
  encoder: { kind: "path" },
  method: { kind: "text", choices: tuningMethods },
  layers: { kind: "integer", positive: true },
  rank: { kind: "integer", positive: true },
  epochs: { kind: "integer", positive: true },
  "learning-rate": { kind: "number", positive: true },
};
const engine: OptionRule = { kind: "text", choices: ["auto", ...engineNames] };
const training = {
  model: { kind: "text", required: true, choices: modelNames },
  split: { kind: "text", choices: splitKinds },
  holdout: { kind: "number" },
  seed: { kind: "integer" },
  engine,
} as const;

/** The public batch interface: names and options stay stable. */
export const commands: Readonly<Record<string, CommandRule>> = {
  sample: {
    summary: "write the sample library",
    options: { out: { kind: "path", required: true }, seed: { kind: "integer" } },
  },
  import: {
    summary:
      "import a data set (or --warehouse: what was last chosen of that connection) into a library, made if absent",
    argument: "path",
    insteadOfArgument: "warehouse",
    options: {
      library,
      warehouse: { kind: "text" },
      profile: { kind: "name" },
      "dry-run": { kind: "flag" },
    },
  },
  imports: { summary: "list a library's imports", options: { library } },
  rollback: {
    summary: "take an import back as a whole, or go back to a task's former champion",
    options: { library, run: { kind: "integer" }, task: { kind: "text", choices: modelTasks } },
    oneOf: [["run"], ["task"]],
  },
  quarantine: {
    summary: "rows that imports did not take: listed, written as CSV files, tried again",
    options: {
      library,
      "import-run": { kind: "integer" },
      rule: { kind: "text", choices: rejectingRules },
      kind: { kind: "text", choices: recordKinds },
      state: { kind: "text", choices: quarantineStates },
      retry: { kind: "flag" },
      export: { kind: "path" },
      limit: { kind: "integer" },
    },
  },
  train: {
    summary: "train a model and store it in the library",
    options: {
      library,
      ...training,
    },
  },
  tune: {
    summary: "search for better parameters of a model, judged on validation ratings",
    options: {
      library,
      ...training,
      trials: { kind: "integer" },
      minutes: { kind: "number" },
      resume: { kind: "flag" },
      train: { kind: "flag" },
      remember: { kind: "flag" },
    },
  },
  evaluate: {
    summary: "judge a model by a published protocol",
    options: {
      library: { kind: "path" },
      train: { kind: "path" },
      test: { kind: "path" },
      source: { kind: "path" },
      protocol: {
        kind: "text",
        required: true,
        choices: [...protocolNames, ...textProtocolNames, ...conceptProtocolNames],
      },
      "last-year": { kind: "integer" },
      model: { kind: "text", choices: ["best", ...modelNames, ...textModelNames] },
      seeds: { kind: "seeds" },
      folds: { kind: "path" },
      splits: { kind: "path" },
      engine,
      ...encoder,
    },
    oneOf: [["library"], ["train", "test"], ["source"]],
  },
  compare: {
    summary:
      "compare two plans, exported as JSON, show by show; or two stored models on the ratings held out from both",
    insteadOfOptions: ["first-plan", "second-plan"],
    options: {
      library,
      first: { kind: "text", required: true },
      second: { kind: "text", required: true },
    },
  },
  "learning-curve": {
    summary: "judge a model trained on growing parts of the ratings",
    options: {
      library,
      ...training,
    },
  },
  recommend: {
    summary: "rank films for a member, or for somebody known by age, gender, occupation, area or segment",
    options: {
      library,
      member: { kind: "integer" },
      "age-band": { kind: "text" },
      gender: { kind: "text" },
      occupation: { kind: "text" },
      area: { kind: "text" },
      segment: { kind: "text" },
      top: { kind: "integer" },
      model: { kind: "text" },
      task: { kind: "text", choices: modelTasks },
    },
  },
  matrix: {
    summary: "what share of each segment would like each film",
    options: { library, films: { kind: "text", choices: ["seen", "coming"] }, top: { kind: "integer" } },
  },
  explain: {
    summary: "why a film stands where it does for a member: parts that add up, and what would change it",
    options: {
      library,
      member: { kind: "integer", required: true },
      film: { kind: "integer", required: true },
      top: { kind: "integer" },
      model: { kind: "text" },
    },
  },
  "what-if": {
    summary:
      "what each segment would make of a film with other traits; without --film: of one only thought of. --set any number of times, lists parted by commas or semicolons",
    options: {
      library,
      film: { kind: "integer" },
      set: { kind: "settings", choices: sketchFields },
      model: { kind: "text" },
    },
  },
  list: {
    summary: "films for a member or a segment, by novelty, diversity and house rules, also as a file",
    options: {
      library,
      member: { kind: "integer" },
      segment: { kind: "integer" },
      top: { kind: "integer" },
      model: { kind: "text" },
      novelty: { kind: "number" },
      diversity: { kind: "number" },
      rules: { kind: "name" },
      out: { kind: "path" },
      language: { kind: "text", choices: ["en", "zh-CN"] },
    },
    oneOf: [["member"], ["segment"]],
  },
  feedback: {
    summary: "take a CSV file of feedback, or list the feedback that stands",
    options: {
      library,
      file: { kind: "path" },
      system: { kind: "text" },
      list: { kind: "flag" },
      limit: { kind: "integer" },
    },
    oneOf: [["file"], ["list"]],
  },
  retrain: {
    summary: "train champions anew on the present data, and promote what is better",
    options: {
      library,
      task: { kind: "text", choices: [...modelTasks, "all"] },
      promote: { kind: "text", choices: ["if-better", "never", "always"] },
    },
  },
  watch: { summary: "look whether champions are still right", options: { library } },
  models: { summary: "list a library's models, champions and their history", options: { library } },
  promote: {
    summary: "make a model the champion of its task; --anyway: doubts put aside",
    options: { library, model: { kind: "text", required: true }, anyway: { kind: "flag" } },
  },
  forecast: {
    summary: "forecast attendance by film, venue and day; --backtest: how well it would have been forecast",
    options: {
      library,
      backtest: { kind: "flag" },
      alone: { kind: "flag" },
      from: { kind: "date" },
      to: { kind: "date" },
      horizon: { kind: "integer" },
      showings: { kind: "text", choices: ["unknown", "known"] },
      venue: { kind: "text" },
    },
  },
  overrides: {
    summary:
      "forecasts that were replaced, and who came nearer; --file: more of them from a CSV file; --remove: one less",
    options: { library, file: { kind: "path" }, remove: { kind: "integer" } },
  },
  holidays: {
    summary:
      "a library's calendars; --add: take the included one of a region over; --venue: whose holidays count there",
    options: {
      library,
      region: { kind: "text" },
      add: { kind: "flag" },
      venue: { kind: "text" },
    },
  },
  plan: {
    summary: "plan a venue's week and export it",
    options: {
      library,
      venue: { kind: "text", required: true },
      week: { kind: "date", required: true },
      out: { kind: "path", required: true },
      objective: { kind: "settings", choices: goals },
      scenario: { kind: "text" },
      rules: { kind: "path" },
    },
  },
  slate: {
    summary: "choose films to book for a venue's coming weeks: slates that no other beats in everything",
    options: {
      library,
      venue: { kind: "text", required: true },
      week: { kind: "date", required: true },
      weeks: { kind: "integer" },
      titles: { kind: "integer" },
      "hire-budget": { kind: "number", positive: true },
      book: { kind: "text" },
      refuse: { kind: "text" },
    },
  },
  windows: {
    summary:
      "place titles in release weeks beside the releases of others: the library's, or those of CSV files",
    options: {
      library,
      from: { kind: "date", required: true },
      weeks: { kind: "integer" },
      titles: { kind: "path" },
      competitors: { kind: "path" },
    },
  },
  export: {
    summary:
      "write a stored plan (latest: the last one saved, of a venue or week if named), or a plan that was exported as JSON, in the forms of the trade",
    argument: "plan.json",
    insteadOfArgument: "library",
    options: {
      library: { kind: "path" },
      plan: { kind: "text" },
      venue: { kind: "text" },
      week: { kind: "date" },
      forms: { kind: "list", choices: exportForms },
      out: { kind: "path", required: true },
      language: { kind: "text", choices: exportLanguages },
    },
  },
  compositions: {
    summary:
      "take the CPL ids of films' versions from a CSV file, as the list of compositions of an export has them",
    options: { library, file: { kind: "path", required: true } },
  },
  actuals: {
    summary: "what came of a stored plan, against its forecast and against last week's pattern repeated",
    options: {
      library,
      plan: { kind: "text" },
      venue: { kind: "text" },
      week: { kind: "date" },
    },
  },
  solve: {
    summary:
      "solve a scheduling instance (docs/instance-format.md) for at most --limit seconds, 60 if not said",
    argument: "instance",
    options: { limit: { kind: "number", positive: true } },
  },
  forget: {
    summary: "forget a member, or those whose keys stand in a file, one a line; not undoable",
    options: {
      library,
      member: { kind: "integer" },
      keys: { kind: "path" },
      system: { kind: "text" },
      backups: { kind: "text", choices: ["leave", "rewrite", "delete"] },
    },
    oneOf: [["member"], ["keys", "system"]],
  },
  share: {
    summary: "save a copy without members",
    options: {
      library,
      out: { kind: "path", required: true },
      models: { kind: "text", choices: ["yes", "no"] },
    },
  },
  info: { summary: "what a library holds", options: { library } },
  attention: {
    summary:
      "allocate: spread promotion over a venue's films, segments and coming weeks, or over those of an instance (docs/allocation-format.md)",
    actions: ["allocate"],
    options: {
      library: { kind: "path" },
      venue: { kind: "text" },
      week: { kind: "date" },
      weeks: { kind: "integer", positive: true },
      instance: { kind: "path" },
      limit: { kind: "number", positive: true },
    },
    oneOf: [["library"], ["instance"]],
  },
  experience: {
    summary:
      "report: what visits do to ratings and to coming back, where viewers leave; of one film also its ways to be shown",
    actions: ["report"],
    options: { library, film: { kind: "integer" }, until: { kind: "date" } },
  },
  briefing: {
    summary:
      "what changed in a venue's last week, what comes, what people say, how sure it is and what to do; --of and --key: a series, studio, venue or person in one picture; --out: also as PDF and Word",
    options: {
      library,
      of: { kind: "text", choices: subjectKinds.filter((kind) => kind !== "film") },
      key: { kind: "text" },
      venue: { kind: "text" },
      week: { kind: "date" },
      out: { kind: "path" },
      language: { kind: "text", choices: ["en", "zh-CN"] },
    },
  },
  retention: {
    summary:
      "report: who keeps coming and who stops, with what goes with it, visits expected, and how such forecasts held on weeks held out; campaigns: what they brought against their controls; plan: whom to write to, some held out by chance, kept under a name; record: keep a campaign told by a file of members and groups",
    actions: ["report", "campaigns", "plan", "record"],
    options: {
      library,
      weeks: { kind: "integer", positive: true },
      contacts: { kind: "integer", positive: true },
      cost: { kind: "number" },
      control: { kind: "number", positive: true },
      seed: { kind: "integer" },
      sent: { kind: "date" },
      until: { kind: "date" },
      kind: { kind: "text", choices: ["offer", "message"] },
      save: { kind: "text" },
      from: { kind: "path" },
      out: { kind: "path" },
    },
  },
  images: {
    summary:
      "embed: look at posters that were not yet, so that they are learned from; train: learn what tells genres and keywords from them; report: what is measured in them, by genre, and how well labels are told; benefit: what posters add for films that nobody has seen; faces: how many faces posters show, and how large",
    actions: ["embed", "train", "report", "benefit", "faces"],
    options: {
      library,
      engine,
      film: { kind: "integer" },
      seed: { kind: "integer" },
      seeds: { kind: "seeds" },
    },
  },
  trailers: {
    summary:
      "read: look at videos of a file or a folder, each of the film that its name tells or of --film; report: shots, pace, light and motion of every trailer against others of its genres; remove: take one reading away",
    actions: ["read", "report", "remove"],
    options: { library, source: { kind: "path" }, film: { kind: "integer" }, name: { kind: "text" } },
  },
  voices: {
    summary:
      "import: a table of reviews and posts; score: read what reviews and posts say: language, feeling, aspects, copies and bursts; report: whose reputation stands how, or of one its turns, aspects and topics; brief: guidance for a film and a segment, as PDF and as a Word document; train: learn the feeling of texts from the library's own ratings and labels, or fine-tune an encoder from the disk on labelled texts; words: the words by which aspects are read, changed by a table, with the weights that texts teach; links: texts whose film, series, studio or house is in doubt, answered by a table",
    actions: ["import", "score", "report", "train", "brief", "words", "links"],
    options: {
      library,
      of: { kind: "text", choices: subjectKinds },
      key: { kind: "text" },
      until: { kind: "date" },
      film: { kind: "integer" },
      segment: { kind: "text" },
      profile: { kind: "name" },
      "dry-run": { kind: "flag" },
      reset: { kind: "flag" },
      answers: { kind: "path" },
      out: { kind: "path" },
      language: { kind: "text", choices: exportLanguages },
      limit: { kind: "integer" },
      source: { kind: "path" },
      model: { kind: "text", choices: textModelNames },
      seed: { kind: "integer" },
      engine,
      ...encoder,
    },
  },
  concept: {
    summary:
      "test: what may come of films that are not made yet, told by a JSON file: votes, revenue and audience with intervals, nearest films, what carries it and what would change it; portfolio: which to make under a budget and for what may go wrong, of a file or of the library, written as a memo with --out; feed: what the audience of a segment or of a maker lacks, as a table with --out",
    argument: "file",
    actions: ["test", "portfolio", "feed"],
    withoutArgument: ["portfolio", "feed"],
    options: {
      library,
      budget: { kind: "number", positive: true },
      returned: { kind: "number" },
      caution: { kind: "number" },
      least: { kind: "integer" },
      most: { kind: "integer" },
      "per-month": { kind: "integer" },
      memo: { kind: "text", choices: memoKinds },
      segment: { kind: "text" },
      studio: { kind: "text" },
      language: { kind: "text", choices: exportLanguages },
      out: { kind: "path" },
    },
  },
  films: {
    summary: "films found by words and filters",
    options: {
      library,
      search: { kind: "text" },
      filter: { kind: "text" },
      sort: { kind: "text" },
      limit: { kind: "integer" },
    },
  },
  segments: {
    summary: "segments, or how many members a rule lets in",
    options: { library, rule: { kind: "text" }, save: { kind: "text" } },
  },
  backup: { summary: "back a library up, with a full check", options: { library, out: { kind: "path" } } },
  backups: { summary: "list a library's backups", options: { library } },
  restore: {
    summary: "put a backup in a library's place: the newest verified one, one by name, or a file",
    options: { library, backup: { kind: "text" }, from: { kind: "path" } },
  },
  check: {
    summary: "check a plan that was exported as JSON against its house and rules, or a library in full",
    argument: "plan.json",
    insteadOfArgument: "library",
    options: { library: { kind: "path" }, rules: { kind: "path" } },
  },
  salvage: {
    summary: "read what can be read of a damaged library into a new one",
    options: { library, out: { kind: "path", required: true } },
  },
  screenshot: {
    summary: "save a picture of a page",
    options: {
      library,
      route: { kind: "text", required: true },
      out: { kind: "path", required: true },
      theme: { kind: "text", choices: ["light", "dark"] },
      language: { kind: "text", choices: ["en", "zh-CN"] },
    },
  },
};

/** More of them are told once a wrong one was given. */
const shownChoices = 12;

export const usage = (): string =>
  [
    "usage: npm run marquee -- <command> [--json]",
    ...Object.entries(commands).map(([name, { summary, argument, actions, insteadOfOptions, options }]) => {
      const words = Object.entries(options).map(([option, { required, choices, kind }]) => {
        const few = choices && choices.length <= shownChoices;
        const value = few ? choices.join(kind === "list" ? "," : "|") : kind;
        const word =
          kind === "flag" ? `--${option}` : `--${option} <${kind === "settings" ? `${value}=value` : value}>`;
        return required ? word : `[${word}]`;
      });
      const files = insteadOfOptions
        ? [[name, ...insteadOfOptions.map((file) => `<${file}>`)].join(" ")]
        : [];
      const call = [
        name,
        ...(argument ? [`<${argument}>`] : []),
        ...(actions ? [actions.join("|")] : []),
        ...words,
      ].join(" ");
      return `${[...files, call].map((line) => `  ${line}\n`).join("")}      ${summary}`;
    }),
  ].join("\n");

const optionValue = (name: string, rule: OptionRule, text: string): Result<OptionValue, UsageError> => {
  const wrong = (expected: string): Result<OptionValue, UsageError> =>
    err({ type: "Usage", detail: `--${name} ${text}: ${expected}` });
  const words = rule.kind === "list" ? text.split(",") : [text];
  if (rule.choices && !words.every((word) => rule.choices?.includes(word)))
    return wrong(`one of ${rule.choices.join(", ")} is needed`);
  if (rule.kind === "seeds" && seedsOf(text).length === 0) return wrong("seeds are needed, as 1..5 or 1,4,9");
  if (rule.kind === "integer" && !/^\d+$/.test(text)) return wrong("a whole number is needed");
  if (rule.kind === "number" && !Number.isFinite(Number(text))) return wrong("a number is needed");
  if (rule.positive && !(Number(text) > 0)) return wrong("a number above 0 is needed");
  if (rule.kind === "date" && !/^\d{4}-\d{2}-\d{2}$/.test(text))
    return wrong("a date such as 2026-11-23 is needed");
  return ok(rule.kind === "integer" || rule.kind === "number" ? Number(text) : text);
};

const settingsValue = (
  name: string,
  { choices = [] }: OptionRule,
  texts: readonly string[],
): Result<OptionValue, UsageError> => {
  const wrong = texts.find((text) => !choices.some((choice) => text.startsWith(`${choice}=`)));
  return wrong === undefined
    ? ok(JSON.stringify(texts))
    : err({ type: "Usage", detail: `--${name} ${wrong}: one of ${choices.join(", ")} and = are needed` });
};

/** Parses what follows `--batch`; relative paths are relative to `cwd`. */
export const parseBatch = (args: readonly string[], cwd: string): Result<BatchRequest, UsageError> => {
  const [command = "", ...rest] = args;
  const rule = Object.hasOwn(commands, command) ? commands[command] : undefined;
  if (!rule)
    return err({ type: "Usage", detail: command ? `no command "${command}"` : "a command is needed" });
  let parsed: { values: Record<string, unknown>; positionals: string[] };
  try {
    parsed = parseArgs({
      args: rest,
      options: {
        json: { type: "boolean" },
        ...Object.fromEntries(
          Object.entries(rule.options).map(([name, { kind }]) => [
            name,
            {
              type: kind === "flag" ? ("boolean" as const) : ("string" as const),
              multiple: kind === "settings",
            },
          ]),
        ),
      },
      allowPositionals: true,
    });
  } catch (error) {
    return err({ type: "Usage", detail: error instanceof Error ? error.message : String(error) });
  }
  const given = rule.oneOf?.filter((set) => set.some((name) => parsed.values[name] !== undefined));
  if (given && (given.length !== 1 || !given[0]?.every((name) => parsed.values[name] !== undefined)))
    return err({
      type: "Usage",
      detail: `${command} needs ${rule.oneOf?.map((set) => set.map((name) => `--${name}`).join(" and ")).join(", or ")}`,
    });
  const paths: Record<string, string> = {};
  const files = rule.insteadOfOptions;
  if (files && parsed.positionals.length === files.length) {
    const named = Object.keys(rule.options).find((name) => parsed.values[name] !== undefined);
    if (named)
      return err({
        type: "Usage",
        detail: `--${named} is not for ${files.map((each) => `<${each}>`).join(" ")}`,
      });
    files.forEach((name, at) => {
      paths[name] = resolve(cwd, parsed.positionals[at] as string);
    });
    return ok({ command, json: parsed.values.json === true, paths, options: {} });
  }
  const options: Record<string, OptionValue> = {};
  const replaced = rule.insteadOfArgument !== undefined && rule.insteadOfArgument in parsed.values;
  const [first = ""] = parsed.positionals;
  const alone = parsed.positionals.length === 1 && rule.withoutArgument?.includes(first);
  const argument = replaced || alone ? undefined : rule.argument;
  const expected = Number(Boolean(argument)) + Number(Boolean(rule.actions));
  if (rule.actions && !rule.actions.includes(first))
    return err({ type: "Usage", detail: `${command} needs one of ${rule.actions.join(", ")}` });
  if (parsed.positionals.length !== expected)
    return err({
      type: "Usage",
      detail: argument ? `${command} needs one <${argument}>` : "too many words",
    });
  if (argument) paths[argument] = resolve(cwd, parsed.positionals.at(-1) ?? "");
  if (rule.actions) options.action = first;
  for (const [name, option] of Object.entries(rule.options)) {
    const text = parsed.values[name];
    if (option.kind === "flag") {
      if (text === true) options[name] = true;
      continue;
    }
    if (Array.isArray(text)) {
      const value = settingsValue(name, option, text as string[]);
      if (!value.ok) return value;
      options[name] = value.value;
      continue;
    }
    if (typeof text !== "string") {
      if (option.required) return err({ type: "Usage", detail: `${command} needs --${name}` });
      continue;
    }
    const value = optionValue(name, option, text);
    if (!value.ok) return value;
    const isPath = option.kind === "path" || (option.kind === "name" && /\.json$/i.test(text));
    if (isPath) paths[name] = resolve(cwd, text);
    else options[name] = value.value;
  }
  return ok({ command, json: parsed.values.json === true, paths, options });
};

/** The library named on the command line, by a double click or by a second instance; options are skipped. */
export const libraryArgument = (args: readonly string[], cwd: string): string | null => {
  const path = args.find((arg) => !arg.startsWith("-") && arg.toLowerCase().endsWith(".marquee"));
  return path ? resolve(cwd, path) : null;
};
