/** Hands the page its ports, and turns a file the user dropped into an opaque token. Nothing else crosses. */
import { contextBridge, ipcRenderer, webUtils } from "electron";

ipcRenderer.on("port", (event, name: string) => {
  window.postMessage({ type: "marquee-port", name }, window.location.origin, [...event.ports]);
});

contextBridge.exposeInMainWorld("marquee", {
  requestPorts: () => ipcRenderer.send("requestPorts"),
  fileToken: (file: File) => ipcRenderer.invoke("fileToken", webUtils.getPathForFile(file)),
});
