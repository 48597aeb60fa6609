import { TabInputCustom, Uri, window } from 'vscode';
import * as z from 'zod/mini';
import { parseJobKey } from '../jobs/jobKey';
import { inert, maxLength } from '../platform/inertText';
import type { JobKey } from '../shared/protocol';
import { pageScheme } from './names';

/** Jobs of one page, and characters of a job's key. */
const maxJobs = 50;
const maxKeyLength = 2_000;

const Keys = z.array(z.string().check(z.maxLength(maxKeyLength))).check(z.minLength(1), z.maxLength(maxJobs));

/**
 * The address of the page of these jobs: VS Code knows a tab again by it, for its preview, history, splits and restart.
 * Its query says which jobs, its path is what people read of it where VS Code shows addresses, and what VS Code before
 * 1.102 calls the tab. A page that is open keeps the address it has, also when its job is called otherwise by now.
 */
export function pageAddress(keys: readonly JobKey[], title: string): Uri {
  const query = JSON.stringify(keys);
  return openAddress(query) ?? Uri.from({ scheme: pageScheme, path: pathOf(keys, title), query });
}

/** The jobs of an address; null where it is none of ours. Whoever can open an editor can make one up. */
export function jobsOf({ query }: Uri): readonly JobKey[] | null {
  try {
    return [...new Set(Keys.parse(JSON.parse(query)))]; // a job twice would be fetched twice
  } catch {
    return null;
  }
}

function openAddress(query: string): Uri | undefined {
  return window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap(({ input }) => (input instanceof TabInputCustom ? input.uri : []))
    .find((uri) => uri.scheme === pageScheme && uri.query === query);
}

function pathOf([first = '']: readonly JobKey[], title: string): string {
  const connection = decodeURIComponent(parseJobKey(first).sourceId);
  return `/${segment(connection)}/${segment(title)}`;
}

/** Not a slash, but looks like one. */
const divisionSlash = '\u2215';

function segment(text: string): string {
  return inert(text, maxLength.name).replaceAll(/[/\\]/g, divisionSlash);
}
