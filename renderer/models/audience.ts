/** The members whose preferences are asked for, as a model sees them. */
import type { RatingScale } from "../../shared/domain/interactions.ts";
import type { Histories } from "./model.ts";

/** What feedback says of a member's list: films liked unseen stay in it, others leave it. Films are indices. */
export interface ListFeedback {
  readonly stay: ReadonlySet<number>;
  readonly leave: ReadonlySet<number>;
}

export interface Audience {
  readonly memberIds: Int32Array;
  readonly histories: Histories;
  readonly scale: RatingScale;
  readonly feedback?: ReadonlyMap<number, ListFeedback>;
}
