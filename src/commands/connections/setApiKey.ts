import { t } from '@vscode/l10n';
import { type Addressed, addressed } from '../../platform/addressed';
import { pickOne } from '../../platform/picks';
import { showWarning } from '../../platform/show';
import { ask } from '../../platform/steps';
import type { App, Command } from '../command';
import { refreshSources } from '../view/refreshSources';
import { keyProblem, keyPrompt } from './apiKey';
import { namedConnection } from './namedConnection';

export const setApiKey: Command = {
  id: 'fineTuning.setApiKey',
  failure: t('Setting the API key failed'),
  async run(app, name) {
    const connection = await chooseConnection(app, name);
    if (connection === undefined) return;
    const answer = await ask({
      title: t('API key of {0}', connection.name),
      canGoBack: false,
      prompt: keyPrompt(connection.baseUrl),
      isPassword: true,
      value: '',
      problemWith: (text) => (text === '' ? t('Give the key') : keyProblem(text)),
    });
    if (answer.kind !== 'value') return;
    await app.keys.set(connection, answer.value);
    const variable = connection.apiKeyEnv;
    if (variable !== undefined && app.host.environment[variable]) {
      void showWarning(t('The environment variable {0} is set and wins over the saved key.', variable));
    } else if (connection.tokenCommand !== undefined) {
      void showWarning(
        t('The command that prints the key (tokenCommand in the settings) wins over the saved key.'),
      );
    }
    await refreshSources(app.sources.shown.filter((source) => source.name === connection.name));
  },
};

/** The connection on screen if there is only one with a key; else the person chooses. */
async function chooseConnection(app: App, name: unknown): Promise<Addressed | undefined> {
  const named = namedConnection(app, name);
  if (named !== undefined) return addressed(named);
  const shownNames = app.sources.shown.map(({ name: each }) => each);
  const shown = app.sources.available
    .filter((connection) => shownNames.includes(connection.name))
    .map(addressed)
    .filter((each) => each !== undefined);
  const [only] = shown;
  if (only !== undefined && shown.length === 1) return only;
  const all = app.sources.available.map(addressed).filter((each) => each !== undefined);
  if (all.length === 0) {
    await app.run('fineTuning.addConnection');
    return undefined;
  }
  const picked = await pickOne(
    all.map((connection) => ({ label: connection.name, description: connection.baseUrl, connection })),
    { placeHolder: t('Whose API key do you want to set?') },
  );
  return picked?.connection;
}
