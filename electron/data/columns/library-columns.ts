/**
 * The columns of an open library. Small libraries are read when asked; what takes long in large ones is kept in the
 * library. Their figures are made in the background from a pass over the interactions, and stand at nothing until then.
 */
import { beginRatings, ratingsStand } from "../blocks/blocks.ts";
import { minimumGroup } from "../privacy/group-size.ts";
import type { Connection } from "../store/library.ts";
import { writesAllowed } from "../store/write-gate.ts";
import { type Arrays, dropArrays, isStored, loadArrays, storeArrays } from "./cache.ts";
import type { ColumnTable } from "./column.ts";
import {
  arraysOf,
  buildFigures,
  emptyFilmFigures,
  emptyMemberFigures,
  type FilmFigures,
  type MemberFigures,
} from "./figures.ts";
import { patchFilmBase, readFilmBase } from "./film-base.ts";
import { buildHouse, emptyHouseFigures, type HouseFigures } from "./house.ts";
import { patchMemberBase, readMemberBase } from "./member-base.ts";
import { catalogueRevision, figuresRevision, houseRevision } from "./revisions.ts";
import { arraysOfTable, tableFrom } from "./stored-table.ts";
import { filmTable, memberTable } from "./tables.ts";
import type { Visitors } from "./visitors.ts";

interface Limits {
  /** Up to so many rows the answer waits for the figures, and they are not worth keeping. */
  readonly few: number;
  /** Tables of so many rows are kept in the library. */
  readonly kept: number;
}
const usualLimits: Limits = { few: 200_000, kept: 20_000 };

/** An edit of more rows has everything read anew. */
const patchedRows = 3000;

interface Edited {
  readonly films: ReadonlySet<number>;
  readonly members: ReadonlySet<number>;
}

interface Kept<T> {
  readonly key: string;
  readonly value: T;
}

/** One value by key: made once however many ask, the last one kept until the next is there. */
class Latest<T> {
  #kept: Kept<T> | null = null;
  #making: { readonly key: string; readonly value: Promise<T> } | null = null;

  get kept(): T | null {
    return this.#kept?.value ?? null;
  }

  get making(): boolean {
    return this.#making !== null;
  }

  isOf(key: string): boolean {
    return this.#kept?.key === key;
  }

