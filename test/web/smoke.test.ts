import * as vscode from 'vscode';

describe('the extension in the web extension host', () => {
  it('is there and activates without Node', async () => {
    if (typeof process !== 'undefined') throw new Error('this is not the web extension host');
    const extension = vscode.extensions.getExtension('fine-tuning-jobs.fine-tuning-jobs');
    if (extension === undefined) throw new Error('the extension is not installed');
    await extension.activate();
    const commands = await vscode.commands.getCommands(true);
    if (!commands.includes('fineTuning.createJob')) throw new Error('its commands are not registered');
  });
});
