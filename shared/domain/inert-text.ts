/** Strangers' text as it is shown: without controls and marks that turn its direction or hide in it, and no longer than `most` characters. */
const unseen = /(?![\n\u200d])[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu;

export const inertText = (text: string, most = 400): string => {
  const plain = text
    .slice(0, 4 * most)
    .replace(unseen, "")
    .replace(/\s+/gu, " ");
  const characters = [...plain];
  return characters.length <= most ? plain : `${characters.slice(0, most - 1).join("")}…`;
};
