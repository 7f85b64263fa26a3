/** The words by which a library reads aspects: the included ones, and what the house changed of them. */
import included from "../../../assets/lexicons/aspects.json" with { type: "json" };
import { type AspectWord, type UsedWord, wordsWith } from "../../../shared/domain/aspect-words.ts";

export const usedWords = (changed: readonly AspectWord[]): UsedWord[] => wordsWith(included, changed);
