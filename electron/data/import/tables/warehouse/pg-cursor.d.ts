/** The part of pg-cursor that is used here; the package brings no types. */
declare module "pg-cursor" {
  import type { FieldDef, Submittable } from "pg";

  interface Cursor extends Submittable {
    read(
      rows: number,
      done: (
        error: Error | undefined,
        rows: string[][],
        result: { readonly fields: readonly FieldDef[] },
      ) => void,
    ): void;
    close(done: () => void): void;
  }
  const Cursor: new (
    text: string,
    values: readonly string[],
    config: { readonly rowMode: "array"; readonly types: unknown },
  ) => Cursor;
  export default Cursor;
}
