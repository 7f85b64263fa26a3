/** FNV-1a (Fowler, Noll & Vo) of the UTF-16 units of a text: uint32. */
export const fnv1a = (text: string): number => {
  let h = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) h = Math.imul(h ^ text.charCodeAt(at), 0x01000193);
  return h >>> 0;
};
