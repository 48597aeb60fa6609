import assert from 'node:assert/strict';
import manifest from '../../../package.json';

const { commands, menus } = manifest.contributes;

describe('the command palette', () => {
  it('says of each command when it applies, but for those that need neither jobs nor an engine', () => {
    const conditional = new Set(menus.commandPalette.map(({ command }) => command));
    const always = commands.map(({ command }) => command).filter((command) => !conditional.has(command));
    assert.deepEqual(always.sort(), [
      'fineTuning.addConnection',
      'fineTuning.chooseDataMethod',
      'fineTuning.compareTrainingFiles',
      'fineTuning.convertTrainingFile',
      'fineTuning.createJob',
      'fineTuning.previewTrainingFile',
      'fineTuning.removeBrokenRows',
      'fineTuning.removeRepeatedRows',
      'fineTuning.runJobFile',
      'fineTuning.showLog',
      'fineTuning.splitTrainingFile',
      'fineTuning.validateTrainingFile',
    ]);
  });
});
