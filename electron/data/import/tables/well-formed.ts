const loneSurrogate = /\p{Surrogate}/u;
const loneSurrogates = /\p{Surrogate}/gu;

/** Half of a pair of UTF-16 is no character, and no file or database keeps it: U+FFFD stands in. */
export const wellFormed = (text: string): string =>
  loneSurrogate.test(text) ? text.replace(loneSurrogates, "\uFFFD") : text;
