import { t } from '@vscode/l10n';
import type { CapabilityName } from '../../api/dialects/dialect';
import type { JobSource } from '../../jobs/source';
import { showInformation } from '../../platform/show';
import { choose } from '../../platform/steps';
import type { App } from '../command';

/** The source on screen; of several that can do it all, the person chooses. Says why where none can. */
export async function chooseSource(
  app: App,
  title: string,
  needs: readonly CapabilityName[],
): Promise<JobSource | undefined> {
  const able = ableSources(app, needs);
  const [only] = able;
  if (only === undefined) {
    await sayWhyNone(app, app.sources.shown[0], needs);
    return undefined;
  }
  if (able.length === 1) return only;
  const answer = await choose({
    title,
    canGoBack: false,
    placeholder: t('At which connection?'),
    choices: able.map((source) => ({
      label: source.name,
      ...(source.kind === source.name ? {} : { description: source.kind }),
      value: source,
    })),
  });
  return answer.kind === 'value' ? answer.value : undefined;
}

/** Those on screen that can do it all: of several, {@link chooseSource} asks which. */
export function ableSources({ sources }: App, needs: readonly CapabilityName[]): readonly JobSource[] {
  return sources.shown.filter(({ capabilities }) => needs.every((each) => capabilities[each] === true));
}

async function sayWhyNone(app: App, shown: JobSource | undefined, needs: readonly CapabilityName[]) {
  const reason = needs
    .map((each) => shown?.capabilities[each])
    .find((capability) => typeof capability === 'string');
  const connect = t('Add Connection…');
  const chosen = await showInformation(
    typeof reason === 'string' ? reason : t('Connect to a provider first, or start the local engine.'),
    connect,
  );
  if (chosen === connect) await app.run('fineTuning.addConnection');
}
