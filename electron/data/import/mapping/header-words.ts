/** A column's name as words: "userId", "USER_ID" and "User ID" are all "user id"; Chinese stays as it is. */
export const headerWords = (name: string): string =>
  name
    .slice(0, 200)
    .normalize("NFKC")
    .replace(/^\uFEFF/, "")
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, "$1 $2")
    .toLowerCase()
    .replace(/[([（【].*?[)\]）】]/g, " ")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
