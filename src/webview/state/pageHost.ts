import type { FromPage } from '../../shared/protocol';

/** What VS Code gives a webview, once. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The extension, as the page sees it. */
export interface PageHost<Message = FromPage> {
  send(message: Message): void;
  /** What the user last chose here; anything, since an older version may have written it. */
  load(): unknown;
  save(choices: unknown): void;
}

/**
 * VS Code keeps a page's state and gives it to the extension to restore the page after a reload: beside the user's
 * choices it says what the page shows, as the extension wrote it into the page's frame.
 */
export function connectHost<Message = FromPage>(shown: Readonly<Record<string, unknown>>): PageHost<Message> {
  const api = acquireVsCodeApi();
  const save = (choices: unknown) => api.setState({ ...shown, choices });
  const load = () => {
    const state = api.getState();
    return typeof state === 'object' && state !== null && 'choices' in state ? state.choices : undefined;
  };
  save(load());
  return { send: (message) => api.postMessage(message), load, save };
}
