/** What the preload script adds to the page. */
interface MarqueeBridge {
  requestPorts(): void;
  /** The token and name of a file or folder dropped on the window; null if it has no path on this computer. */
  fileToken(file: File): Promise<{ readonly file: string; readonly name: string } | null>;
}
interface Window {
  readonly marquee: MarqueeBridge;
}
