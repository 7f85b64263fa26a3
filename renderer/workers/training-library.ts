/** What the training worker keeps of the open library: ratings, traits and loaded models, read again once the library changes. */
import { decodeInto, emptyRatings } from "../../shared/blocks/rating-block.ts";
import type { DataClient } from "../../shared/contract/data.ts";
import { ModelCard } from "../../shared/contract/training.ts";
import type { FilmTraits, Ratings } from "../../shared/domain/interactions.ts";
import { usualMinimum } from "../../shared/domain/privacy.ts";
import { err, ok, type Result } from "../../shared/domain/result.ts";
import { algorithms } from "../models/algorithms.ts";
import { decodeArtefact, encodeArtefact } from "../models/artefact.ts";
import type { PreferenceModel } from "../models/model.ts";
import { type Audience, Tastes, type Watched } from "../models/preferences.ts";
import { allHistories } from "../models/split.ts";

export interface LibraryData {
  readonly ratings: Ratings;
  readonly traits: FilmTraits;
  readonly fingerprint: string;
  readonly audience: Audience;
}
export interface LoadedModel {
  readonly card: ModelCard;
  readonly model: PreferenceModel;
  readonly tastes: Tastes;
}
type NoLibrary = { readonly type: "NoLibrary" };
type NoModel = { readonly type: "NoModel" };

/** The value of a call to the data service; a call cut off by a cancel throws the signal's reason, other faults are bugs. */
export const received = <T, E extends { readonly type: string }>(
  result: Result<T, E>,
  signal?: AbortSignal,
): Result<T, NoLibrary> => {
  if (result.ok) return result;
  if (result.error.type === "NoLibrary") return err({ type: "NoLibrary" });
  signal?.throwIfAborted();
  throw new Error(`the data service failed: ${JSON.stringify(result.error)}`);
};

/** Index of each id; ids are row ids of SQLite, dense enough for a table. */
const indexTable = (ids: Int32Array): Int32Array => {
  const table = new Int32Array(ids.reduce((largest, id) => Math.max(largest, id), 0) + 1);
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
): Promise<Result<{ ratings: Ratings; fingerprint: string }, NoLibrary>> => {
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
  const { rows, memberIds, filmIds, scale, fingerprint } = answer.value;
  if (damaged || offset !== rows) throw new Error("a block of ratings is damaged");
  toIndices(columns.member, memberIds);
  toIndices(columns.film, filmIds);
  return ok({ ratings: { ...columns, memberIds, filmIds, scale }, fingerprint });
};

export class TrainingLibrary {
  readonly #data: DataClient;
  #key = "";
  #read: LibraryData | null = null;
  #loaded: LoadedModel | null = null;

  constructor(data: DataClient) {
    this.#data = data;
  }

  async read(signal?: AbortSignal): Promise<Result<LibraryData, NoLibrary>> {
    const info = received(await this.#data.libraryInfo({}));
    if (!info.ok) return info;
    const { path, counts } = info.value;
    const key = JSON.stringify([path, counts.films, counts.members, counts.interactions]);
    if (this.#read && this.#key === key) return ok(this.#read);
    const answer = await readRatings(this.#data, signal);
    if (!answer.ok) return answer;
    const traits = received(await this.#data.filmTraits({}));
    if (!traits.ok) return traits;
    const { ratings, fingerprint } = answer.value;
    const audience = { memberIds: ratings.memberIds, histories: allHistories(ratings), scale: ratings.scale };
    this.#read = { ratings, traits: traits.value, fingerprint, audience };
    this.#key = key;
    this.#loaded = null;
    return ok(this.#read);
  }

  /** The model of this id, or the latest one. */
  async load(id: string | undefined): Promise<Result<LoadedModel & LibraryData, NoLibrary | NoModel>> {
    const library = await this.read();
    if (!library.ok) return library;
    const listed = received(await this.#data.listModels({}));
    if (!listed.ok) return listed;
    const latest = [...listed.value.cards].sort((a, b) => b.createdAt - a.createdAt)[0];
    const wanted = id === undefined ? latest : listed.value.cards.find((card) => card.id === id);
    if (!wanted) return err({ type: "NoModel" });
    if (this.#loaded?.card.id !== wanted.id) {
      const stored = await this.#data.loadModel({ id: wanted.id });
      if (!stored.ok && stored.error.type === "NotFound") return err({ type: "NoModel" });
      const answer = received(stored);
      if (!answer.ok) return answer;
      const card = ModelCard.parse(answer.value.card);
      const { ratings, traits, audience } = library.value;
      const model = algorithms[card.name].load(decodeArtefact(answer.value.weights), {
        filmIds: ratings.filmIds,
        traits,
      });
      this.#loaded = { card, model, tastes: new Tastes(model, audience) };
    }
    return ok({ ...this.#loaded, ...library.value });
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

  async save(card: ModelCard, model: PreferenceModel): Promise<Result<unknown, NoLibrary>> {
    return received(await this.#data.saveModel({ card, weights: encodeArtefact(model.save()) }));
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
