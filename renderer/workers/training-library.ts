/** What the training worker keeps of the open library: ratings, traits and loaded models, read again once the library changes. */

import { type Arrays, type Artefact, decodeArtefact, encodeArtefact } from "../../shared/blocks/artefact.ts";
import { decodeInto, emptyRatings } from "../../shared/blocks/rating-block.ts";
import type { DataClient } from "../../shared/contract/data.ts";
import type { TasteMap } from "../../shared/contract/exploring.ts";
import type { ChangedHistories } from "../../shared/contract/feedback.ts";
import { ModelCard } from "../../shared/contract/training.ts";
import type { FilmTraits, Ratings } from "../../shared/domain/interactions.ts";
import type { ModelTask } from "../../shared/domain/model-tasks.ts";
import { usualMinimum } from "../../shared/domain/privacy.ts";
import { err, ok, type Result } from "../../shared/domain/result.ts";
import { algorithms } from "../models/algorithms.ts";
import type { Audience, ListFeedback } from "../models/audience.ts";
import type { IndexedGroup } from "../models/evaluation/groups.ts";
import {
  type DatedHistory,
  type FilmFeedback,
  listFeedbackOf,
  mergedRatings,
  withFeedback,
} from "../models/feedback.ts";
import type { Histories, PreferenceModel } from "../models/model.ts";
import { Tastes, type Watched } from "../models/preferences.ts";
import { allHistories } from "../models/split.ts";
import { bytesOfMap, mapOfBytes } from "./kept-map.ts";
import { readPosters } from "./poster-traits.ts";
import { type ForgottenMeanwhile, type NoLibrary, received, stored } from "./received.ts";

export interface LibraryData {
  readonly ratings: Ratings;
  readonly traits: FilmTraits;
  readonly fingerprint: string;
  /** Of the library when it was read: what learned from it is stored only while they are the same. */
  readonly forgettings: number;
  readonly audience: Audience;
  /** The ratings with what feedback says, to train on. */
  readonly learned: () => Ratings;
}
export interface LoadedModel {
  readonly card: ModelCard;
  readonly model: PreferenceModel;
  readonly tastes: Tastes;
}
type NoModel = { readonly type: "NoModel" };

/** Index of each id; ids are row ids of SQLite, dense enough for a table. */
const indexTable = (ids: Int32Array, otherwise = 0): Int32Array => {
  const table = new Int32Array(ids.reduce((largest, id) => Math.max(largest, id), 0) + 1).fill(otherwise);
  for (let index = 0; index < ids.length; index++) table[ids[index] as number] = index;
  return table;
};

const toIndices = (column: Int32Array, ids: Int32Array): void => {
  const table = indexTable(ids);
  for (let row = 0; row < column.length; row++) column[row] = table[column[row] as number] as number;
};

/** Blocks are decoded as they come, while the data service reads the next ones. */
const readRatings = async (
  data: DataClient,
  signal?: AbortSignal,
): Promise<Result<Pick<Base, "ratings" | "fingerprint" | "forgettings">, NoLibrary>> => {
  let columns = emptyRatings(0);
  let offset = 0;
  let damaged = false;
  const onProgress = ({ rows }: { rows: number }): void => {
    columns = emptyRatings(rows);
    offset = 0;
  };
  const onBlock = (block: Uint8Array): void => {
    const rows = decodeInto(block, columns, offset);
    damaged ||= rows === null;
    offset += rows ?? 0;
  };
  const answer = received(await data.ratings({}, { signal, onProgress, onBlock }), signal);
  if (!answer.ok) return answer;
  const { rows, memberIds, filmIds, scale, ...state } = answer.value;
  if (damaged || offset !== rows) throw new Error("a block of ratings is damaged");
  toIndices(columns.member, memberIds);
  toIndices(columns.film, filmIds);
  return ok({ ratings: { ...columns, memberIds, filmIds, scale }, ...state });
};

/** Models kept in memory: a champion of each task. */
const mostLoaded = 3;

