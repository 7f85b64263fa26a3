/** What goes with what people say: attendance beyond its forecast. */
import { z } from "zod";
import type { FilmDays } from "../domain/attendance.ts";
import { NoLibrary } from "./file-token.ts";
import { Id, made, Nothing } from "./schemas.ts";

/** A change of attendance as a share, with its 95 % interval: 0.05 = 5 % more. */
export interface Change {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface TalkPart {
  /** Of texts of all windows before together, over all films. */
  readonly all: Change;
  /** Of this film, drawn to all films; null where it says nothing. */
  readonly own: Change | null;
  /** By window: days before, both ends within. */
  readonly windows: readonly { readonly from: number; readonly to: number; readonly change: Change }[];
  /** What goes with texts of the days after: none is expected. */
  readonly after: Change;
  /** `none`: chance may have made it; `goes`: texts foretell attendance; `mirrored`: texts afterwards go with it as well, so that both may follow another cause. */
  readonly verdict: "none" | "goes" | "mirrored";
}

/** How wrong a forecast is with and without some features, on rows that neither had seen. */
export interface Ablation {
  readonly films: number;
  /** Judged: films' days, or ratings. */
  readonly rows: number;
  readonly without: number;
  readonly with: number;
  /** `without` less `with`, with its 95 % interval: films as wholes. */
  readonly gain: Change;
  /** Whether rows before those judged chose the forecast with them. */
  readonly chosen: boolean;
  readonly verdict: "helps" | "none" | "harms";
}

/** Σ |seen − forecast| / Σ seen of films' days, a day ahead, with and without the talk of the two weeks before; days from `from` on (since 1970-01-01). */
export type TalkBenefit = Ablation & { readonly from: number };

/** Root mean square error of ratings from `from` on (days since 1970-01-01), with and without what texts before had said of the film. */
export type TextBenefit = Ablation & { readonly from: number };

export interface TalkEffect {
  /** Films with texts, their days, and the texts of those days. */
  readonly films: number;
  readonly days: number;
  readonly texts: number;
  /** Twice as many texts. */
  readonly volume: TalkPart;
  /** A tenth more praise. */
  readonly feeling: TalkPart;
  /** Null where too few films are spoken of to learn and to judge. */
  readonly benefit: TalkBenefit | null;
}

export const talkContract = {
  /** What texts add to a forecast of ratings; null where too few rated films are spoken of before and after. */
  textBenefit: {
    in: Nothing,
    out: z.object({ benefit: made<TextBenefit>().nullable() }),
    error: NoLibrary,
  },
  /** Of all films, and of one among them. `days` come from the scheduling worker. */
  talkEffect: {
    in: z.object({ days: made<FilmDays>(), film: Id.nullable() }),
    out: made<TalkEffect>(),
    error: z.discriminatedUnion("type", [
      NoLibrary,
      /** Films with texts around at least ten days on which they and another played. */
      z.object({ type: z.literal("TooLittleTalk"), films: z.number(), needed: z.number() }),
    ]),
  },
} as const;
