/** A library that could not be opened, until something is decided about it. */
import type { AnyFault } from "../../shared/domain/fault.ts";
import { makeStore } from "../client/store.ts";

export interface NotOpened {
  readonly file: string;
  readonly name: string;
  readonly fault: AnyFault;
}

export const notOpenedStore = makeStore<NotOpened | null>(null);

/** Failures with a choice get a page of their own; the others are told in passing. */
const withChoice = new Set([
  "Damaged",
  "InUse",
  "MigrationUnprotected",
  "NotFound",
  "OldAndReadOnly",
  "NewerSchema",
]);
export const hasChoice = ({ type }: AnyFault): boolean => withChoice.has(type);
