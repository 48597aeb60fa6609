// Shows the view and the page of a job when VS Code opens, so that `npm start` needs no click. An extension of its own:
// nothing of it is in what is shipped.
const { commands } = require('vscode');

const { FINE_TUNING_START: text } = process.env;

/** @param {import('vscode').ExtensionContext} context */
exports.activate = async ({ globalState }) => {
  if (text === undefined) return;
  /** @type {import('../opener.mjs').ToOpen} */
  const { run, connection, job } = JSON.parse(text);
  // A window that is loaded again during one run is as the person left it.
  if (globalState.get('run') === run) return;
  await globalState.update('run', run);
  await commands.executeCommand('fineTuning.jobs.focus');
  await commands.executeCommand('fineTuning.openJob', connection, job);
};