  get(key: string, make: () => Promise<T>): Promise<T> {
    if (this.#kept?.key === key) return Promise.resolve(this.#kept.value);
    if (this.#making?.key !== key) {
      const value = make();
      this.#making = { key, value };
      const done = (): void => {
        if (this.#making?.key === key) this.#making = null;
      };
      value.then((made) => {
        this.#kept = { key, value: made };
        done();
      }, done);
    }
    return this.#making?.value as Promise<T>;
  }
}

/** What is being read from the cache: two who ask at once read it once. */
class Loading {
  readonly #running = new Map<string, ReturnType<typeof loadArrays>>();

  get(key: string, load: () => ReturnType<typeof loadArrays>): ReturnType<typeof loadArrays> {
    const known = this.#running.get(key);
    if (known) return known;
    const loading = load().finally(() => this.#running.delete(key));
    this.#running.set(key, loading);
    return loading;
  }
}

const cachedFigures = {
  film: "figures.film",
  member: "figures.members",
  visitors: "figures.visitors",
} as const;
const cachedBases = { film: "base.film", member: "base.member" } as const;
/** What earlier versions kept. */
const formerCaches = ["figures.visits", "figures.member"];

export class LibraryColumns {
  readonly #db: Connection;
  readonly #limits: Limits;
  readonly #filmFigures = new Latest<FilmFigures>();
  readonly #memberFigures = new Latest<MemberFigures>();
  readonly #visitors = new Latest<Visitors>();
  readonly #noHouse = emptyHouseFigures(0);
  readonly #noFilms = emptyFilmFigures(0);
  readonly #noMembers = emptyMemberFigures(0);
  readonly #noVisitors: Visitors = {
    starts: new Uint32Array(0),
    bytes: new Uint8Array(0),
    values: new Float64Array(0),
  };
  readonly #house = new Latest<HouseFigures>();
  readonly #filmBase = new Latest<ColumnTable>();
  readonly #memberBase = new Latest<ColumnTable>();
  readonly #films = new Latest<ColumnTable>();
  readonly #members = new Latest<ColumnTable>();
  readonly #stored = new Loading();
  #building: { readonly key: string; readonly done: Promise<void> } | null = null;
  #share: number | null = null;
  /** What is being kept, one after the other. */
  #storing: Promise<unknown> = Promise.resolve();
  /** Tables that somebody waits for; work in the background stands back until they are there. */
  readonly #awaited = new Set<Promise<unknown>>();

  constructor(db: Connection, limits: Limits = usualLimits) {
    this.#db = db;
    this.#limits = limits;
  }

  /** How far the figures of the present rows are; null when they are complete. */
  get share(): number | null {
    return this.#share ?? (this.#house.making ? 0.99 : null);
  }

  /** Which films and members there are, and what their rows say. */
  revision(): string {
    return `${catalogueRevision(this.#db)} ${figuresRevision(this.#db)}`;
  }

  /**
   * After an edit that changed these rows and added or removed none: columns of the revision before it are patched,
   * those of an older one are left to be read anew.
   */
  async edited(before: string, { films, members }: Edited): Promise<void> {
    const after = this.revision();
    if (after === before) return;
    const filmBase = this.#filmBase.isOf(before) ? this.#filmBase.kept : null;
    const memberBase = this.#memberBase.isOf(before) ? this.#memberBase.kept : null;
    if (filmBase && films.size <= patchedRows)
      await this.#filmBase.get(after, async () =>
        films.size === 0 ? filmBase : patchFilmBase(this.#db, filmBase, [...films]),
      );
    if (memberBase && members.size <= patchedRows)
      await this.#memberBase.get(after, async () =>
        members.size === 0 ? memberBase : patchMemberBase(this.#db, memberBase, [...members]),
      );
  }

  async films(): Promise<ColumnTable> {
    const figures = await this.filmFigures();
    const house = await this.#houseFigures();
    const base = await this.#first(
      this.#filmBase.get(this.revision(), () => this.#base(cachedBases.film, readFilmBase)),
    );
    const minimum = minimumGroup(this.#db);
    return this.#films.get(`${identity(base)} ${identity(figures)} ${identity(house)} ${minimum}`, () =>
      filmTable(base, figures, house, minimum),
    );
  }

  async members(): Promise<ColumnTable> {
    const figures = await this.#figuresOfMembers();
    const base = await this.#first(
      this.#memberBase.get(this.revision(), () => this.#base(cachedBases.member, readMemberBase)),
    );
    return this.#members.get(`${identity(base)} ${identity(figures)}`, () => memberTable(base, figures));
  }

  filmFigures(): Promise<FilmFigures> {
    return this.#figures(this.#filmFigures, cachedFigures.film, this.#noFilms);
  }

