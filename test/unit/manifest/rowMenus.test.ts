import assert from 'node:assert/strict';
import manifest from '../../../package.json';

const entries = manifest.contributes.menus['view/item/context'].filter(
  ({ group }) => !group.startsWith('inline'),
);
const commandsOf = (view: string) =>
  entries
    .filter(({ when }) => when.startsWith(`view == fineTuning.${view} `))
    .toSorted((one, other) => (one.group < other.group ? -1 : 1))
    .map(({ command }) => command.replace('fineTuning.', ''));

describe('the menu of a row', () => {
  it('leaves out of several selected rows what it can do with one only', () => {
    const ofOne = entries.filter(({ when }) => when.endsWith(' && !listMultiSelection'));
    const ofSeveral = entries.filter((entry) => !ofOne.includes(entry) && !entry.when.endsWith('== source'));
    assert.deepEqual(
      ofSeveral.map(({ command }) => command.replace('fineTuning.', '')),
      [
        ...['saveResultFile', 'compareJobs', 'starJob', 'unstarJob', 'hideJob', 'unhideJob', 'startJob'],
        ...['pauseJob', 'resumeJob', 'cancelJob', 'deleteJob', 'copyJobId', 'copyModelName'],
        ...['downloadFile', 'deleteFile', 'copyFileId', 'deleteModel', 'copyModel'],
      ],
    );
  });

  it('begins with the comparison that several jobs are selected for', () => {
    const ofSeveral = entries
      .filter(({ when }) =>
        /^view == fineTuning\.jobs && viewItem =~ .*(\/|[^!]listMultiSelection)$/.test(when),
      )
      .toSorted((one, other) => (one.group < other.group ? -1 : 1));
    assert.equal(ofSeveral[0]?.command, 'fineTuning.compareJobs');
  });

  it('ends with what cannot be undone', () => {
    assert.equal(commandsOf('jobs').at(-1), 'deleteJob');
    assert.equal(commandsOf('files').at(-1), 'deleteFile');
    assert.equal(commandsOf('models').at(-1), 'deleteModel');
  });
});
