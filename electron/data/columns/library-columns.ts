/**
 * The columns of an open library. Small libraries are read when asked; the figures of large ones are made in the
 * background from a pass over the interactions, kept in the library, and stand at nothing until they are there.
 */
import { minimumGroup } from "../privacy/group-size.ts";
import type { Connection } from "../store/library.ts";
import { type Arrays, loadArrays, storeArrays } from "./cache.ts";
import type { ColumnTable } from "./column.ts";
import {
  arraysOf,
  buildFigures,
  emptyFilmFigures,
  emptyMemberFigures,
  type FilmFigures,
  type MemberFigures,
  type Visits,
} from "./figures.ts";
import { type FilmBase, patchFilmBase, readFilmBase } from "./film-base.ts";
import { buildHouse, emptyHouseFigures, type HouseFigures } from "./house.ts";
import { patchMemberBase, readMemberBase } from "./member-base.ts";
import { catalogueRevision, figuresRevision, houseRevision } from "./revisions.ts";
import { filmTable, memberTable } from "./tables.ts";

/** Up to so many rows the answer waits for the figures, and they are not worth keeping. */
const fewRows = 200_000;

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

const cachedFigures = { film: "figures.film", member: "figures.member", visits: "figures.visits" } as const;

export class LibraryColumns {
  readonly #db: Connection;
  readonly #filmFigures = new Latest<FilmFigures>();
  readonly #memberFigures = new Latest<MemberFigures>();
  readonly #visits = new Latest<Visits>();
  readonly #noHouse = emptyHouseFigures(0);
  readonly #noFilms = emptyFilmFigures(0);
  readonly #noMembers = emptyMemberFigures(0);
  readonly #noVisits: Visits = { starts: new Uint32Array(0), bytes: new Uint8Array(0) };
  readonly #house = new Latest<HouseFigures>();
  readonly #filmBase = new Latest<FilmBase>();
  readonly #memberBase = new Latest<ColumnTable>();
  readonly #films = new Latest<ColumnTable>();
  readonly #members = new Latest<ColumnTable>();
  readonly #stored = new Loading();
  #building: { readonly key: string; readonly done: Promise<void> } | null = null;
  #share: number | null = null;
  /** Tables that somebody waits for; the pass over the interactions stands back until they are there. */
  readonly #awaited = new Set<Promise<unknown>>();

  constructor(db: Connection) {
    this.#db = db;
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
    const base = await this.#first(this.#filmBase.get(this.revision(), () => readFilmBase(this.#db)));
    const minimum = minimumGroup(this.#db);
    return this.#films.get(`${identity(base)} ${identity(figures)} ${identity(house)} ${minimum}`, () =>
      filmTable(base, figures, house, minimum),
    );
  }

  async members(): Promise<ColumnTable> {
    const figures = await this.#figures(this.#memberFigures, cachedFigures.member, this.#noMembers);
    const base = await this.#first(this.#memberBase.get(this.revision(), () => readMemberBase(this.#db)));
    return this.#members.get(`${identity(base)} ${identity(figures)}`, () => memberTable(base, figures));
  }

  filmFigures(): Promise<FilmFigures> {
    return this.#figures(this.#filmFigures, cachedFigures.film, this.#noFilms);
  }

  /** Null while they are being made. */
  async visits(): Promise<Visits | null> {
    const visits = await this.#figures(this.#visits, cachedFigures.visits, this.#noVisits);
    return visits === this.#noVisits ? null : visits;
  }

  /** Resolves when the figures are those of the present rows. */
  async settled(): Promise<void> {
    await this.filmFigures();
    await this.#building?.done;
    await this.#houseFigures();
  }

  async #figures<T extends FilmFigures | MemberFigures | Visits>(
    latest: Latest<T>,
    cache: string,
    none: T,
  ): Promise<T> {
    const key = figuresRevision(this.#db);
    if (latest.isOf(key)) return latest.kept as T;
    const stored = await this.#stored.get(`${cache} ${key}`, () => loadArrays(this.#db, cache, key));
    if (stored) return latest.get(key, async () => stored as unknown as T);
    const building = this.#build(key);
    if (this.#isSmall("interaction", fewRows)) await building;
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

  async #pass(key: string): Promise<void> {
    this.#share = 0;
    const figures = await buildFigures(this.#db, async (share) => {
      this.#share = share;
      await Promise.allSettled(this.#awaited);
    });
    await this.#filmFigures.get(key, async () => figures.film);
    await this.#memberFigures.get(key, async () => figures.member);
    await this.#visits.get(key, async () => figures.visits);
    if (this.#isSmall("interaction", fewRows)) return;
    for (const part of ["film", "member", "visits"] as const)
      await storeArrays(this.#db, cachedFigures[part], key, arraysOf(figures[part]));
  }

  async #houseFigures(): Promise<HouseFigures> {
    const key = houseRevision(this.#db);
    if (this.#house.isOf(key)) return this.#house.kept as HouseFigures;
    const small = this.#isSmall("showing", fewRows);
    const cache = "figures.house";
    const stored = small
      ? null
      : await this.#stored.get(`${cache} ${key}`, () => loadArrays(this.#db, cache, key));
    if (stored) return this.#house.get(key, async () => stored as unknown as HouseFigures);
    const made = this.#house.get(key, async () => {
      const figures = await buildHouse(this.#db);
      if (!small) await storeArrays(this.#db, cache, key, { ...figures } as Arrays);
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
