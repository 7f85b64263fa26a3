/**
 * The columns of an open library. Small libraries are read when asked; the figures of large ones are made in the
 * background from a pass over the interactions, kept in the library, and stand at nothing until they are there.
 */
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
import { readFilmBase } from "./film-base.ts";
import { buildHouse, emptyHouseFigures, type HouseFigures } from "./house.ts";
import { readMemberBase } from "./member-base.ts";
import { catalogueRevision, figuresRevision } from "./revisions.ts";
import { filmTable, memberTable } from "./tables.ts";

/** Up to so many rows the answer waits for the figures, and they are not worth keeping. */
const fewRows = 200_000;

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
  readonly #filmBase = new Latest<ColumnTable>();
  readonly #memberBase = new Latest<ColumnTable>();
  readonly #films = new Latest<ColumnTable>();
  readonly #members = new Latest<ColumnTable>();
  #building: { readonly key: string; readonly done: Promise<void> } | null = null;
  #share: number | null = null;

  constructor(db: Connection) {
    this.#db = db;
  }

  /** How far the figures of the present rows are; null when they are complete. */
  get share(): number | null {
    return this.#share ?? (this.#house.making ? 0.99 : null);
  }

  async films(): Promise<ColumnTable> {
    const figures = await this.filmFigures();
    const house = await this.#houseFigures();
    const key = catalogueRevision(this.#db);
    const base = await this.#filmBase.get(key, () => readFilmBase(this.#db));
    return this.#films.get(`${key} ${identity(figures)} ${identity(house)}`, async () =>
      filmTable(base, figures, house),
    );
  }

  async members(): Promise<ColumnTable> {
    const figures = await this.#figures(this.#memberFigures, cachedFigures.member, this.#noMembers);
    const key = catalogueRevision(this.#db);
    const base = await this.#memberBase.get(`${key} ${figuresRevision(this.#db)}`, () =>
      readMemberBase(this.#db),
    );
    return this.#members.get(`${key} ${identity(base)} ${identity(figures)}`, async () =>
      memberTable(base, figures),
    );
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
    const stored = loadArrays(this.#db, cache, key);
    if (stored) return latest.get(key, async () => stored as unknown as T);
    const building = this.#build(key);
    if (this.#isSmall("interaction", fewRows)) await building;
    return latest.kept ?? none;
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
    const figures = await buildFigures(this.#db, (share) => {
      this.#share = share;
    });
    await this.#filmFigures.get(key, async () => figures.film);
    await this.#memberFigures.get(key, async () => figures.member);
    await this.#visits.get(key, async () => figures.visits);
    if (this.#isSmall("interaction", fewRows)) return;
    for (const part of ["film", "member", "visits"] as const)
      await storeArrays(this.#db, cachedFigures[part], key, arraysOf(figures[part]));
  }

  async #houseFigures(): Promise<HouseFigures> {
    const key = catalogueRevision(this.#db);
    if (this.#house.isOf(key)) return this.#house.kept as HouseFigures;
    const small = this.#isSmall("showing", fewRows);
    const cache = "figures.house";
    const stored = small ? null : loadArrays(this.#db, cache, key);
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
