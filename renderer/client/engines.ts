/** The engines of this computer as the training worker measured them. Asking starts the worker. */
import type { EngineName, EngineState } from "../../shared/contract/training.ts";
import { useClients } from "./context.tsx";
import { usePreferences } from "./preferences.ts";
import { useRead } from "./read.ts";

export interface Engines {
  readonly auto: EngineName;
  readonly engines: readonly EngineState[];
  /** The one that runs: the user's choice where it is available, else the automatic one. */
  readonly running: EngineState | undefined;
}

/** Undefined until measured; pass false to wait before starting the worker. */
export const useEngines = (enabled = true): Engines | undefined => {
  const { training } = useClients();
  const { preferences } = usePreferences();
  const { data } = useRead(
    ["preferences", "engines"],
    async (signal) => (await training()).engines({}, { signal }),
    {
      enabled,
    },
  );
  if (!data) return undefined;
  const named = (name: string): EngineState | undefined =>
    data.engines.find((engine) => engine.name === name && engine.available);
  return { ...data, running: named(preferences.engine) ?? named(data.auto) };
};

/** As measured, or as the user insists. */
export const useGraphicsHardware = (): boolean => {
  const engines = useEngines();
  const { preferences } = usePreferences();
  const webgl = engines?.engines.find(({ name }) => name === "webgl");
  return webgl?.available === true && (webgl.reason === "hardware" || preferences.engine === "webgl");
};
