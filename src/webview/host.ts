import type { FromPage } from '../protocol';

/** What VS Code gives a webview, once. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The extension, as the page sees it. */
export interface Host {
  send(message: FromPage): void;
  /** What the user last chose here; anything, since an older version may have written it. */
  load(): unknown;
  save(choices: unknown): void;
}

export function connectHost(): Host {
  const api = acquireVsCodeApi();
  return {
    send: (message) => api.postMessage(message),
    load: () => api.getState(),
    save: (choices) => api.setState(choices),
  };
}
