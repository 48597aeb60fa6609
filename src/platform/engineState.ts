import { type Disposable, commands } from 'vscode';
import type { LocalEngine } from './host';

/** The name under which the engine of the window is a connection. */
export const localEngineName = 'Local engine';

/** Only what applies is offered: `when` clauses know `fineTuning.engine` as `running`, `stopped` or nothing. */
export function followEngine(engine: LocalEngine | null): Disposable[] {
  if (engine === null) return [];
  const report = () => {
    const state = engine.address === null ? 'stopped' : 'running';
    void commands.executeCommand('setContext', 'fineTuning.engine', state);
  };
  report();
  return [engine.onDidChange(report)];
}
