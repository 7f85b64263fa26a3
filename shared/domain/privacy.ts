/** Figures about fewer people than this could betray one of them, and are never shown. */
export const minimumGroupSize = 10;
