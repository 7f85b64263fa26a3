import { useTraining } from "./training-run.ts";
import { useTuning } from "./tuning/tuning-run.ts";

/** One training or search at a time: both need the engine. */
export const useBusy = (): boolean => {
  const training = useTraining().order !== null;
  const tuning = useTuning().request !== null;
  return training || tuning;
};
