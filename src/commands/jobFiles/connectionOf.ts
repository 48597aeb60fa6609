import { t } from '@vscode/l10n';
import type { Connection } from '../../api/connection';
import { dialectOf, providers } from '../../api/dialects/providers';
import type { JobFile } from '../../jobFiles/jobFile';
import type { CreationOptions } from '../../jobs/source';
import type { Sources } from '../../jobs/sources';

/** Where a job file may be run. */
type Named = Pick<JobFile, 'connection' | 'provider'>;

/**
 * The connections that a job file may be run at, those on screen first: the one that it names; else those of its
 * provider; else all.
 */
export function connectionsFor({ connection, provider }: Named, sources: Sources): readonly Connection[] {
  const shown = new Set(sources.shown.map(({ name }) => name));
  return sources.available
    .filter(({ name }) => connection === undefined || name === connection)
    .filter(({ dialect }) => provider === undefined || dialect === provider)
    .toSorted((one, other) => Number(shown.has(other.name)) - Number(shown.has(one.name)));
}

/** Why a job file can be run at no connection; null: it can. */
export function problemWithConnection({ connection, provider }: Named, sources: Sources): string | null {
  if (connectionsFor({ ...(connection === undefined ? {} : { connection }) }, sources).length === 0)
    return connection === undefined
      ? null
      : t('There is no connection of this name: {0}', namesOf(sources) || t('none is there yet'));
  const isOther = connection !== undefined && provider !== undefined;
  if (isOther && connectionsFor({ connection, provider }, sources).length === 0)
    return t('The connection {0} is of another provider', connection);
  return null;
}

function namesOf({ available }: Sources): string {
  return available.map(({ name }) => name).join(', ');
}

/** What a job file is for, as far as it says so or there is no choice. */
export interface KnownProvider {
  readonly options: CreationOptions;
  /** What people call it. */
  readonly title: string;
  readonly connection: Connection | null;
}

/** Null: nobody knows which one is meant. Loads its dialect. */
export async function providerOf(file: Named, sources: Sources): Promise<KnownProvider | null> {
  const [first, ...others] = connectionsFor(file, sources);
  const isClear = first !== undefined && (others.length === 0 || file.connection !== undefined);
  const connection = isClear ? first : null;
  const provider = file.provider ?? connection?.dialect;
  if (provider === undefined) return null;
  const options = await (connection === null ? providers[provider].dialect() : dialectOf(connection));
  return { options, title: providers[provider].title, connection };
}