  #figuresOfMembers(): Promise<MemberFigures> {
    return this.#figures(this.#memberFigures, cachedFigures.member, this.#noMembers);
  }

  /** Null while they are being made. */
  async visitors(): Promise<Visitors | null> {
    const visitors = await this.#figures(this.#visitors, cachedFigures.visitors, this.#noVisitors);
    return visitors === this.#noVisitors ? null : visitors;
  }

  /** Resolves when the figures are those of the present rows. */
  async settled(): Promise<void> {
    const stand = (): boolean =>
      [this.#filmFigures, this.#memberFigures, this.#visitors].every((latest) =>
        latest.isOf(figuresRevision(this.#db)),
      );
    while (!stand()) {
      await this.filmFigures();
      await this.#figuresOfMembers();
      await this.visitors();
      await this.#building?.done;
    }
    await this.#houseFigures();
  }

  /** Reads what the first questions need, so that whoever asks them need not wait. */
  async warm(): Promise<void> {
    if (this.#isSmall("interaction", this.#limits.few)) return;
    await this.films();
    await this.members();
    await this.visitors();
  }

  /** Before the library is closed: bases that edits have patched are kept as they are now. */
  async keep(): Promise<void> {
    const [films, members] = [this.#filmBase.kept, this.#memberBase.kept];
    const key = this.revision();
    const isKept = (cache: string): boolean => isStored(this.#db, cache, key);
    await this.#storing;
    if (films && this.#filmBase.isOf(key) && !isKept(cachedBases.film)) this.#keep(cachedBases.film, films);
    if (members && this.#memberBase.isOf(key) && !isKept(cachedBases.member))
      this.#keep(cachedBases.member, members);
    await this.#storing;
  }

  #keep(cache: string, table: ColumnTable): void {
    if (table.ids.length < this.#limits.kept) return;
    const db = this.#db;
    const key = this.revision();
    const holds = (): boolean => this.revision() === key;
    this.#storing = this.#storing
      .then(() => storeArrays(db, cache, key, arraysOfTable(table), holds))
      .catch(() => undefined); // a cache that could not be kept is made again
  }

  /** From the cache, or from the rows; what was read from many rows is kept in the background. */
  async #base(cache: string, read: (db: Connection) => Promise<ColumnTable>): Promise<ColumnTable> {
    const db = this.#db;
    const key = this.revision();
    const stored = await loadArrays(db, cache, key);
    if (stored) return tableFrom(stored);
    const made = await read(db);
    if (this.revision() === key) this.#keep(cache, made);
    return made;
  }

  async #figures<T extends FilmFigures | MemberFigures | Visitors>(
    latest: Latest<T>,
    cache: string,
    none: T,
  ): Promise<T> {
    const key = figuresRevision(this.#db);
    if (latest.isOf(key)) return latest.kept as T;
    const stored = await this.#stored.get(`${cache} ${key}`, () => loadArrays(this.#db, cache, key));
    if (stored) return latest.get(key, async () => stored as unknown as T);
    const building = this.#build(key);
    if (this.#isSmall("interaction", this.#limits.few)) {
      await building;
      if (figuresRevision(this.#db) !== key) return this.#figures(latest, cache, none);
    }
    return latest.kept ?? none;
  }

  async #first<T>(table: Promise<T>): Promise<T> {
    this.#awaited.add(table);
    try {
      return await table;
    } finally {
      this.#awaited.delete(table);
    }
  }

  #isSmall(table: "interaction" | "showing", rows: number): boolean {
    return this.#db.prepare(`SELECT 1 FROM ${table} LIMIT 1 OFFSET ?`).get(rows) === undefined;
  }

  #build(key: string): Promise<void> {
    if (this.#building?.key === key) return this.#building.done;
    const before = this.#building?.done.catch(() => undefined) ?? Promise.resolve();
    const done = before.then(() => this.#pass(key));
    this.#building = { key, done };
    const end = (): void => {
      if (this.#building?.key !== key) return;
      this.#building = null;
      this.#share = null;
    };
    done.then(end, end);
    return done;
  }

  /** Ratings go into their blocks on the way, so that training need not read the rows once more. */
  async #pass(key: string): Promise<void> {
    const db = this.#db;
    const small = this.#isSmall("interaction", this.#limits.few);
    const holds = (): boolean => figuresRevision(db) === key;
    this.#share = 0;
    const ratings = small || db.readonly || ratingsStand(db) ? null : await beginRatings(db);
    const figures = await buildFigures(
      db,
      async (share) => {
        this.#share = share;
        await Promise.allSettled(this.#awaited);
        if (ratings) await writesAllowed(db);
        return holds();
      },
      ratings,
    );
    if (!figures) return;
    await ratings?.finish();
    await this.#filmFigures.get(key, async () => figures.film);
    await this.#memberFigures.get(key, async () => figures.member);
    await this.#visitors.get(key, async () => figures.visitors);
    if (small) return;
    for (const part of ["film", "member", "visitors"] as const)
      await storeArrays(db, cachedFigures[part], key, arraysOf(figures[part]), holds);
    for (const former of formerCaches) if (!db.readonly && holds()) await dropArrays(db, former, holds);
  }

  async #houseFigures(): Promise<HouseFigures> {
    const key = houseRevision(this.#db);
    if (this.#house.isOf(key)) return this.#house.kept as HouseFigures;
    const small = this.#isSmall("showing", this.#limits.few);
    const cache = "figures.house";
    const stored = small
      ? null
      : await this.#stored.get(`${cache} ${key}`, () => loadArrays(this.#db, cache, key));
    if (stored) return this.#house.get(key, async () => stored as unknown as HouseFigures);
    const made = this.#house.get(key, async () => {
      const figures = await buildHouse(this.#db, () => Promise.allSettled(this.#awaited));
      const holds = (): boolean => houseRevision(this.#db) === key;
      if (!small) await storeArrays(this.#db, cache, key, { ...figures } as Arrays, holds);
      return figures;
    });
    if (small) return made;
    made.catch(() => undefined);
    return this.#house.kept ?? this.#noHouse;
  }
}

/** A number an object keeps for life: tells figures apart in keys. */
const identities = new WeakMap<object, number>();
let lastIdentity = 0;
const identity = (of: object): number => {
  const known = identities.get(of) ?? ++lastIdentity;
  identities.set(of, known);
  return known;
};

const byLibrary = new WeakMap<Connection, LibraryColumns>();

export const columnsOf = (db: Connection): LibraryColumns => {
  const known = byLibrary.get(db) ?? new LibraryColumns(db);
  byLibrary.set(db, known);
  return known;
};
