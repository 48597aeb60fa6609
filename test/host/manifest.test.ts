import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandTable } from '../../src/commands/table';
import { actionIds, commandOf, lookOfAction } from '../../src/shared/actions';

interface Manifest {
  contributes: {
    commands: { command: string; title: string; category: string; icon?: string }[];
    menus: Record<string, { command: string; group?: string; when?: string }[]>;
    configuration: { properties: Record<string, { scope?: string }> };
    viewsWelcome: { contents: string }[];
    walkthroughs: { steps: { description: string }[] }[];
  };
}

describe('the manifest', () => {
  let manifest: Manifest;

  before(async () => {
    const extension = vscode.extensions.getExtension('fine-tuning-jobs.fine-tuning-jobs');
    assert.ok(extension);
    await extension.activate();
    manifest = extension.packageJSON as Manifest;
  });

  it('contributes exactly the commands that the code registers', async () => {
    const registered = (await vscode.commands.getCommands(true)).filter(
      (id) => id.startsWith('fineTuning.') && !/^fineTuning\.(jobs|files|models)\./.test(id),
    );
    assert.deepEqual(registered.sort(), manifest.contributes.commands.map(({ command }) => command).sort());
  });

  it('contributes exactly the commands that are in the table', () => {
    const ids = commandTable.map(({ id }) => id);
    assert.deepEqual(ids.toSorted(), manifest.contributes.commands.map(({ command }) => command).toSorted());
  });

  it('has a category and a title for each, and an icon where one stands inline', () => {
    for (const { command, title, category } of manifest.contributes.commands) {
      assert.equal(category, 'Fine-Tuning', command);
      assert.doesNotMatch(title, /%/, command);
    }
    const inline = Object.values(manifest.contributes.menus)
      .flat()
      .filter(
        ({ group }) => group?.startsWith('inline') === true || group?.startsWith('navigation') === true,
      );
    for (const { command } of inline) {
      const icon = manifest.contributes.commands.find((each) => each.command === command)?.icon;
      assert.ok(icon, `${command} has no icon`);
    }
  });

  it('has for an action on a job the icon that its page has', () => {
    for (const id of actionIds) {
      const own = manifest.contributes.commands.find(({ command }) => command === commandOf(id))?.icon;
      if (own !== undefined) assert.equal(own, `$(${lookOfAction(id).icon})`, id);
    }
  });

  it('names only commands that are there in menus, welcome texts and the walkthrough', () => {
    const known = new Set(manifest.contributes.commands.map(({ command }) => command));
    const inMenus = Object.values(manifest.contributes.menus)
      .flat()
      .map(({ command }) => command);
    const steps = manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    const texts = [
      ...manifest.contributes.viewsWelcome.map(({ contents }) => contents),
      ...steps.map(({ description }) => description),
    ];
    const inTexts = texts.flatMap((text) =>
      [...text.matchAll(/command:(fineTuning\.\w+)/g)].map(([, id]) => id ?? ''),
    );
    for (const id of [...inMenus, ...inTexts]) assert.ok(known.has(id), `${id} is not contributed`);
  });

  it('keeps connections out of a workspace’s reach', () => {
    assert.equal(manifest.contributes.configuration.properties['fineTuning.connections']?.scope, 'machine');
  });
});
