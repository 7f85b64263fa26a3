/** Edits of films and members, one or very many at once, and the journal by which they are undone. */
import { z } from "zod";
import { NoLibrary, NotFound } from "./file-token.ts";
import { Id, IsoDate, Nothing, Page } from "./schemas.ts";
import { FilmSelection, MemberSelection } from "./table-query.ts";

const word = z.string().trim().max(500).nullable();
const words = z.array(z.string().trim().min(1).max(200)).max(50).default([]);
const long = z.string().max(20_000).nullable();
const most = 200_000;

/** Fields given are set, also to nothing; the others stay. */
export const FilmChange = z.object({
  set: z
    .object({
      title: z.string().trim().min(1).max(1000),
      titleZh: word,
      originalTitle: word,
      year: z.number().int().min(1870).max(2200).nullable(),
      releaseDate: IsoDate.nullable(),
      runtime: z.number().int().min(1).max(6000).nullable(),
      certificate: word,
      language: word,
      country: word,
      studio: word,
      distributor: word,
      series: word,
      seriesZh: word,
      synopsis: long,
      synopsisZh: long,
    })
    .partial()
    .default({}),
  addGenres: words,
  removeGenres: words,
  addKeywords: words,
  removeKeywords: words,
});
export type FilmChange = z.input<typeof FilmChange>;
export type FilmField = keyof z.infer<typeof FilmChange>["set"];

export const MemberChange = z.object({
  set: z
    .object({ ageBand: word, gender: word, occupation: word, area: word, joined: IsoDate.nullable() })
    .partial()
    .default({}),
});
export type MemberChange = z.input<typeof MemberChange>;
export type MemberField = keyof z.infer<typeof MemberChange>["set"];

const FilmEdit = z.object({
  targets: z.union([z.object({ films: z.array(Id).max(most) }), z.object({ selection: FilmSelection })]),
  change: FilmChange,
});
const MemberEdit = z.object({
  targets: z.union([z.object({ members: z.array(Id).max(most) }), z.object({ selection: MemberSelection })]),
  change: MemberChange,
});
export type FilmEdit = z.input<typeof FilmEdit>;
export type MemberEdit = z.input<typeof MemberEdit>;

/** `targets` rows were meant; `changed` of them are not already so. */
const Preview = z.object({ targets: z.number(), changed: z.number() });
const Edited = Preview.extend({ changeSet: Id.nullable() });

export const ChangeSet = z.object({
  id: Id,
  at: z.number(),
  kind: z.enum(["import", "edit", "merge", "split"]),
  /** Of an edit: what was edited, by which fields and in how many rows (`EditLabel`); else words. */
  label: z.string(),
  importRun: Id.nullable(),
  undoneAt: z.number().nullable(),
  changes: z.number(),
});
export type ChangeSet = z.infer<typeof ChangeSet>;

/** The label of an edit, as JSON. */
export const EditLabel = z.object({
  edited: z.enum([
    "films",
    "members",
    "segments",
    "feedback",
    "rules",
    "holidays",
    "overrides",
    "windows",
    "concepts",
    "campaigns",
    "allocations",
    "words",
    "links",
    "trailers",
  ]),
  fields: z.array(z.string()),
  rows: z.number(),
});
export type EditLabel = z.infer<typeof EditLabel>;

/** A row of the set is no longer as the set left it. */
const Changed = z.object({ type: z.literal("Changed"), entity: z.string(), key: z.string() });
const Refused = z.discriminatedUnion("type", [NoLibrary, NotFound, Changed]);
const Turned = z.object({ changes: z.number() });

export const editsContract = {
  previewFilmEdit: { in: FilmEdit, out: Preview, error: NoLibrary },
  editFilms: { in: FilmEdit, out: Edited, error: NoLibrary },
  previewMemberEdit: { in: MemberEdit, out: Preview, error: NoLibrary },
  editMembers: { in: MemberEdit, out: Edited, error: NoLibrary },
  /** Newest first. */
  changeSets: {
    in: Page,
    out: z.object({ total: z.number(), sets: z.array(ChangeSet) }),
    error: NoLibrary,
  },
  undoChangeSet: { in: z.object({ id: Id }), out: Turned, error: Refused },
  redoChangeSet: { in: z.object({ id: Id }), out: Turned, error: Refused },
  /** The edit that Undo would take back, and the one that Redo would make again. */
  editHistory: {
    in: Nothing,
    out: z.object({ undo: ChangeSet.nullable(), redo: ChangeSet.nullable() }),
    error: NoLibrary,
  },
} as const;
