/** Points as WebGL 2 point sprites: positions and colours lie on the device, drawn into a texture and shown from there. */
import {
  mostColours,
  type Painter,
  pixelsOf,
  pointSize,
  type Rgb,
  resized,
  roundFrom,
  type ScatterLayer,
  scatteredOrder,
  Walk,
} from "./painter.ts";

const vertexSource = `#version 300 es
in vec2 place;
in uint colour;
uniform vec2 middle;
uniform vec2 scale;
uniform float size;
uniform vec3 palette[${mostColours}];
flat out vec3 shade;
void main() {
  gl_Position = vec4((place - middle) * scale, 0.0, 1.0);
  gl_PointSize = size;
  shade = palette[colour];
}`;
const fragmentSource = `#version 300 es
precision mediump float;
flat in vec3 shade;
uniform float alpha;
uniform bool isRound;
out vec4 ink;
void main() {
  if (isRound) {
    vec2 off = gl_PointCoord - 0.5;
    if (dot(off, off) > 0.25) discard;
  }
  ink = vec4(shade * alpha, alpha);
}`;

interface Held {
  readonly array: WebGLVertexArrayObject;
  readonly buffers: readonly WebGLBuffer[];
  readonly count: number;
  readonly layer: ScatterLayer;
}

const compiled = (gl: WebGL2RenderingContext): WebGLProgram | null => {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertexSource],
    [gl.FRAGMENT_SHADER, fragmentSource],
  ] as const) {
    const shader = gl.createShader(type);
    if (!shader) return null;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  return gl.getProgramParameter(program, gl.LINK_STATUS) ? program : null;
};

/** Null where WebGL 2 is missing or refuses. */
export const webglPainter = (box: HTMLElement): Painter | null => {
  const canvas = document.createElement("canvas");
  const gl = canvas.getContext("webgl2", { antialias: false, depth: false, alpha: true });
  const program = gl && compiled(gl);
  if (!gl || !program) return null;
  box.append(canvas);
  // biome-ignore lint/correctness/useHookAtTopLevel: WebGL's, not React's
  gl.useProgram(program);
  const uniform = (name: string): WebGLUniformLocation | null => gl.getUniformLocation(program, name);
  const uniforms = {
    middle: uniform("middle"),
    scale: uniform("scale"),
    size: uniform("size"),
    alpha: uniform("alpha"),
    isRound: uniform("isRound"),
    palette: uniform("palette"),
  };
  const place = gl.getAttribLocation(program, "place");
  const colour = gl.getAttribLocation(program, "colour");
  const hidden = gl.createFramebuffer();
  const pixels = gl.createRenderbuffer();
  let [across, down] = [0, 0];
  let held: Held[] = [];
  let walk = new Walk([]);
  let sizes: readonly number[] = [];

  const release = (): void => {
    for (const { array, buffers } of held) {
      gl.deleteVertexArray(array);
      for (const buffer of buffers) gl.deleteBuffer(buffer);
    }
    held = [];
  };
  const hold = (layer: ScatterLayer): Held => {
    const order = scatteredOrder(layer.x.length);
    const places = new Float32Array(order.length * 2);
    const colours = new Uint8Array(order.length);
    for (let n = 0; n < order.length; n++) {
      const row = order[n] as number;
      places[2 * n] = layer.x[row] as number;
      places[2 * n + 1] = layer.y[row] as number;
      colours[n] = layer.colour[row] as number;
    }
    const array = gl.createVertexArray();
    gl.bindVertexArray(array);
    const buffers = [places, colours].map((values) => {
      const buffer = gl.createBuffer();
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      gl.bufferData(gl.ARRAY_BUFFER, values, gl.STATIC_DRAW);
      if (values === places) gl.vertexAttribPointer(place, 2, gl.FLOAT, false, 0, 0);
      else gl.vertexAttribIPointer(colour, 1, gl.UNSIGNED_BYTE, 0, 0);
      return buffer;
    });
    gl.enableVertexAttribArray(place);
    gl.enableVertexAttribArray(colour);
    return { array, buffers, count: order.length, layer };
  };

  return {
    show(layers, colours: readonly Rgb[]) {
      release();
      held = layers.map(hold);
      gl.uniform3fv(uniforms.palette, new Float32Array(colours.flat().map((value) => value / 255)));
      gl.enable(gl.BLEND);
      gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    },
    begin(camera, size, pixelRatio, zoom) {
      const { width, height } = size;
      const wanted = pixelsOf(size, pixelRatio);
      gl.bindFramebuffer(gl.FRAMEBUFFER, hidden);
      if (across !== wanted.width || down !== wanted.height) {
        [across, down] = [wanted.width, wanted.height];
        gl.bindRenderbuffer(gl.RENDERBUFFER, pixels);
        gl.renderbufferStorage(gl.RENDERBUFFER, gl.RGBA8, across, down);
        gl.framebufferRenderbuffer(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.RENDERBUFFER, pixels);
      }
      gl.viewport(0, 0, across, down);
      gl.clearColor(0, 0, 0, 0);
      gl.clear(gl.COLOR_BUFFER_BIT);
      gl.uniform2f(uniforms.middle, camera.x, camera.y);
      gl.uniform2f(uniforms.scale, (2 * camera.scale) / width, (2 * camera.scale) / height);
      walk = new Walk(held.map(({ count }) => count));
      sizes = held.map(({ layer }) => pointSize(layer.size, zoom) * pixelRatio);
    },
    paint(points) {
      walk.step(points, (part, from, count) => {
        const { array, layer } = held[part] as Held;
        const size = sizes[part] as number;
        gl.uniform1f(uniforms.size, size);
        gl.uniform1f(uniforms.alpha, layer.alpha);
        gl.uniform1i(uniforms.isRound, size >= roundFrom ? 1 : 0);
        gl.bindVertexArray(array);
        gl.drawArrays(gl.POINTS, from, count);
      });
      if (!walk.done) {
        gl.flush();
        return false;
      }
      resized(canvas, { width: across, height: down });
      gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, null);
      gl.blitFramebuffer(0, 0, across, down, 0, 0, across, down, gl.COLOR_BUFFER_BIT, gl.NEAREST);
      gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, hidden);
      return true;
    },
    copyTo: (target, x, y, { width, height }) => target.drawImage(canvas, x, y, width, height),
    dispose() {
      canvas.remove();
      release();
      gl.deleteFramebuffer(hidden);
      gl.deleteRenderbuffer(pixels);
      gl.deleteProgram(program);
    },
  };
};
