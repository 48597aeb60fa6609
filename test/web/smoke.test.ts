import * as vscode from 'vscode';
import type { App } from '../../src/commands/command';

describe('the extension in the web extension host', () => {
  it('is there and activates without Node', async () => {
    if (typeof process !== 'undefined') throw new Error('this is not the web extension host');
    const extension = vscode.extensions.getExtension('fine-tuning-jobs.fine-tuning-jobs');
    if (extension === undefined) throw new Error('the extension is not installed');
    await extension.activate();
    const commands = await vscode.commands.getCommands(true);
    if (!commands.includes('fineTuning.createJob')) throw new Error('its commands are not registered');
  });

  it('counts tokens, by files of the extension', async () => {
    const extension = vscode.extensions.getExtension<App | undefined>('fine-tuning-jobs.fine-tuning-jobs');
    const app = await extension?.activate();
    if (app === undefined) throw new Error('it is not started as a test');
    for (const encoding of ['o200k_base', 'cl100k_base'] as const) {
      const counter = await app.host.openTokenCounter(encoding, 1);
      const row = JSON.stringify({ prompt: '', completion: 'tiktoken is great!' });
      const { counts } = await counter.count(new TextEncoder().encode(`${row}\n`));
      counter.dispose();
      if (counts.join() !== '6,6') throw new Error(`${encoding} counts ${counts.join()} tokens`);
    }
  });
});
