/** The name that the house rules of a library are kept by, among its views. */
export const houseView = "house";