/** What is read of a library once; what feedback changed since lies beside it. */
interface Base {
  readonly ratings: Ratings;
  readonly traits: FilmTraits;
  readonly fingerprint: string;
  readonly forgettings: number;
  readonly histories: Histories;
  readonly memberAt: ReadonlyMap<number, number>;
  readonly filmAt: ReadonlyMap<number, number>;
}
interface Said {
  readonly rated: DatedHistory;
  readonly feedback: readonly FilmFeedback[];
}

const indexOfEach = (ids: Int32Array): ReadonlyMap<number, number> =>
  new Map(Array.from(ids, (id, index) => [id, index]));

/** Ratings and feedback of the members that changed, by index; films and members that are not in the base are left out. */
const saidBy = (
  { memberAt, filmAt }: Base,
  { members, ratings, feedback }: ChangedHistories,
): ReadonlyMap<number, Said> => {
  const said = new Map<number, Said>();
  // All three ascend by member.
  let row = 0;
  let next = 0;
  for (const id of members) {
    const films: number[] = [];
    const rows: number[] = [];
    for (; ratings.member[row] === id; row++) {
      const film = filmAt.get(ratings.film[row] as number);
      if (film === undefined) continue;
      films.push(film);
      rows.push(row);
    }
    const theirs: FilmFeedback[] = [];
    for (; feedback[next]?.member === id; next++) {
      const { film: filmId, kind, at } = feedback[next] as ChangedHistories["feedback"][number];
      const film = filmAt.get(filmId);
      if (film !== undefined) theirs.push({ film, kind, at });
    }
    const member = memberAt.get(id);
    if (member === undefined) continue;
    const rated = {
      films: Int32Array.from(films),
      ratings: Float32Array.from(rows, (at) => ratings.value[at] as number),
      at: Uint32Array.from(rows, (at) => Math.max(0, ratings.at[at] as number)),
    };
    said.set(member, { rated, feedback: theirs });
  }
  return said;
};

/** Lists are ranked by what is chosen next; how much a film is liked is for who predicts ratings to say. */
export const ranking = (task: ModelTask | undefined): readonly ModelTask[] =>
  task ? [task] : ["choices", "ratings", "likes", "cold"];
export const liking: readonly ModelTask[] = ["ratings", "likes", "choices", "cold"];

/** Index of the first id that the library does not have, and the indices of all. */
export const indicesOf = (
  ids: readonly number[],
  known: Int32Array,
): { indices: number[]; unknown: number | undefined } => {
  const at = new Map([...known].map((id, index) => [id, index]));
  const indices = ids.map((id) => at.get(id) ?? -1);
  return { indices, unknown: ids[indices.indexOf(-1)] };
};

