/** What part of the plane is seen: the point in the middle, and pixels a unit. Up is up. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}
export interface Size {
  readonly width: number;
  readonly height: number;
}
export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface Bounds {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

const margin = 1.12;
const mostZoom = 200;

/** All within the bounds, in the middle. */
export const wholeView = ({ width, height }: Size, { left, right, bottom, top }: Bounds): Camera => ({
  x: (left + right) / 2,
  y: (bottom + top) / 2,
  scale:
    Math.max(1, Math.min(width / Math.max(right - left, 1e-3), height / Math.max(top - bottom, 1e-3))) /
    margin,
});

export const toScreen = (camera: Camera, { width, height }: Size, { x, y }: Place): Place => ({
  x: width / 2 + (x - camera.x) * camera.scale,
  y: height / 2 - (y - camera.y) * camera.scale,
});

export const toPlane = (camera: Camera, { width, height }: Size, { x, y }: Place): Place => ({
  x: camera.x + (x - width / 2) / camera.scale,
  y: camera.y - (y - height / 2) / camera.scale,
});

export const panned = (camera: Camera, dx: number, dy: number): Camera => ({
  ...camera,
  x: camera.x - dx / camera.scale,
  y: camera.y + dy / camera.scale,
});

/** What lies under `at` stays there; `whole` is the scale at which all is seen. */
export const zoomed = (camera: Camera, size: Size, at: Place, factor: number, whole: number): Camera => {
  const scale = Math.max(whole / 4, Math.min(whole * mostZoom, camera.scale * factor));
  const held = toPlane(camera, size, at);
  return {
    scale,
    x: held.x - (at.x - size.width / 2) / scale,
    y: held.y + (at.y - size.height / 2) / scale,
  };
};

/** Where a picture that one camera saw lies for another: to be scaled about its middle, then moved by so many pixels. */
export interface Carried extends Place {
  readonly scale: number;
}

export const carried = (picture: Camera, camera: Camera): Carried => ({
  x: (picture.x - camera.x) * camera.scale,
  y: (camera.y - picture.y) * camera.scale,
  scale: camera.scale / picture.scale,
});
