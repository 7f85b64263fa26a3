/** How forecasts of films, each made as though nobody had rated it, compare with what its raters thought of it. */
import type { WhatIfRecord } from "../../shared/contract/what-if.ts";
import { intervalZ } from "../../shared/domain/intervals.ts";
import type { Estimate } from "./model.ts";

/** Raters whose share says something of a film, and films that say something of a model. */
const fewestRaters = 20;
const fewestFilms = 10;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export class FilmRecord {
  readonly #raters: Int32Array;
  readonly #likes: Int32Array;
  readonly #forecast: Float64Array; // sums over raters
  readonly #low: Float64Array;
  readonly #high: Float64Array;

  constructor(films: number) {
    this.#raters = new Int32Array(films);
    this.#likes = new Int32Array(films);
    this.#forecast = new Float64Array(films);
    this.#low = new Float64Array(films);
    this.#high = new Float64Array(films);
  }

  add(film: number, liked: boolean, { value, low, high }: Estimate): void {
    const add = (sums: Int32Array | Float64Array, by: number): void => {
      sums[film] = (sums[film] as number) + by;
    };
    add(this.#raters, 1);
    add(this.#likes, liked ? 1 : 0);
    add(this.#forecast, value);
    add(this.#low, low);
    add(this.#high, high);
  }

  told(): WhatIfRecord | null {
    const films = [...this.#raters.keys()].filter((film) => (this.#raters[film] as number) >= fewestRaters);
    if (films.length < fewestFilms) return null;
    const of = (sums: Int32Array | Float64Array, film: number): number =>
      (sums[film] as number) / (this.#raters[film] as number);
    const truth = films.map((film) => of(this.#likes, film));
    const usual = mean(truth);
    return {
      films: films.length,
      error: mean(films.map((film, n) => Math.abs(of(this.#forecast, film) - (truth[n] as number)))),
      usual: mean(truth.map((share) => Math.abs(share - usual))),
      // The raters are a sample of those who might have rated it.
      covered: mean(
        films.map((film, n) => {
          const share = truth[n] as number;
          const chance = intervalZ * Math.sqrt((share * (1 - share)) / (this.#raters[film] as number));
          return of(this.#low, film) - chance <= share && share <= of(this.#high, film) + chance ? 1 : 0;
        }),
      ),
    };
  }
}
