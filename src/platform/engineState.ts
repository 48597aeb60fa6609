import { commands, type Disposable } from 'vscode';
import type { LocalEngine } from './host';

/** The name under which the engine of the window is a connection. */
// eslint-disable-next-line localization/localized-text -- settings and memory refer to it
export const localEngineName = 'Local engine';

/**
 * Only what applies is offered: `when` clauses know `fineTuning.engine` as `running`, `joined` (another window's),
 * `stopped` or nothing.
 */
export function followEngine(engine: LocalEngine | null): Disposable[] {
  if (engine === null) return [];
  const report = () => {
    const state = engine.address === null ? 'stopped' : engine.isJoined ? 'joined' : 'running';
    void commands.executeCommand('setContext', 'fineTuning.engine', state);
  };
  report();
  return [engine.onDidChange(report)];
}
