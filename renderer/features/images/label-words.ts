import type { LabelKind } from "../../../shared/domain/image-labels.ts";
import { useGenreName } from "../../ui/format.ts";

/** A label as the user reads it: genres have names in both languages, keywords stand as the library writes them. */
export const useLabelName = (): ((kind: LabelKind, name: string) => string) => {
  const genreName = useGenreName();
  return (kind, name) => (kind === "genre" ? genreName(name) : name);
};
