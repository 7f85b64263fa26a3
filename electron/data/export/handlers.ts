/** Exports of a plan: made in memory, then written all together. */
import { basename, join } from "node:path";
import type { ExportForm, exportContract } from "../../../shared/contract/export.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { PlanDocument } from "../../../shared/domain/plan-document.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { breathe } from "../breathe.ts";
import { openedLibrary, pathOf, type Session } from "../session.ts";
import type { Library } from "../store/library.ts";
import { nameCompositions, readCompositions } from "./composition-file.ts";
import { compositionUses, countCompositions } from "./compositions.ts";
import { inFileName } from "./file-name.ts";
import { withFilmFacts } from "./film-facts.ts";
import { changesOf, type Issued, issue, lastIssued, rememberIssued } from "./issued.ts";
import { type ExportMaterial, outputs } from "./outputs.ts";
import { showingViews } from "./plan-view.ts";
import { readPlanFile, readText } from "./read-plan-file.ts";
import { existingIn, writeFiles } from "./write-files.ts";

type Input = Parameters<Handlers<typeof exportContract>["previewExport"]>[0];
type SourceFailure =
  | { readonly type: "NoLibrary" | "UnknownFile" | "UnknownPlan" }
  | { readonly type: "UnreadableFile" | "NotAPlan"; readonly name: string; readonly detail: string };

interface Source {
  readonly document: PlanDocument;
  /** None where the plan came as a file or is a scenario: then nothing is known of earlier exports, nor remembered. */
  readonly library: Library | null;
  /** The name of the scenario that it is. */
  readonly scenario?: string;
}

const sourceOf = async (
  session: Session,
  wanted: Input["source"],
): Promise<Result<Source, SourceFailure>> => {
  if ("planFile" in wanted) {
    const path = pathOf(session, wanted.planFile);
    if (!path.ok) return path;
    const document = await readPlanFile(path.value);
    return document.ok ? ok({ document: document.value, library: null }) : document;
  }
  const library = openedLibrary(session);
  if (!library.ok) return library;
  const { db } = library.value;
  const stored = (
    "plan" in wanted
      ? db.prepare("SELECT document FROM plan WHERE id = ?").get(wanted.plan)
      : db.prepare("SELECT document, name FROM plan_scenario WHERE id = ?").get(wanted.scenario)
  ) as { readonly document: string; readonly name?: string } | undefined;
  if (stored === undefined) return err({ type: "UnknownPlan" });
  const document = withFilmFacts(db, PlanDocument.parse(JSON.parse(stored.document)));
  return stored.name === undefined
    ? ok({ document, library: library.value })
    : ok({ document, library: null, scenario: stored.name });
};

const materialOf = (
  { document, library }: Source,
  language: ExportMaterial["language"],
): ExportMaterial & { readonly before: ReadonlyMap<string, Issued> } => {
  const views = showingViews(document);
  const before = library ? lastIssued(library.db, document) : new Map<string, Issued>();
  return {
    document,
    views,
    before,
    issued: issue(document, views, before),
    uses: compositionUses(document, views),
    language,
  };
};

/** "Marquee Eight 2026-11-27 v1", of a scenario "Marquee Eight 2026-11-27 Two prints v1". */
export const exportName = ({ house, week, version }: PlanDocument, scenario = ""): string =>
  [inFileName(house.name) || "Marquee", week, inFileName(scenario), `v${version}`].filter(Boolean).join(" ");

/** A page being printed cannot be called back, but need not be waited for. */
const orAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });

export const exportHandlers = (session: Session): Handlers<typeof exportContract> => ({
  nameCompositions: async ({ file }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const path = pathOf(session, file);
    if (!path.ok) return path;
    const text = await readText(path.value);
    if (!text.ok) return text;
    const { db } = library.value;
    const named = readCompositions(db, text.value);
    if (!named.ok) {
      const [first] = named.error;
      return err({
        type: "BadCompositions",
        name: basename(path.value),
        line: first?.line ?? 1,
        found: first?.found ?? "",
        total: named.error.length,
      });
    }
    nameCompositions(db, named.value);
    return ok({ named: named.value.length });
  },
  previewExport: async ({ source: wanted, forms, language }) => {
    const source = await sourceOf(session, wanted);
    if (!source.ok) return source;
    const material = materialOf(source.value, language);
    const name = exportName(material.document, source.value.scenario);
    return ok({
      files: outputs
        .filter(({ form }) => forms.includes(form))
        .map(({ form, ending, outline }) => ({ form, name: name + ending, lines: outline(material) })),
      changes: changesOf(material.before, material.issued),
      compositions: countCompositions(material.uses),
    });
  },
  exportPlan: async ({ source: wanted, folder, forms, language, overwrite }, call) => {
    const source = await sourceOf(session, wanted);
    if (!source.ok) return source;
    const directory = pathOf(session, folder);
    if (!directory.ok) return directory;
    const { document, library, scenario } = source.value;
    const planName = exportName(document, scenario);
    const material = materialOf(source.value, language);
    const asked = outputs.filter(({ form }) => forms.includes(form));
    // Before minutes are spent on what may not be put down.
    const existing = existingIn(
      directory.value,
      asked.map(({ ending }) => planName + ending),
    );
    if (existing.length > 0 && !overwrite) return err({ type: "FilesExist", names: existing });

    const files: { form: ExportForm; name: string; content: string | Uint8Array }[] = [];
    for (const { form, ending, write } of asked) {
      const name = planName + ending;
      call.progress({ done: files.length, total: asked.length, file: name });
      await breathe();
      call.signal.throwIfAborted();
      try {
        const content = await orAborted(Promise.resolve(write(material, session.printPdf)), call.signal);
        files.push({ form, name, content });
      } catch (error) {
        if (call.signal.aborted || !ending.endsWith(".pdf")) throw error;
        return err({ type: "PrintFailed", detail: error instanceof Error ? error.message : String(error) });
      }
    }
    call.signal.throwIfAborted();
    const written = await writeFiles(directory.value, files, overwrite);
    if (!written.ok) return written;
    if (library && !library.readOnly) rememberIssued(library.db, document, material.issued);
    call.progress({ done: files.length, total: files.length, file: files.at(-1)?.name ?? "" });
    return ok({
      plan: document.id,
      version: document.version,
      files: files.map(({ form, name, content }) => ({
        form,
        name,
        path: join(directory.value, name),
        bytes: Buffer.byteLength(content),
      })),
    });
  },
});
