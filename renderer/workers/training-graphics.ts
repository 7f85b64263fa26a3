/** A canvas of the worker's own with a WebGL 2 context for the models to compute on. */
import type { Graphics } from "../models/engine.ts";

export const openGraphics = (): Graphics | null => {
  const canvas = new OffscreenCanvas(1, 1);
  const gl = canvas.getContext("webgl2", {
    alpha: false,
    antialias: false,
    depth: false,
    stencil: false,
    powerPreference: "high-performance",
  });
  if (!gl) return null;
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  const renderer = gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER) as string;
  return {
    canvas,
    renderer,
    onLost: (listener) => canvas.addEventListener("webglcontextlost", listener),
    isLost: () => gl.isContextLost(),
    lose: () => gl.getExtension("WEBGL_lose_context")?.loseContext(),
  };
};
