/** What Windows forbids in a name is left out, and a name cannot climb out of its folder. */
export const inFileName = (name: string): string =>
  name
    .replace(/[\p{Cc}\p{Cs}<>:"/\\|?*]/gu, " ")
    .replace(/\s+/g, " ")
    .replace(/^[\s.]+/, "")
    .slice(0, 80)
    .trim();
