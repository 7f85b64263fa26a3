/** Small schemas that several methods share. */
import { z } from "zod";

/**
 * The type of a value that our own service makes: the compiler checks it where it is made.
 * Whatever comes from outside (inputs, files) is declared in full instead.
 */
export const made = <T>(): z.ZodType<T, T> => z.custom<T>();

export const Nothing = z.object({});
export const Id = z.number().int().nonnegative();
export const IsoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** Only what was known before this day counts; null = all of it. */
export const Until = IsoDate.nullable().default(null);
export const Page = z.object({
  offset: z.number().int().nonnegative(),
  limit: z.number().int().min(1).max(1000),
});
export const Share = z.object({ share: z.number().min(0).max(1) });
export const NeverFails = z.never();