export class TrainingLibrary {
  readonly #data: DataClient;
  #token: string | null = null;
  #base: Base | null = null;
  #fingerprint = "";
  readonly #said = new Map<number, Said>();
  /** The audience as models of a unit see it, until feedback changes it. */
  readonly #views = new Map<PreferenceModel["unit"], LibraryData>();
  readonly #loaded = new Map<string, LoadedModel & { readonly audience: Audience }>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(data: DataClient) {
    this.#data = data;
  }

  /** What models of this unit learn from and are asked about. Only what changed since the last call is read. */
  read(
    signal?: AbortSignal,
    unit: PreferenceModel["unit"] = "rating",
  ): Promise<Result<LibraryData, NoLibrary>> {
    const reading = this.#turn.then(() => this.#read(signal, unit));
    this.#turn = reading.catch(() => undefined);
    return reading;
  }

  /** Everything is read again at the next call: something changed that no log tells of. */
  readAgain(): void {
    this.#token = null;
  }

  async #read(
    signal: AbortSignal | undefined,
    unit: PreferenceModel["unit"],
  ): Promise<Result<LibraryData, NoLibrary>> {
    const asked = received(await this.#data.changedHistories({ token: this.#token }));
    if (!asked.ok) return asked;
    const { token, reread, members, fingerprint } = asked.value;
    if (reread || !this.#base) {
      const base = await this.#readBase(signal);
      if (!base.ok) return base;
      this.#base = base.value;
      this.#said.clear();
      this.#views.clear();
      this.#loaded.clear();
    }
    if (members.length > 0) {
      for (const [member, said] of saidBy(this.#base, asked.value)) this.#said.set(member, said);
      this.#views.clear();
    }
    this.#token = token;
    this.#fingerprint = fingerprint;
    return ok(this.#viewOf(this.#base, unit));
  }

  async #readBase(signal?: AbortSignal): Promise<Result<Base, NoLibrary>> {
    const answer = await readRatings(this.#data, signal);
    if (!answer.ok) return answer;
    const traits = received(await this.#data.filmTraits({}));
    if (!traits.ok) return traits;
    const posters = await readPosters(this.#data, traits.value.filmIds, signal);
    if (!posters.ok) return posters;
    const { ratings, ...state } = answer.value;
    return ok({
      ratings,
      traits: { ...traits.value, ...(posters.value && { posters: posters.value }) },
      ...state,
      histories: allHistories(ratings),
      memberAt: indexOfEach(ratings.memberIds),
      filmAt: indexOfEach(ratings.filmIds),
    });
  }

  #viewOf(base: Base, unit: PreferenceModel["unit"]): LibraryData {
    const { ratings, traits, fingerprint, forgettings, histories } = base;
    const known = this.#views.get(unit);
    if (known) return known;
    const { scale, memberIds } = ratings;
    const changed = new Map<number, DatedHistory>();
    const feedback = new Map<number, ListFeedback>();
    for (const [member, said] of this.#said) {
      changed.set(member, withFeedback(said.rated, said.feedback, unit, scale));
      feedback.set(member, listFeedbackOf(said.rated, said.feedback));
    }
    const view: LibraryData = {
      ratings,
      traits,
      fingerprint: this.#fingerprint === "" ? fingerprint : `${fingerprint}+${this.#fingerprint}`,
      forgettings,
      audience: { memberIds, histories: { ...histories, changed }, scale, feedback },
      learned: () => mergedRatings(ratings, changed),
    };
    this.#views.set(unit, view);
    return view;
  }

  /** The model of this id, or the champion of the first of these tasks that has one. */
  async load(
    id: string | undefined,
    tasks: readonly ModelTask[],
    signal?: AbortSignal,
  ): Promise<Result<LoadedModel & LibraryData, NoLibrary | NoModel>> {
    const named = await this.#idOf(id, tasks);
    if (!named.ok) return named;
    // Reading drops models that were loaded for another state of the library.
    const library = await this.read(signal);
    signal?.throwIfAborted();
    if (!library.ok) return library;
    const known = this.#loaded.get(named.value) ?? null;
    const stored = known ? null : await this.stored(named.value);
    if (stored && !stored.ok) return stored;
    const { ratings, traits } = library.value;
    const card = known?.card ?? ModelCard.parse(stored?.value.card);
    const model =
      known?.model ??
      algorithms[card.name].load(stored?.value.artefact as Artefact, {
        filmIds: ratings.filmIds,
        traits,
      });
    const view = this.#viewOf(this.#base as Base, model.unit);
    const tastes = known?.audience === view.audience ? known.tastes : new Tastes(model, view.audience);
    this.#loaded.delete(card.id);
    this.#loaded.set(card.id, { card, model, tastes, audience: view.audience });
    for (const oldest of this.#loaded.keys()) if (this.#loaded.size > mostLoaded) this.#loaded.delete(oldest);
    return ok({ ...view, card, model, tastes });
  }

  /** The id that `load` would take; null where there is no model. */
  async modelOf(
    id: string | undefined,
    tasks: readonly ModelTask[],
  ): Promise<Result<string | null, NoLibrary>> {
    const named = await this.#idOf(id, tasks);
    if (named.ok) return named;
    return named.error.type === "NoLibrary" ? err(named.error) : ok(null);
  }

  /** The taste map kept in the library under this key. */
  async keptMap(
    key: string,
  ): Promise<Result<{ readonly state: string; readonly map: TasteMap | null }, NoLibrary>> {
    const answer = received(await this.#data.keptMap({ key }));
    if (!answer.ok) return answer;
    const { state, map } = answer.value;
    return ok({ state, map: map && mapOfBytes(map) });
  }

  /** Where it cannot be written, as on a full disk, it is made again the next time. */
  async keepMap(key: string, state: string, map: TasteMap): Promise<void> {
    await this.#data.keepMap({ key, state, map: bytesOfMap(map) });
  }

  async #idOf(
    id: string | undefined,
    tasks: readonly ModelTask[],
  ): Promise<Result<string, NoLibrary | NoModel>> {
    if (id !== undefined) {
      const listed = received(await this.#data.listModels({}));
      if (!listed.ok) return listed;
      return listed.value.cards.some((card) => card.id === id) ? ok(id) : err({ type: "NoModel" });
    }
    const answer = received(await this.#data.champions({}));
    if (!answer.ok) return answer;
    const { champions } = answer.value;
    const champion = tasks.flatMap((task) => champions.find((each) => each.task === task) ?? [])[0];
    return champion ? ok(champion.model) : err({ type: "NoModel" });
  }

  /** The smallest group of members that anything may be told of. */
  async minimumGroup(): Promise<number> {
    const privacy = received(await this.#data.privacy({}));
    return privacy.ok ? privacy.value.minimum : usualMinimum;
  }

  /** What members, given by index, saw without rating it. */
  async watched(
    { ratings, audience }: LibraryData,
    members: readonly number[],
  ): Promise<Result<Watched, NoLibrary>> {
    const ids = members.map((index) => audience.memberIds[index] as number);
    const answer = received(await this.#data.watched({ members: ids }));
    if (!answer.ok) return answer;
    const { member, film } = answer.value;
    const indexOf = new Map(ids.map((id, n) => [id, members[n] as number]));
    const films = new Map([...ratings.filmIds].map((id, index) => [id, index]));
    const watched = new Map<number, number[]>();
    for (const [n, id] of member.entries()) {
      const index = indexOf.get(id) as number;
      const list = watched.get(index) ?? [];
      list.push(films.get(film[n] as number) as number);
      watched.set(index, list);
    }
    return ok(watched);
  }

  /** A model as it lies in the library. */
  async stored(
    id: string,
  ): Promise<Result<{ readonly card: unknown; readonly artefact: Artefact }, NoLibrary | NoModel>> {
    const stored = await this.#data.loadModel({ id });
    if (!stored.ok && stored.error.type === "NotFound") return err({ type: "NoModel" });
    const answer = received(stored);
    if (!answer.ok) return answer;
    return ok({ card: answer.value.card, artefact: decodeArtefact(answer.value.weights) });
  }

  /** Segments and traits of the audience with their members as indices. */
  async groups({ ratings }: LibraryData): Promise<Result<IndexedGroup[], NoLibrary>> {
    const answer = received(await this.#data.memberGroups({}));
    if (!answer.ok) return answer;
    const table = indexTable(ratings.memberIds, -1);
    return ok(
      answer.value.groups.map((group) => ({
        ...group,
        members: group.members.map((id) => table[id] ?? -1).filter((index) => index >= 0),
      })),
    );
  }

  /** `arrays` are kept beside the model's own. */
  async save(
    card: ModelCard,
    model: PreferenceModel,
    arrays: Arrays,
    { forgettings }: LibraryData,
  ): Promise<Result<unknown, NoLibrary | ForgottenMeanwhile>> {
    const own = model.save();
    const weights = encodeArtefact({ ...own, arrays: { ...own.arrays, ...arrays } });
    return stored(await this.#data.saveModel({ card, weights, forgettings }));
  }
}

/** Opened when first asked for. */
export const openTrainingLibrary = (connected: Promise<DataClient>): (() => Promise<TrainingLibrary>) => {
  let opened: Promise<TrainingLibrary> | null = null;
  return () => {
    opened ??= connected.then((data) => new TrainingLibrary(data));
    return opened;
  };
};
